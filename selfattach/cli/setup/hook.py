"""`selfattach hook`: a few lines for a shell's start-up file that say, at most once a day, that this is here.

The lines themselves lie in selfattach/shell/, one file a shell. They start no Python: they compare today with the day
in a file of the cache (selfattach/cli/practise/practice_notes.py). Nothing is installed; the person puts them where
they like.
"""

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

import selfattach
from selfattach import words
from selfattach.cli.completion import shells
from selfattach.errors import WrongInputError
from selfattach.text import did_you_mean
from selfattach.words import commands

app = typer.Typer(rich_markup_mode=None)

_START_UP_FILES: Final = {
    "bash": "~/.bashrc",
    "zsh": "~/.zshrc",
    "fish": "~/.config/fish/config.fish",
    "powershell": "$PROFILE",
}
# In the home folder, where XDG_CACHE_HOME is not set; as platformdirs says.
_CACHES: Final = {"darwin": "Library/Caches"}


@app.command(help=commands.HOOK)
def hook(
    shell: Annotated[
        str, typer.Argument(metavar=commands.HOOK_SHELL_METAVAR, help=commands.HOOK_SHELL, autocompletion=shells)
    ],
) -> None:
    """Raises WrongInputError where there are no lines for that shell."""
    if shell not in _START_UP_FILES:
        near = did_you_mean(shell, _START_UP_FILES)
        raise WrongInputError(words.HOOK_UNKNOWN.format(shells=", ".join(_START_UP_FILES), near=near))
    sys.stdout.write(_lines_for(shell))
    if sys.stdout.isatty():
        sys.stderr.write(f"{words.HOOK_HOW.format(shell=shell, file=_START_UP_FILES[shell])}\n")


def _lines_for(shell: str) -> str:
    lines = Path(selfattach.__file__).with_name("shell").joinpath(f"hook.{shell}").read_text(encoding="utf-8")
    about = "\n".join(f"# {line}" for line in words.HOOK_ABOUT)
    told = {"@ABOUT@": about, "@INVITATION@": words.HOOK_INVITATION, "@CACHE@": _CACHES.get(sys.platform, ".cache")}
    for name, text in told.items():
        lines = lines.replace(name, text)
    return lines

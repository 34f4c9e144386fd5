"""The script that zsh is given for Tab, in place of Typer's: that one does nothing at the first Tab of a shell.

Typer has no way to be given another, so this puts ours where it looks. Called only when a script is asked for.
"""

from pathlib import Path

from typer import _completion_classes as classes
from typer import _completion_shared as shared

import selfattach


def give_to_typer() -> None:
    """Have Typer print and install our script for zsh."""
    script = Path(selfattach.__file__).with_name("shell").joinpath("completion.zsh").read_text(encoding="utf-8")
    classes.ZshComplete.source_template = script
    shared._completion_scripts["zsh"] = script  # noqa: SLF001  as above

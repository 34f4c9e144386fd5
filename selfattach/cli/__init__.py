"""The command line. It chooses voice and place, and decides nothing. Groups are imported when they are called.

`main` is the one place where errors become exit statuses: 0 done, 1 failed, 2 wrong or missing input, 3 nothing
found, 4 locked, 129 and 143 hung up or terminated, 130 Ctrl-C outside a practice.
"""

import errno
import gc
import io
import os
import re
import sys
from contextlib import suppress
from importlib import import_module
from shutil import get_terminal_size
from typing import Annotated, Any, Final, NamedTuple, NoReturn

import typer
from typer.core import TyperGroup, TyperOption

from selfattach import __version__, words
from selfattach.cli.plain_option import Plain
from selfattach.errors import SelfattachError, reason
from selfattach.text import did_you_mean, wrap

_HUNG_UP: Final = 129
_OF_THE_OUTPUT: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EBADF)  # full, or not open for writing
_OF_THE_SHELL: Final = ("install_completion", "show_completion")  # options of the program, not of each command
_PLAIN: Final = "_plain"  # the option that every command takes (`plain_option.py`)
_NARROW: Final = 52  # columns
_NARROWEST: Final = 30
_FITTING: Final = "Fitting"
_LONGEST_BESIDE: Final = 10  # signs of a name, with what it is for in the same row
_EXAMPLE, _GOES_ON, _BELOW_EXAMPLE = "  ", "    ", "      "  # where its rows begin
_MANY: Final = 100_000  # objects; loading the program makes fewer, and looking for rubbish among them is a tenth of it

# name -> module
_COMMANDS: Final = {
    "practice": "selfattach.cli.practise.practice_command",
    "routine": "selfattach.cli.practise.routine",
    "exercises": "selfattach.cli.exercises",
    "support": "selfattach.cli.shelves.support",
    "author": "selfattach.cli.author",
    "journey": "selfattach.cli.practise.journey",
    "insights": "selfattach.cli.shelves.insights",
    "history": "selfattach.cli.history.listing",
    "noticed": "selfattach.cli.practise.noticed",
    "kind": "selfattach.cli.shelves.kind_words",
    "letters": "selfattach.cli.shelves.letters",
    "promises": "selfattach.cli.shelves.promises",
    "vault": "selfattach.cli.setup.vault",
    "farewell": "selfattach.cli.history.farewell",
    "config": "selfattach.cli.setup.config",
    "doctor": "selfattach.cli.setup.doctor",
    "hook": "selfattach.cli.setup.hook",
}


class _Offered(NamedTuple):
    """A word for the shell at Tab, in the shape of Click's own."""

    value: str
    help: str | None = None
    type: str = "plain"


class _LazyGroup(TyperGroup):
    """Imports a command's file only when that command is called: `--version` must not pay for all of them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002  Typer's vendored Click has no public types
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401  as above
        if cmd_name not in _COMMANDS:
            return None
        command = typer.main.get_command(import_module(_COMMANDS[cmd_name]).app)
        command.params = [one for one in command.params if one.name not in _OF_THE_SHELL]
        _give(command, next(one for one in self.params if one.name == _PLAIN))
        if ctx.resilient_parsing:
            _be_brief(command, ctx)
        else:
            _explain(self)
        return command

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:  # noqa: ANN401  as above
        if incomplete.startswith("-"):
            return [_Offered(one.value) for one in super().shell_complete(ctx, incomplete)]
        return [_Offered(name) for name in _COMMANDS if name.startswith(incomplete)]

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002  as above
        with formatter.section("Commands"):
            formatter.write_dl([(name, words.commands.LISTING[name]) for name in _COMMANDS])

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  as above
        self.help = words.commands.PROGRAM
        _explain(self)
        super().format_help(ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  as above
        _format_examples(ctx, formatter)


def _fit_help() -> None:
    """Have what `--help` says fit a narrow terminal: Click itself writes lines of 50 columns there."""
    columns, context = get_terminal_size().columns, TyperGroup.context_class
    usual = context.formatter_class
    if columns < _NARROW and usual.__name__ != _FITTING:
        width = max(columns - 1, _NARROWEST)
        methods = {
            "__init__": lambda self, *_how, **_more: usual.__init__(self, width=width),
            "write_dl": lambda self, rows, *_how: usual.write_dl(self, rows, _LONGEST_BESIDE),
        }
        context.formatter_class = type(_FITTING, (usual,), methods)


def _fit_zsh(said: list[str]) -> None:
    """Have the script for zsh answer the first Tab of a shell too: Typer's own only sets itself up then."""
    asked = os.environ.get("_SELFATTACH_COMPLETE", "").startswith("source")
    if asked or any(word.startswith(("--install-c", "--show-c")) for word in said):
        from selfattach.cli.setup.zsh_script import give_to_typer  # noqa: PLC0415  then only

        give_to_typer()


def _explain(program: TyperGroup) -> None:
    """Say what the program's own options are for. Only once it may be read: `--version` does not wait for words."""
    said = {
        "_version": words.commands.PROGRAM_VERSION,
        "as_json": words.commands.PROGRAM_JSON,
        _PLAIN: words.commands.PROGRAM_PLAIN,
    }
    for one in program.params:
        if isinstance(one, TyperOption) and one.name in said:
            one.help = said[one.name]


def _give(command: Any, option: Any) -> None:  # noqa: ANN401  as above
    """Have a command and all within it take an option of the program's, and end their help with examples."""
    command.params.append(option)
    command.format_epilog = _format_examples
    for one in getattr(command, "commands", {}).values():
        _give(one, option)


def _format_examples(ctx: Any, formatter: Any) -> None:  # noqa: ANN401  as above
    """Write the examples of a command, each with what comes of it below; a line is broken between words alone."""
    found = words.examples.EXAMPLES.get(ctx.command_path.partition(" ")[2], ())
    if not found:
        return
    with formatter.section(words.examples.HEADING):
        for line, told in found:
            first, *more = wrap(line, formatter.width - len(_GOES_ON))
            rows = [f"{_EXAMPLE}{first}", *(f"{_GOES_ON}{row}" for row in more)]
            rows += wrap(told, formatter.width, _BELOW_EXAMPLE)
            formatter.write("".join(f"{row}\n" for row in rows))


def _be_brief(command: Any, ctx: Any) -> None:  # noqa: ANN401  as above
    """Leave out what is said about options and commands: to show it at Tab, Typer would load the whole of Rich."""
    for one in (*command.get_params(ctx), *getattr(command, "commands", {}).values()):
        one.help = None
        if hasattr(one, "short_help"):
            one.short_help = None
            _be_brief(one, ctx)


app = typer.Typer(
    cls=_LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"selfattach {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, help="")  # `format_help` says it
def selfattach(
    context: typer.Context,
    _version: Annotated[bool, typer.Option("--version", "-V", callback=_tell_version, is_eager=True)] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    _plain: Plain = None,
) -> int:
    """Show what there is today where no command was called. Returns the exit status."""
    if context.invoked_subcommand is not None:
        return 0
    from selfattach.cli.practise.home import show_home  # noqa: PLC0415  a command's file is imported when it is called

    return show_home(as_json=as_json)


def main() -> NoReturn:
    """Run the program and leave with its exit status."""
    gc.set_threshold(_MANY)
    _ready_streams()
    status = run()
    _tell_what_is_open()
    _leave(status)


def _tell_what_is_open() -> None:
    """Tell once of a disk that keeps no rights: of one's own folders once and for all, of an export each time."""
    if "selfattach.disk" not in sys.modules:  # nothing was written
        return
    from selfattach import disk  # noqa: PLC0415  it is there already

    if opened := disk.left_open():
        from selfattach.cli.left_open import tell_of  # noqa: PLC0415  then only

        with suppress(OSError, SelfattachError):
            tell_of(opened)


def _leave(status: int) -> NoReturn:
    """End the process at once: to take a whole interpreter apart costs a tenth of a start, and does nothing for anyone.

    All that matters is on the disk before this, and the voice has put the terminal in order.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # whoever read it is gone
            stream.flush()
    os._exit(status)


def _ready_streams() -> None:
    """Give every stream somewhere to lead, and let no byte or letter that it cannot carry end a practice."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us; a file of ours must not get its number
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, open(nowhere, mode, encoding="utf-8", closefd=False))  # noqa: SIM115  to the end
            if name == "stdout":
                from selfattach.cli.output import Lost  # noqa: PLC0415  then only

                sys.stdout = Lost()
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit status. Nothing but this turns an error into one."""
    said = _as_said(sys.argv[1:] if arguments is None else arguments)
    _fit_help()
    _fit_zsh(said)
    try:
        result = app(said, standalone_mode=False, prog_name="selfattach")
        return _flush_output(result if isinstance(result, int) else 0)
    except SelfattachError as wrong:
        _tell(str(wrong))
        return wrong.status
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        return _unread()
    except SystemExit as left:
        if not isinstance(left.__context__, BrokenPipeError):
            raise
        return _unread()  # Typer makes exit 1 of it
    except MemoryError:
        _tell(words.NO_MEMORY)
        return 1
    except Exception as wrong:
        if isinstance(wrong, OSError) and wrong.errno == errno.EIO:
            return _unread(_HUNG_UP)
        if isinstance(wrong, OSError) and wrong.errno in _OF_THE_OUTPUT and wrong.filename is None:
            return _not_whole(reason(wrong))
        if isinstance(wrong, OSError) and wrong.filename is not None:
            return _refused(wrong)
        if not _is_usage(wrong):
            raise
        _advise(wrong)
        return 2


def _as_said(arguments: list[str]) -> list[str]:
    """`help COMMAND` is `COMMAND --help`, as many programs have it."""
    return [*arguments[1:], "--help"] if arguments[:1] == ["help"] else arguments


def _flush_output(status: int) -> int:
    """Send off what is still to be read. The exit status; that of a hangup where the terminal is gone."""
    try:
        sys.stdout.flush()
    except OSError as wrong:
        if wrong.errno != errno.EIO:
            raise
        return _unread(status or _HUNG_UP)
    if getattr(sys.stdout, "holds_any", False):
        return _not_whole(words.DISK_NO_OUTPUT)
    return status


def _unread(status: int = 0) -> int:
    """Whoever read our output has had enough, or is gone; the interpreter must not complain of it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
    return status


def _not_whole(why: str) -> int:
    """What our output leads to takes no more, or nothing. What we keep ourselves says so in its own words."""
    with suppress(OSError):  # what is told beside it may lead there too
        _tell(words.OUTPUT_NOT_WHOLE.format(why=why))
    return 1


def _refused(wrong: OSError) -> int:
    """A file or a folder refuses where nobody has words of their own for it."""
    _tell(words.REFUSED_BY_DISK.format(file=wrong.filename, why=reason(wrong)))
    return 1


def _is_usage(wrong: Exception) -> bool:
    """Whether Typer refuses the command line. Its vendored Click is not ours to import."""
    return hasattr(wrong, "show") and hasattr(wrong, "exit_code")


def _advise(wrong: Any) -> None:  # noqa: ANN401  as above
    said = io.StringIO()
    wrong.show(said)  # it quotes what was typed, control characters too
    _tell(said.getvalue().rstrip("\n"))
    unknown = re.match(r"No such command '(.*)'", str(wrong.message))
    near = did_you_mean(unknown[1], _COMMANDS).strip() if unknown else ""
    if near and "Did you mean" not in str(wrong.message):  # within a group Typer says it
        _tell(near)


def _tell(message: str) -> None:
    from selfattach.cli.output import tell  # noqa: PLC0415  only after something went wrong

    tell(message)

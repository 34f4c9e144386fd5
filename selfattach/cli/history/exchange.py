"""`selfattach history export` and `import`: taking a history along, and bringing one's own JSON in again.

What goes along is decided in the history (`redaction.py`); here are the places it goes to, and the person who is asked.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from selfattach import __version__, disk, words
from selfattach.cli.context import AppContext
from selfattach.cli.files_out import OUT, file_to_write, write_out
from selfattach.cli.options import Json, Quiet, Yes
from selfattach.cli.output import print_json, print_lines, tell, tell_damage
from selfattach.dates import read_span
from selfattach.errors import LockedError, NothingFoundError, SelfattachError, WrongInputError
from selfattach.history.filters import Wanted
from selfattach.history.ids import practice_day
from selfattach.text import did_you_mean, one_line
from selfattach.words import commands

if TYPE_CHECKING:
    from selfattach.exchange.json_format import Export
    from selfattach.exchange.redaction import ReadableAnswer, Redacted
    from selfattach.history.damage import Damage, Loss
    from selfattach.history.record import Record

_FORMATS: Final = ("json", "markdown", "csv", "jrnl", "page")


_Format = Annotated[
    str, typer.Option("--format", metavar=commands.HISTORY_EXPORT_FORMAT_METAVAR, help=commands.HISTORY_EXPORT_FORMAT)
]
_To = Annotated[
    str,
    typer.Option("--to", "--output", "-o", metavar=commands.HISTORY_EXPORT_TO_METAVAR, help=commands.HISTORY_EXPORT_TO),
]
_Since = Annotated[
    str | None, typer.Option(metavar=commands.HISTORY_EXPORT_SINCE_METAVAR, help=commands.HISTORY_EXPORT_SINCE)
]
_NoWords = Annotated[
    bool,
    typer.Option(
        "--no-words",
        help=commands.HISTORY_EXPORT_NO_WORDS,
    ),
]
_Review = Annotated[bool, typer.Option("--review", help=commands.HISTORY_EXPORT_REVIEW)]


class _Counted:
    """Sessions on their way out, and how many went; `sealed`: answers that stay, as they are sealed now."""

    def __init__(self, sessions: Iterable["Redacted"]) -> None:
        self._sessions = sessions
        self.sessions = self.sealed = 0

    def __iter__(self) -> Iterator["Redacted"]:
        from selfattach.exchange.redaction import SEALED  # noqa: PLC0415  only once it is needed

        for one in self._sessions:
            self.sessions += 1
            self.sealed += one.left_out.count(SEALED)
            yield one


def export_history(
    form: _Format = "json",
    to: _To = OUT,
    since: _Since = None,
    exercise: Annotated[
        str | None, typer.Option(metavar=commands.SHARED_EXERCISE_METAVAR, help=commands.SHARED_EXERCISE)
    ] = None,
    no_words: _NoWords = False,
    review: _Review = False,
    sealed: Annotated[bool, typer.Option("--sealed", help=commands.HISTORY_EXPORT_SEALED)] = False,
    force: Annotated[bool, typer.Option("--force", help=commands.HISTORY_EXPORT_FORCE)] = False,
    quiet: Quiet = False,
) -> int:
    """Returns 1 where some of it could not be read, and did not go along."""
    if form not in _FORMATS:
        near = did_you_mean(form, _FORMATS)
        raise WrongInputError(words.EXPORT_FORMAT.format(formats=", ".join(_FORMATS), near=near))
    target = _target(to, form, force=force)
    if review:
        _check_review(target, no_words=no_words)
    from selfattach.exchange.redaction import redact  # noqa: PLC0415  as above

    context = AppContext()
    seals = context.seals
    first_day = None if since is None else read_span(since, practice_day(context.now())).first
    missing: list[Damage | Loss] = []
    records = _chosen(context.history, exercise, first_day, missing)
    goes: Iterable[Redacted] = (redact(record, seals, sealed=sealed, with_words=not no_words) for record in records)
    if review:
        goes = _reviewed(goes)
        if not goes:
            print_lines(words.EXPORT_NOTHING_PICKED)
            tell_damage(missing)
            return 0
    counted = _Counted(goes)
    write_export(form, target, iter(counted), context.now(), missing)
    _tell_what_is_not_settled(context)
    return _tell_what_went(target, counted, missing, quiet=quiet)


def _tell_what_is_not_settled(context: AppContext) -> None:
    """All of it may be there, and more than that."""
    if context.history.vault.machines.unsettled():
        _tell(words.EXPORT_NOT_SETTLED.format(folder=context.history.writer.folder))


def _tell_what_went(target: Path | None, counted: _Counted, missing: Sequence["Damage | Loss"], *, quiet: bool) -> int:
    if target is not None and not quiet:
        print_lines(words.counted(words.EXPORT_DONE, counted.sessions, path=str(target)))
    if counted.sealed and not quiet:
        _tell(words.counted(words.EXPORT_SEALED, counted.sealed))
    tell_damage(missing)
    if missing:
        _tell(words.EXPORT_UNREAD)
    return 1 if missing else 0


def import_history(
    file: Annotated[
        str, typer.Argument(metavar=commands.HISTORY_IMPORT_FILE_METAVAR, help=commands.HISTORY_IMPORT_FILE)
    ],
    as_letters: Annotated[bool, typer.Option("--as-letters", help=commands.HISTORY_IMPORT_AS_LETTERS)] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Returns 1 where what is here of one cannot be read: it is left alone."""
    from selfattach.cli.history.letters_in import import_letters  # noqa: PLC0415  only once it is needed
    from selfattach.exchange.json_format import bring_in  # noqa: PLC0415  same

    if as_letters:
        return import_letters(file, yes=yes, as_json=as_json)
    export = _export_in(file)
    context = AppContext()
    try:
        came = bring_in(context.history, export)
    except LockedError:
        raise
    except SelfattachError as wrong:
        raise SelfattachError(words.IMPORT_AGAIN.format(why=wrong)) from wrong
    context.card_copy.renew()
    if as_json:
        print_json(came._asdict())
    else:
        print_lines(*words.brought_in(*came))
        if not export.whole and came.new:
            print_lines(words.IMPORT_NOT_WHOLE)
    if came.unread:
        tell_damage(context.history.damaged())
    return 1 if came.unread else 0


def _export_in(file: str) -> "Export":
    """The export in a file. Raises WrongInputError saying what else it is, and what to do with it."""
    from selfattach.cli.history.read_in import read_file  # noqa: PLC0415  only once it is needed
    from selfattach.exchange import other_files  # noqa: PLC0415  same
    from selfattach.exchange.json_format import read_export  # noqa: PLC0415  same

    if os.path.isdir(file):  # noqa: PTH112  a Path of a name too long for a file raises
        raise WrongInputError(other_files.refusal(other_files.FOLDER, file))
    content = read_file(file)
    try:
        return read_export(content)
    except WrongInputError as wrong:
        told = other_files.refusal(other_files.kind_of(file, content), one_line(file))
        raise WrongInputError(told or str(wrong)) from wrong


# --- which sessions


def _chosen(
    history: Any,  # noqa: ANN401  History
    exercise: str | None,
    first_day: date | None,
    missing: list["Damage | Loss"],
) -> Iterator["Record"]:
    """The sessions that are wanted, newest first; what cannot be read comes into `missing` meanwhile.

    Raises NothingFoundError where a wish fits none, and all could be read.
    """
    records: Iterator[Record] = history.whole(missing, exercise, Wanted(since=first_day))
    first = next(records, None)
    if first is not None:
        return chain((first,), records)
    if missing:
        return iter(())
    if exercise is not None:
        form = words.NONE_OF_EXERCISE if first_day is None else words.EXPORT_NOTHING_FITS
        raise NothingFoundError(form.format(exercise=one_line(exercise)))
    if first_day is not None:
        raise NothingFoundError(words.EXPORT_NOTHING_SINCE)
    return iter(())


# --- where to


def _target(to: str, form: str, *, force: bool) -> Path | None:
    """The file or folder to write, None for the standard output. Raises WrongInputError where something is there."""
    if form == "markdown":
        if to == OUT:
            raise WrongInputError(words.EXPORT_NEEDS_FOLDER)
        if os.path.lexists(to) and not os.path.isdir(to):  # noqa: PTH112  a Path of a name too long for a file raises
            raise WrongInputError(words.EXPORT_NO_FOLDER.format(path=to))
        if not force and _holds_something(to):
            raise WrongInputError(words.EXPORT_FOLDER_FULL.format(path=to))
        return Path(to)
    return file_to_write(to, force=force)


def _holds_something(folder: str) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(entries)
    except FileNotFoundError:
        return False
    except OSError:  # whoever writes there hears why it cannot be
        return False


def write_export(
    form: str,
    target: Path | None,
    taken: Iterator["Redacted"],
    now: datetime,
    missing: Sequence["Damage | Loss"],
    wrote: Callable[[Path, bytes], None] = lambda *_: None,
) -> None:
    """Write what goes along, in a form, to a file or a folder. `wrote`: hears of each file that is there now."""
    from selfattach.exchange import json_format as exchange  # noqa: PLC0415  only once it is needed
    from selfattach.exchange import text_formats  # noqa: PLC0415  same

    if form == "markdown":
        assert target is not None
        with disk.refusals(target):
            disk.make_folder(target)
            for page in text_formats.as_markdown(taken):
                disk.replace(target / page.name, content := page.text.encode(), lasting=False)
                disk.set_time(target / page.name, page.updated)
                wrote(target / page.name, content)
            os.sync()  # all of them at once: one by one, ten thousand pages take minutes
        return
    match form:
        case "csv":
            parts = text_formats.as_csv(taken)
        case "jrnl":
            parts = text_formats.as_jrnl(taken)
        case "page":
            from selfattach.pages.of_sessions import page_of_sessions  # noqa: PLC0415  as above

            parts = page_of_sessions(taken, practice_day(now))
        case _:
            parts = exchange.as_json(taken, now.isoformat(timespec="seconds"), __version__, missing)
    write_out(target, parts, wrote)


# --- asking about each


def _check_review(target: Path | None, *, no_words: bool) -> None:
    if no_words:
        raise WrongInputError(words.EXPORT_REVIEW_WORDS)
    if target is None:
        raise WrongInputError(words.EXPORT_REVIEW_TO)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongInputError(words.EXPORT_REVIEW_NOBODY)


def _reviewed(taken: Iterable["Redacted"]) -> list["Redacted"]:
    """What the person lets go along. End of input leaves as Ctrl-C does: with nothing written."""
    from selfattach.exchange.redaction import readable_answers  # noqa: PLC0415  only once it is needed

    picked: list[Redacted] = []
    print_lines(words.REVIEW_HOW)
    for one in taken:
        answers = readable_answers(one)
        print_lines("", one_line(one.record.title), f"{datetime.fromisoformat(one.record.started):%Y-%m-%d %H:%M}", "")
        for answer in answers:
            _show(answer)
        said = _ask(words.REVIEW_SESSION, words.REVIEW_SESSION_AGAIN, "yaq")
        if said == "q":
            break
        if said == "y":
            picked.append(one)
        if said == "a":
            goes = [place for place, answer in enumerate(answers) if _goes(answer)]
            if goes:
                picked.append(one.only(goes))
    return picked


def _goes(answer: "ReadableAnswer") -> bool:
    print_lines("")
    _show(answer)
    return _ask(words.REVIEW_ANSWER, words.REVIEW_ANSWER_AGAIN, "y") == "y"


def _show(answer: "ReadableAnswer") -> None:
    print_lines(answer.question)
    print_lines(*answer.words.split("\n"), "", indent="  ")


def _ask(question: str, again: str, letters: str) -> str:
    """Return one of the letters, or "" for Enter alone."""
    while True:
        sys.stdout.write(question)
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stdout.write("\n")
            raise typer.Abort
        said = line.strip().casefold()
        if said in ("", *letters):
            return said
        print_lines(again)


def _tell(sentence: str) -> None:
    with suppress(BrokenPipeError):
        tell(sentence)

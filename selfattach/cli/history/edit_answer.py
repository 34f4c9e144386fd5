"""`selfattach history edit`: change something that was written, in the person's editor or line by line.

Nothing is read back unasked, it is said how the editor is left, and what is refused at the end stays in a file.
"""

import os
import sys
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Annotated

import typer

from selfattach import disk, kinds, words
from selfattach.cli.context import AppContext
from selfattach.cli.history.edits import tell_who_recalled
from selfattach.cli.options import SessionId
from selfattach.cli.output import print_lines
from selfattach.cli.which_session import session_meant
from selfattach.engine.voice import Manner
from selfattach.errors import NothingFoundError, SelfattachError, WrongInputError
from selfattach.history.ids import longer_form, short_form
from selfattach.text import did_you_mean, one_line
from selfattach.words import commands

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selfattach.history.record import Entry, Record


def edit_answer(
    ident: SessionId,
    name: Annotated[
        str | None,
        typer.Argument(metavar=commands.HISTORY_EDIT_NAME_METAVAR, help=commands.HISTORY_EDIT_NAME),
    ] = None,
    sealed: Annotated[bool, typer.Option("--sealed", help=commands.HISTORY_EDIT_SEALED)] = False,
    by_line: Annotated[
        bool | None,
        typer.Option("--lines/--editor", help=commands.HISTORY_EDIT_LINES),
    ] = None,
) -> int:
    """Returns the exit status. Raises WrongInputError where it is not told which, it is sealed, or nobody is there."""
    from selfattach.cli.practise.hangup import until_hung_up  # noqa: PLC0415  only once it is needed

    context = AppContext()
    record = session_meant(context, ident)
    place = _which(record, name)
    _check_seal(context, record, place, sealed=sealed)
    if by_line or (by_line is None and context.wants_plain):
        return until_hung_up(lambda: _edit_by_line(context, record, place))
    if not context.typed:
        raise WrongInputError(words.EDIT_NEEDS_TERMINAL)
    return until_hung_up(lambda: _edit(context, record, place))


def _check_seal(context: AppContext, record: "Record", place: int, *, sealed: bool) -> None:
    """Raise WrongInputError where an answer is sealed today and nobody said that it may be opened."""
    entry = record.answers[place]
    if not sealed and context.seals.is_sealed(entry.seal_until, record.started):
        told = {"day": words.until(entry.seal_until), "short": longer_form(record.id), "name": _label(entry)}
        raise WrongInputError(words.EDIT_SEALED.format(**told))


def _edit(context: AppContext, record: "Record", place: int) -> int:
    from selfattach.ui.editor import how_to_leave  # noqa: PLC0415  only once it is needed

    before = _as_text(record.answers[place])
    print_lines(how_to_leave(context.environment))
    with _in_editor(context, record, before) as after:
        if after != before:
            _change(context, record, place, after)
    return _tell_change(context, record, place, after, changed=after != before)


def _edit_by_line(context: AppContext, record: "Record", place: int) -> int:
    """Have it changed line by line, and keep it where it was ended with a full stop."""
    before = _as_text(record.answers[place])
    after = _ask_for_lines(context, record, before)
    if after is None or after == before:
        return _tell_change(context, record, place, before, changed=False)
    try:
        _change(context, record, place, after)
    except (SelfattachError, ValueError) as wrong:
        from selfattach.ui.editor import lay_down  # noqa: PLC0415  where it was refused

        raise SelfattachError(
            words.EDIT_KEPT.format(why=wrong, file=lay_down(after, _folder(context, record)))
        ) from wrong
    return _tell_change(context, record, place, after, changed=True)


def _ask_for_lines(context: AppContext, record: "Record", text: str) -> str | None:
    """Return what it is to be, or None where it was left. At too much there is help, and the lines are still there."""

    def take_to_editor(text: str) -> tuple[str, str]:
        from selfattach.ui.editor import how_to_leave  # noqa: PLC0415  for those who use it

        if not (context.typed and sys.stdout.isatty()):
            return text, words.PLAIN_NO_TERMINAL
        try:
            print_lines(how_to_leave(context.environment))
            with _in_editor(context, record, text) as after:
                return after, ""
        except SelfattachError as wrong:
            return text, str(wrong)

    with closing(context.plain_voice(sys.stdout, Manner())) as voice:
        while True:
            reply = voice.rewrite(text, take_to_editor)
            if reply.kind == "answer":
                return reply.value or ""
            if reply.kind != "ground" or context.help_page(voice).show("too_much_today") in ("closed", "leave"):
                return None
            text = reply.value or ""


def _folder(context: AppContext, record: "Record") -> "Path":
    """Where words lie while they are changed: one folder for each run; the doctor finds what is left."""
    folder = context.places.state / "editing" / f"{record.id}.{os.getpid()}"
    disk.make_folder(folder.parent)  # for the owner only, under any umask
    return folder


@contextmanager
def _in_editor(context: AppContext, record: "Record", before: str) -> "Iterator[str]":
    """Have what becomes of these words in the editor. What the block refuses stays in a file, which is named."""
    from selfattach.ui.editor import WORDS, edited  # noqa: PLC0415  as above

    folder = _folder(context, record)
    try:
        with edited(before, folder, context.environment, _ask_to_save) as after:
            yield after
    except (SelfattachError, ValueError) as wrong:
        if not disk.is_there(folder):
            raise
        raise SelfattachError(words.EDIT_KEPT.format(why=wrong, file=folder / WORDS)) from wrong
    except BaseException:  # it was ended from outside, and the editor with it
        _forget_unchanged(folder, before)
        raise
    finally:
        with suppress(OSError):
            folder.parent.rmdir()  # where nobody else edits


def _ask_to_save(told: str) -> None:
    from selfattach.ui.line_input import next_line  # noqa: PLC0415  where a window is open

    print_lines(told)
    next_line(sys.stdin)


def _change(context: AppContext, record: "Record", place: int, after: str) -> None:
    """Keep this text in the place of an answer. Raises SelfattachError where it is refused."""
    from selfattach.history import edits  # noqa: PLC0415  only once it is needed

    as_such = kinds.kind_of(record.answers[place].kind).edited
    assert as_such is not None  # `_which` takes no other
    edits.change_answer(context.history, record.id, place, as_such(after) if after.strip() else None, record)


def _tell_change(context: AppContext, record: "Record", place: int, after: str, *, changed: bool) -> int:
    """Say what became of an answer, and where older words of it are still held. Return the exit status."""
    if not changed:
        print_lines(words.NOTHING_CHANGED)
        return 0
    context.card_copy.renew()
    told = words.EDITED if after.strip() else words.EDITED_OUT
    print_lines(told.format(short=short_form(record.id)))
    if tell_who_recalled(context, f"{record.id}/{record.answers[place].name}".__eq__):
        print_lines(words.DELETED_UNFINISHED)
    return 0


def _forget_unchanged(folder: "Path", before: str) -> None:
    """Remove an editor's file that nobody changed; an editor may keep more beside it, then all of it stays."""
    with suppress(OSError):
        found = list(folder.iterdir())
        if len(found) == 1 and found[0].read_bytes().decode(errors="replace").removesuffix("\n") == before:
            found[0].unlink()
            folder.rmdir()


def _which(record: "Record", name: str | None) -> int:
    """The place of the answer that is meant. Raises WrongInputError with those that could be."""
    places = [place for place, entry in enumerate(record.answers) if kinds.kind_of(entry.kind).edited]
    known = {_label(record.answers[place]): place for place in places}
    if name is not None and name in known:
        return known[name]
    if name is None and len(places) == 1:
        return places[0]
    if not places:
        raise NothingFoundError(words.EDIT_NOTHING)
    if name is None:
        raise WrongInputError(words.EDIT_WHICH.format(names=", ".join(known)))
    near = did_you_mean(name, tuple(known)) or " " + words.EDIT_WHICH.format(names=", ".join(known))
    raise WrongInputError(words.EDIT_NO_SUCH.format(name=one_line(name), near=near))


def _label(entry: "Entry") -> str:
    """The name of an answer; with its round where there are several: `answer#2`."""
    return "#".join([entry.name, *map(str, entry.round)])


def _as_text(entry: "Entry") -> str:
    """Return an answer as it is changed: its words, or the parts of a promise, a line each."""
    return "\n".join(kinds.parts_of(entry)) or str(entry.value or "")

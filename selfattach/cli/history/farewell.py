"""`selfattach farewell`: take everything along, let it all go, and a word for the road, in one sitting.

Nothing goes before the last word is typed; what is taken along stands on the disk by then. What is ours, and in which
order it goes, is for `history/belongings.py`.
"""

import os
import sys
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import typer

from selfattach import disk, words
from selfattach.cli.context import AppContext
from selfattach.cli.output import print_lines
from selfattach.cli.practise.hangup import until_hung_up
from selfattach.cli.practise.run_options import resolve_options
from selfattach.cli.practise.voice_setup import base_voice
from selfattach.config import SETTINGS_FILE
from selfattach.errors import SelfattachError, WrongInputError
from selfattach.history import belongings
from selfattach.history.belongings import Farewell, Stage
from selfattach.history.ids import practice_day
from selfattach.paths import Places
from selfattach.text import one_line
from selfattach.words import commands

if TYPE_CHECKING:
    from selfattach.cli.history.whole_copy import Copied
    from selfattach.engine.voice import Voice

app = typer.Typer(rich_markup_mode=None)
_INTERRUPTED: Final = 130


class _StaysError(Exception):
    """The person stops before the last word. `status`: of the exit."""

    def __init__(self, status: int = 0) -> None:
        super().__init__(status)
        self.status = status


class _Found(NamedTuple):
    """What there is, in figures."""

    sessions: int
    letters: int
    unfinished: int
    waits: bool  # words that wait for a yes or no
    exercises: list[Path]
    aside: list[Path]  # files with words that were damaged, or left by an editor
    has_settings: bool
    has_key: bool
    has_deleted: bool

    def told(self) -> list[str]:
        """Return it as it is told before it goes."""
        is_there = {
            words.farewell_sessions(self.sessions, self.letters): self.sessions,
            words.counted(words.FAREWELL_UNFINISHED, self.unfinished): self.unfinished,
            words.FAREWELL_WAITING: self.waits,
            words.FAREWELL_DELETED: self.has_deleted,
            words.counted(words.FAREWELL_ASIDE, len(self.aside)): self.aside,
            words.counted(words.FAREWELL_EXERCISES, len(self.exercises)): self.exercises,
            words.FAREWELL_SETTINGS: self.has_settings,
            words.FAREWELL_KEY: self.has_key,
        }
        return [*(told for told, there in is_there.items() if there), words.FAREWELL_NOTES]


@app.command(help=commands.FAREWELL)
def farewell() -> int:
    """Returns 1 where something of ours could not go. Raises WrongInputError where nobody can be asked."""
    context = AppContext()
    if not (context.typed and sys.stdout.isatty()):
        raise WrongInputError(words.FAREWELL_NOBODY)
    cut = belongings.begun(context.places)
    if cut is None and not belongings.find(context.places, context.history.shards.devices()).files:
        print_lines(words.FAREWELL_NOTHING)
        return 0
    if cut is None:
        _make_ready(context)

    def held() -> int:
        with closing(base_voice(context, resolve_options(context, settled=True))) as voice:
            sitting = _Sitting(context, voice)
            return sitting.go_on(cut) if cut else sitting.begin()

    return until_hung_up(held)


def _make_ready(context: AppContext) -> None:
    """Open what is locked. Raises LockedError, and SelfattachError where a practice is open elsewhere."""
    context.history.put_in_order()
    for path in belongings.open_elsewhere(context.places, context.drafts):
        is_practice = path.is_relative_to(context.places.state / "drafts")
        told = words.FAREWELL_ELSEWHERE if is_practice else words.FAREWELL_IN_EDITOR
        raise SelfattachError(told.format(file=_told(path)))


class _Sitting:
    """One farewell, from its first words to its last."""

    def __init__(self, context: AppContext, voice: "Voice") -> None:
        self._context = context
        self._voice = voice
        self._copy: Path | None = None
        self._is_made = False  # its folder, just now
        self._is_whole = False  # that copy

    def begin(self) -> int:
        """Hold all of it. Return the exit status."""
        try:
            found = self._look()
            own = self._own_machines()
            others = [one for one in self._context.history.shards.devices() if one not in own]
            seen = {whose: belongings.look(self._context.places, whose) for whose in {own, own | {*others}}}
            self._voice.say(words.FAREWELL_BEGIN)
            self._take_along(found)
            goes = own | frozenset(others if others and self._shall_go(others) else ())
            if others and goes == own:
                found = found._replace(sessions=self._only_here(own), letters=0)
            self._ask_for_the_word([words.FAREWELL_GOES, *(f"- {one}" for one in found.told())])
        except (_StaysError, KeyboardInterrupt) as left:
            self._voice.end(" ".join([words.FAREWELL_STAYS, *self._where_the_copy_is()]))
            return left.status if isinstance(left, _StaysError) else _INTERRUPTED
        self._see_that_the_copy_is_there()
        return self._let_go(Farewell(goes, str(self._copy or "")), seen[goes])

    def go_on(self, cut: Farewell) -> int:
        """Let go of the rest, where a farewell was cut off. Its copy stands already, and no key is asked for."""
        self._copy, self._is_whole = Path(cut.copy) if cut.copy else None, True
        try:
            self._ask_for_the_word([words.FAREWELL_AGAIN, *self._where_the_copy_is()])
        except (_StaysError, KeyboardInterrupt) as left:
            self._voice.end(words.NOTHING_CHANGED)
            return left.status if isinstance(left, _StaysError) else _INTERRUPTED
        return self._let_go(cut, None)

    # --- what there is

    def _look(self) -> _Found:
        from selfattach.shelves.contents import letters  # noqa: PLC0415  once it is asked for

        context, history = self._context, self._context.history
        there = belongings.find(context.places, ())
        apart = (context.places.state / "damaged", context.places.state / "editing")
        drafts, undecided = context.drafts.ids(), len(context.drafts.undecided())
        return _Found(
            history.how_many(),
            len(letters(history, context.seals)),
            len(drafts) - undecided,
            bool(undecided),
            [path for path in there.of(Stage.WORDS) if context.places.own_exercises in path.parents],
            [path for path in there.of(Stage.WORDS) if not {*apart}.isdisjoint(path.parents)],
            context.places.config / SETTINGS_FILE in there.files,
            bool(history.vault.recipient),
            bool(history.writer.deleted.files()),
        )

    def _own_machines(self) -> frozenset[str]:
        known = self._context.history.writer.known_device()
        return self._context.history.vault.machines.own() | ({known} if known else frozenset())

    def _only_here(self, own: frozenset[str]) -> int:
        """How many sessions stand in no folder of another machine, and so go with the folder of this one."""
        shards = self._context.history.shards
        here, there = set[str](), set[str]()
        for file in (file for files in shards.months().values() for file in files):
            found = {one.id for one in shards.read(file).stored if one.record}
            (here if file.device in own else there).update(found)
        return len(here - there)

    # --- what is asked

    def _menu(self, menu: words.Menu) -> str | None:
        """Return what was chosen, None where it was left open. Raises _StaysError for Ctrl-C."""
        from selfattach.cli.practise.menus import choose  # noqa: PLC0415  once somebody is asked

        chosen = choose(self._context, self._voice, menu)
        if chosen == "gone":
            raise _StaysError(_INTERRUPTED)
        return chosen

    def _line(self, *paragraphs: str) -> str:
        reply = self._voice.ask_line(paragraphs)
        self._voice.say("")  # air below the line
        if reply.kind != "answer":
            raise _StaysError(0 if reply.kind == "back" else _INTERRUPTED)
        return str(reply.value or "").strip()

    def _take_along(self, found: _Found) -> None:
        """Have the copy written, with the letter in it first, unless nothing is to be taken along."""
        folder = self._where()
        if folder is None:
            return
        from selfattach.cli.history.own_letter import LETTER_FILE, write_letter  # noqa: PLC0415  for the copy only
        from selfattach.cli.history.whole_copy import write_copy  # noqa: PLC0415  same

        self._copy = folder
        try:
            if self._menu(words.FAREWELL_LETTER) == "yes" and not write_letter(self._context, self._voice, folder):
                raise _StaysError
            self._voice.say(words.FAREWELL_A_MOMENT)
            copied = write_copy(self._context, folder, found.exercises, found.aside)
            self._is_whole = True
        except SelfattachError as wrong:
            raise SelfattachError(words.FAREWELL_NO_COPY.format(why=wrong, folder=_told(folder))) from wrong
        has_letter = disk.is_there(folder / LETTER_FILE)
        told = [words.FAREWELL_COPIED.format(folder=_told(folder), what=_in_it(copied, has_letter=has_letter))]
        self._voice.say(" ".join([*told, *([words.FAREWELL_SEALED] if copied.has_sealed else [])]))
        if copied.missing:
            self._voice.say("\n".join(copied.missing))
            if self._menu(words.FAREWELL_MISSING) != "yes":
                raise _StaysError

    def _where(self) -> Path | None:
        """Return the folder for the copy, made and tried; None where nothing is to go along."""
        proposed = self._proposed()
        while True:
            chosen = self._menu(words.farewell_take(_told(proposed)))
            if chosen is None:
                raise _StaysError
            if chosen == "nothing":
                return None
            if chosen == "support":
                self._reach_someone()
                continue
            said = self._line(words.FAREWELL_WHERE.format(folder=_told(proposed))) if chosen == "elsewhere" else ""
            folder = _folder_meant(said, proposed.parent) if said else proposed
            wrong = self._why_not(folder)
            if not wrong:
                return folder
            self._voice.say(wrong)

    def _reach_someone(self) -> None:
        from selfattach.cli.practise.menus import reach_someone  # noqa: PLC0415  then only

        if reach_someone(self._context, self._voice) in ("closed", "leave"):
            raise typer.Exit(0)

    def _proposed(self) -> Path:
        """A folder that is not there yet, in the person's own."""
        try:
            home = Path.home()
        except RuntimeError:  # this machine knows none
            home = self._context.places.data.parent
        name = words.FAREWELL_FOLDER.format(day=practice_day(self._context.now()).isoformat())
        tried = (home / (name if number == 1 else f"{name}-{number}") for number in count(1))
        return next(one for one in tried if not one.is_symlink() and not disk.may_be_there(one))

    def _why_not(self, folder: Path) -> str:
        """Make the folder, and see that it can be written to. Return why it will not do, or ""."""
        told = _told(folder)
        if _is_among(folder, self._context.places):
            return words.FAREWELL_AMONG.format(folder=told)
        if disk.is_there(folder) and not disk.is_folder(folder):
            return words.FAREWELL_NO_FOLDER.format(folder=told)
        self._is_made = not disk.is_there(folder)
        try:
            disk.make_folder(folder)
            with disk.refusals(folder):
                if any(folder.iterdir()):
                    return words.FAREWELL_FULL.format(folder=told)
            disk.try_to_write(folder)
        except SelfattachError as wrong:
            return str(wrong)
        return ""

    def _shall_go(self, others: list[str]) -> bool:
        """Whether the folders of other machines go too."""
        self._voice.say(words.FAREWELL_SYNCED)
        return self._menu(words.FAREWELL_MACHINES.about(devices=", ".join(map(one_line, others)))) == "go"

    def _ask_for_the_word(self, told: list[str]) -> None:
        """Tell what goes, and have the word typed. Raises _StaysError for any other."""
        self._voice.say("\n".join([*told, *(["", words.FAREWELL_NOTHING_ALONG] if self._copy is None else [])]))
        said = self._line(words.FAREWELL_LAST.format(word=words.FAREWELL_WORD))
        if said.strip("`'\"").casefold() != words.FAREWELL_WORD:
            raise _StaysError

    def _see_that_the_copy_is_there(self) -> None:
        """Raise SelfattachError where it is not any more: a stick may have been pulled meanwhile."""
        from selfattach.cli.history.whole_copy import ALL  # noqa: PLC0415  as above

        if self._copy is not None and not disk.is_file(self._copy / ALL):
            raise SelfattachError(words.FAREWELL_COPY_GONE.format(folder=_told(self._copy)))

    def _where_the_copy_is(self) -> list[str]:
        if self._copy is None:
            return []
        if self._is_made and not self._is_whole:
            disk.remove_folder(self._copy)  # where nothing came to stand in it
        if not disk.is_there(self._copy):
            return []
        told = words.FAREWELL_COPY_STAYS if self._is_whole else words.FAREWELL_COPY_PART
        return [told.format(folder=_told(self._copy))]

    # --- what goes

    def _let_go(self, said: Farewell, seen: dict[Path, tuple[int, int, int]] | None) -> int:
        context = self._context
        try:
            gone = belongings.let_go(context.places, context.history.writer, context.drafts, said, seen)
        except SelfattachError as wrong:
            told = "\n".join([str(wrong), *self._where_the_copy_is()])
            raise SelfattachError(words.FAREWELL_NOT_BEGUN.format(why=told)) from wrong
        except KeyboardInterrupt:
            self._voice.end(words.FAREWELL_BROKE_OFF)
            return _INTERRUPTED
        others = [path for path in gone.others if path not in gone.stayed]
        if others:
            self._voice.say(words.FAREWELL_OTHERS.format(files=_named(others)))
        if gone.stayed:
            left = [words.FAREWELL_LEFT.format(file=_told(file), why=why) for file, why in gone.stayed.items()]
            self._voice.end("\n".join([*left, words.FAREWELL_LEFT_HOW, *self._where_the_copy_is()]))
            return 1
        self._voice.end(f"{' '.join([words.FAREWELL_GONE, *self._where_the_copy_is()])}\n\n{words.FAREWELL_ROAD}")
        return 0


def _in_it(copied: "Copied", *, has_letter: bool) -> str:
    """What stands in a copy, on one line."""
    is_there = {
        words.counted(words.FAREWELL_SESSIONS, copied.sessions): True,
        words.counted(words.FAREWELL_UNFINISHED, copied.unfinished): copied.unfinished,
        words.FAREWELL_OWN_LETTER: has_letter,
        words.counted(words.FAREWELL_ASIDE, copied.aside): copied.aside,
        words.counted(words.FAREWELL_EXERCISES, copied.exercises): copied.exercises,
        words.FAREWELL_SETTINGS: copied.has_settings,
    }
    return ", ".join(told for told, there in is_there.items() if there)


def _folder_meant(said: str, home: Path) -> Path:
    """Return the folder that was typed; where the one we stand in is gone, it is looked for at home."""
    folder = Path(said)
    with suppress(RuntimeError):  # `~somebody` whom this machine does not know is a name like any other
        folder = folder.expanduser()
    try:
        return folder.absolute()
    except OSError:
        return home / folder


def _is_among(folder: Path, places: Places) -> bool:
    """Whether a folder lies where something is about to go, by whatever way."""
    found = Path(os.path.realpath(folder))  # Path.resolve raises where links lead in a circle
    ours = map(os.path.realpath, (*places, places.history, places.own_exercises))
    return any(found.is_relative_to(place) for place in ours)


def _told(path: Path) -> str:
    return one_line(str(path))


def _named(paths: list[Path]) -> str:
    return ", ".join(map(_told, paths))

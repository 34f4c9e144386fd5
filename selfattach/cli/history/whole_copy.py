"""The copy that a farewell leaves: all there is, for reading and for coming back, on the disk before anything goes.

What is not finished goes along as it is, and so do words that wait for a yes or no. Every file is read again, from the
disk, and compared. What cannot be read is named, and is for the person to say.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach import disk, words
from selfattach.cli.context import AppContext
from selfattach.cli.history.exchange import write_export
from selfattach.cli.output import damage_lines
from selfattach.cli.practise.read_draft import UNREADABLE, read_draft
from selfattach.config import SETTINGS_FILE
from selfattach.engine.draft_lines import as_it_is
from selfattach.engine.records import record_of
from selfattach.errors import NothingFoundError, SelfattachError, reason
from selfattach.exchange.redaction import redact
from selfattach.history.ids import month_of
from selfattach.history.record import stamped, to_plain
from selfattach.history.shards import parse_document
from selfattach.text import one_line

if TYPE_CHECKING:
    from selfattach.history.damage import Damage, Loss
    from selfattach.history.drafts import Undecided, Waiting
    from selfattach.history.record import Record

_FORMS: Final = (("json", "all.json"), ("page", "to-read.html"))  # what comes in again, and what can be read
ALL: Final = _FORMS[0][1]
_EXERCISES: Final = "exercises"
_ASIDE: Final = "kept-aside"


class Copied(NamedTuple):
    """What stands in a copy, and what does not, named as it is told."""

    sessions: int
    unfinished: int
    exercises: int
    aside: int
    has_settings: bool
    has_sealed: bool
    missing: list[str]


def write_copy(context: AppContext, folder: Path, exercises: Iterable[Path], aside: Iterable[Path]) -> Copied:
    """Write everything into a folder that is there. `exercises`: the person's own; `aside`: files kept aside.

    Raises SelfattachError where it cannot be written, or does not read as it was written.
    """
    return _Copy(context, folder).write(exercises, aside)


class _Copy:
    """One copy, while it is written."""

    def __init__(self, context: AppContext, folder: Path) -> None:
        self._context = context
        self._folder = folder
        self._written: dict[Path, bytes] = {}
        self._missing: list[str] = []
        self._sessions = 0
        self._has_sealed = False

    def write(self, exercises: Iterable[Path], aside: Iterable[Path]) -> Copied:
        """Write it whole, then look."""
        unfinished = self._unfinished()
        waits = {one.of: one for one in self._context.drafts.undecided()}
        self._missing += damage_lines(self._context.drafts.damaged())
        unread: list[Damage | Loss] = []
        for form, name in _FORMS:
            unread.clear()  # each form reads all of it
            records = self._records(unfinished, dict(waits), unread)
            taken = (redact(one, self._context.seals, sealed=True, with_words=True) for one in records)
            write_export(form, self._folder / name, taken, self._context.now(), unread, self._note)
        self._missing += damage_lines(unread)
        places = self._context.places
        own = [self._take(path, self._under(_EXERCISES, path, places.own_exercises)) for path in exercises]
        kept = [self._take(path, self._under(_ASIDE, path, places.state)) for path in aside]
        settings = places.config / SETTINGS_FILE
        has_settings = disk.is_file(settings) and self._take(settings, self._folder / SETTINGS_FILE)
        os.sync()
        self._compare()
        missing = list(dict.fromkeys(self._missing))
        return Copied(self._sessions, len(unfinished), sum(own), sum(kept), has_settings, self._has_sealed, missing)

    def _note(self, path: Path, content: bytes) -> None:
        self._written[path] = hashlib.sha256(content).digest()

    def _compare(self) -> None:
        for path, expected in self._written.items():
            digest = hashlib.sha256()
            try:
                for part in disk.read_back(path):
                    digest.update(part)
            except OSError as wrong:
                raise SelfattachError(words.FAREWELL_UNREAD.format(file=path, why=reason(wrong, path))) from wrong
            if digest.digest() != expected:
                raise SelfattachError(words.FAREWELL_NOT_THE_SAME.format(file=path))

    # --- files of the person's own

    def _under(self, name: str, path: Path, place: Path) -> Path:
        return self._folder / name / path.relative_to(place)

    def _take(self, path: Path, target: Path) -> bool:
        """Copy a file as it is, opened where the vault can. Whether it could be read."""
        try:
            content = disk.read_file(path)
            with suppress(ValueError):  # a file that was kept aside because it cannot be opened
                content = self._context.history.vault.open(content)
        except OSError as wrong:
            self._missing.append(words.FAREWELL_UNREAD.format(file=one_line(str(path)), why=reason(wrong, path)))
            return False
        disk.replace(target, content, lasting=False)
        self._note(target, content)
        return True

    # --- sessions

    def _records(
        self, unfinished: list["Record"], waits: dict[str, "Undecided"], unread: list["Damage | Loss"]
    ) -> Iterator["Record"]:
        """All there are; what cannot be read comes into `unread` meanwhile."""
        self._sessions, seals = 0, self._context.seals
        yield from unfinished
        for record in self._context.history.whole(unread):
            self._sessions += 1
            self._has_sealed |= any(seals.is_sealed(one.seal_until, record.started) for one in record.answers)
            undecided = waits.pop(record.id, None)
            yield record if undecided is None else self._with_words(record, undecided)
        self._missing += [_unread_practice(one.title) for one in waits.values()]  # of a session that is gone

    def _with_words(self, record: "Record", undecided: "Undecided") -> "Record":
        plain = to_plain(record)
        try:
            whole = parse_document(plain | {"answers": [*plain["answers"], *undecided.entries]}, month_of(record.id))
        except UNREADABLE:
            self._missing.append(_unread_practice(undecided.title))
            return record
        return whole.record or record

    def _unfinished(self) -> list["Record"]:
        """What is not finished, as it would be kept now; where nothing was said in one, nothing of it."""
        found = []
        for waiting in self._context.drafts.waiting():
            try:
                record = None if self._is_kept(waiting) else self._as_it_is(waiting)
            except (SelfattachError, *UNREADABLE):
                self._missing.append(_unread_practice(str(waiting.head.get("title", ""))))
            else:
                found += [record] if record else []
        return found

    def _is_kept(self, waiting: "Waiting") -> bool:
        """Whether it is a session already: a cut between saving and erasing leaves both."""
        try:
            return bool(self._context.history.get(waiting.id))
        except NothingFoundError:
            return False

    def _as_it_is(self, waiting: "Waiting") -> "Record | None":
        session, begun = read_draft(self._context.library, waiting)
        draft = self._context.drafts.take_up(waiting.id)
        try:
            half_typed = draft.half_typed
        finally:
            draft.release()
        now = self._context.now()
        said = as_it_is(session, half_typed, now)
        record = record_of(said, begun, now, said.aside())
        device = self._context.history.writer.known_device() or ""
        return record and stamped(record, rev=1, device=device, changed=now.isoformat(timespec="microseconds"))


def _unread_practice(title: str) -> str:
    return words.FAREWELL_UNREAD_PRACTICE.format(title=one_line(title))

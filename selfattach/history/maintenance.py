"""Maintenance: what the first look of a start puts in order, so that nobody has to.

What was deleted more than a day ago goes for good. What is plain and should be encrypted is encrypted. What waits in
the inbox, and copies that stand beside a shard, go into the shard. What another device changed or deleted
of a session that stands in our folder is taken over, so that nothing deleted stays anywhere in our files. Each step is
whole by itself and may be done again. Where another process is writing, all this waits for another start, so that
nobody waits in order to read. It asks nobody, and knows no session's meaning.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfattach import disk, words
from selfattach.errors import SelfattachError
from selfattach.history import ids
from selfattach.history.damage import DamagedFileError
from selfattach.history.key_file import is_sealed
from selfattach.history.shards import highest, month_read
from selfattach.history.write_ledger import looks_as_seen, mark_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from selfattach.history.damage import Loss
    from selfattach.history.index import SessionIndex
    from selfattach.history.losses import Losses
    from selfattach.history.shards import Rank, Shard, ShardFile, Shards, Stored
    from selfattach.history.writer import Writer

_TAKEN_OVER = "taken-over"
_PROGRAMS = "programs"
_KNOWS_PINS = (0, 2)  # version


class _Look(NamedTuple):
    """What stands in a month of our own."""

    marks: dict[str, str]  # of each session
    unread: set[str]  # the ids of those that cannot be read
    is_whole: bool  # no file is damaged as a whole
    is_clean: bool  # nothing in them is damaged


class Maintenance:
    """What is put in order at a start. `tell` hears of what a person may want to know."""

    def __init__(self, shards: Shards, writer: Writer, index: SessionIndex, tell: Callable[[str], None]) -> None:
        self._shards = shards
        self._vault = shards.vault
        self._writer = writer
        self._index = index
        self._tell = tell
        self._link_told = ""
        self._alien: set[str] = set()  # sessions that were put into our folder, and are still to be told of

    def without_key(self) -> None:
        """Do what needs no key."""
        self._writer.deleted.forget()
        self._vault.machines.begin()
        if self._is_linked():
            return
        if self._writer.says_another_key():
            with self._writer.locked(waits=False):
                self._writer.say_the_pinned_key()
            self._tell(words.KEY_PUT_RIGHT)
        if self._vault.proven_copy is not None and self._writer.has_another_key_file():
            with self._writer.locked(waits=False):
                if self._writer.put_key_file_right():
                    self._tell(words.KEY_FILE_PUT_RIGHT)
        if self._writer.waiting() and not self._vault.waits:
            with self._writer.locked(waits=False):
                self._writer.bring_in_waiting()
        if self._vault.waits:
            self._writer.note_a_vault_seen()
        else:
            self._index.forget_others()
        if not self._vault.recipient:
            return
        if self._writer.plain_files() or self._writer.lacks_key():
            with self._writer.locked(waits=False):
                self._writer.stow()
        self._seal_copies()

    def _is_linked(self) -> bool:
        """Whether one's own folder is a link. That is told once, and so it is where only its inbox is one."""
        link = self._writer.link()
        if link is not None and link != self._link_told:
            self._link_told = link
            self._tell(words.OWN_IS_A_LINK.format(link=link))
        return link is not None and Path(link).name == self._writer.known_device()

    def with_key(self) -> None:
        """Do what needs the words: the vault is open, or there is none."""
        own = self._writer.known_device()
        if (own is None and not self._vault.machines.own()) or self._is_linked():
            return
        with suppress(SelfattachError):  # on a disk that takes nothing: another time, unheard
            if not self._writer.written.has_begun:
                if own is None:
                    return  # of a home from before there were notes nothing can be compared
                self._begin_notes(own)
        names = self._shards.names()
        if own is not None and not self._shards.is_plain_sailing(names):
            self._bring_together(own)
            names = self._shards.names()
        with suppress(SelfattachError):
            self._compare_with_notes(own, names)
        self.tell_of_aliens()

    def tell_of_aliens(self) -> None:
        """Tell of what somebody put into our folder, once."""
        if self._alien:
            told = ", ".join(map(ids.short_form, sorted(self._alien)))
            own = self._writer.known_device()
            folder = self._shards.folder_of(own) if own else self._shards.folder
            self._tell(words.MONTH_ALIEN.format(folder=folder, sessions=told))
            self._alien = set()

    def _bring_together(self, own: str) -> None:
        files = self._shards.months()
        beside = [file for month in files.values() for file in month if file.device == own and self._is_beside(file)]
        beside = [file for file in beside if not self._is_ours_set_aside(file)]  # it stays until ours changes
        if any(not self._shards.read(file).damaged for file in beside):  # else there is nothing to lock for
            with self._writer.locked(waits=False):
                for file in beside:
                    with suppress(DamagedFileError):  # of the shard it belongs to: the others go on
                        self._merge(file)
            files = self._shards.months()
        if any(file.device != own for month in files.values() for file in month):
            met = {
                month: [one for one in found if self._vault.machines.has_met(one.device)]
                for month, found in files.items()
            }
            self._take_over_all(met, own)  # what a stranger changed counts, but stands in no file of ours
            self._note_older_programs(files, own)

    # --- what stands in our folder, and was not written here

    def _begin_notes(self, own: str) -> None:
        """After an update: what stands in our folder now is what this machine wrote, as far as anybody can know."""
        with self._writer.locked(waits=False):
            for (device, month), files in self._months_of({own}).items():
                self._writer.written.replace(device, month, self._look(files).marks)
            self._writer.written.begin()

    def _months_of(self, devices: Iterable[str]) -> dict[tuple[str, str], list[ShardFile]]:
        found: dict[tuple[str, str], list[ShardFile]] = {}
        for file in (one for device in devices for one in self._shards.of_device(device)):
            is_merged = file.is_copy and file.device == self._writer.known_device()  # in a former folder none is
            if not (file.is_waiting or is_merged):
                found.setdefault((file.device, file.month), []).append(file)
        return found

    def _look(self, files: list[ShardFile]) -> _Look:
        shards = [self._shards.read(file, as_listed=True, with_left_out=True) for file in files]
        standing = highest(one for shard in shards for one in shard.stored)
        marks = {session: mark_of(one.document) for session, one in standing.items()}
        unread = {session for shard in shards for session in shard.unread}
        is_whole, is_clean = (not any(shard.is_torn for shard in shards), not any(shard.damaged for shard in shards))
        return _Look(marks, unread - marks.keys(), is_whole, is_clean)

    def _compare_with_notes(self, own: str | None, names: Mapping[str, list[str]]) -> None:
        """Tell what is gone from our folders, is older than it was, or was never written here. Each once.

        What a power cut left beside goes. `names`: those in each folder, as they were listed just now.
        """
        written, devices = self._writer.written, {*self._vault.machines.own(), *([own] if own else [])}
        ours = {folder: names.get(folder, []) for folder in map(self._shards.folder_of, devices)}
        if written.are_as_left(ours, month_read) and written.has_only_months():
            return
        with self._writer.locked(waits=False):
            seen, standing = written.seen(), self._months_of(devices)
            changed = {at for at, files in standing.items() if not all(looks_as_seen(one, seen) for one in files)}
            noted = {(device, month) for device in devices for month in written.months(device)}
            closed = {name for damage in self._shards.closed() for name in damage.file.parts}
            looks = {
                at: self._look(standing.get(at, []))
                for at in sorted(changed | (noted - standing.keys()))
                if at[0] not in closed
            }
            if own is not None:
                self._note_gone_from_the_inbox(own, looks)
            gone = self._compare(looks)
            damaged = {at for at, look in looks.items() if not look.is_clean}
            written.saw(one for at, files in standing.items() if at not in damaged for one in files)
        if gone:
            folder = self._shards.folder_of(own) if own else self._shards.folder
            self._tell(words.MONTH_GONE.format(folder=folder, sessions=", ".join(map(ids.short_form, sorted(gone)))))

    def _compare(self, looks: Mapping[tuple[str, str], _Look]) -> set[str]:
        """Compare months with their notes, which stay as they are. Return what is gone, and was not told of yet."""
        written = self._writer.written
        before = written.missed()
        now, back, gone = dict(before), set[str](), set[str]()
        for (device, month), found in looks.items():
            came_back = self._bring_back(device, month, found.marks)
            noted = written.of(device, month) or {}
            differs = written.compare(noted, found.marks)
            self._hold_back(differs.alien | differs.older | found.unread)  # what is older may be anybody's
            missed = {key for key in before if key.startswith(f"{device}/") and month == ids.month_of(key[-23:])}
            back |= {key[-23:] for key in missed if found.marks.get(key[-23:]) == before[key]}
            back |= came_back
            if found.is_whole:  # else it is told where damage is told
                read = {one: mark for one, mark in noted.items() if one not in found.unread}
                lost = {f"{device}/{one}": mark for one, mark in read.items() if found.marks.get(one) != mark}
                now = {key: mark for key, mark in now.items() if key not in missed} | lost
                told = {one for one in read if before.get(f"{device}/{one}") == noted[one]}
                gone |= (differs.gone | differs.older) & read.keys() - told
        if now != before:
            written.note_missed(now)
        self._vault.machines.release(back)
        return gone

    def _bring_back(self, device: str, month: str, marks: Mapping[str, str]) -> set[str]:
        """Note what was given up as lost, and stands there again as it was. Return which sessions those are."""
        given_up = self._writer.written.given_up(device, self._writer.written.of(device, month) or {})
        back = {one: mark for one, mark in marks.items() if given_up.get(one) == mark}
        if back:
            self._writer.written.note_marks(device, month, back)
        return set(back)

    def _note_gone_from_the_inbox(self, own: str, looks: dict[tuple[str, str], _Look]) -> None:
        """What was put there while the vault was locked, and stands neither there nor in its month, is missed there."""
        written, files = self._writer.written, self._shards.of_device(own)
        for session in written.waiting():
            at, mark = (own, ids.month_of(session)), written.mark_waiting(session)
            if any(file.is_waiting and session in file.name for file in files):
                continue
            looks.setdefault(at, self._look([file for file in files if file.month == at[1] and not file.is_copy]))
            if looks[at].marks.get(session) != mark:
                written.note_marks(*at, {session: mark} | (written.of(*at) or {}))
            written.forget_waiting(session)

    def _hold_back(self, sessions: Collection[str]) -> None:
        """Have nothing of these come unasked, and tell of those that were not told of yet."""
        new = set(sessions) - self._vault.machines.held_back() if sessions else set()
        if new:
            self._vault.machines.hold_back(new)
            self._alien |= new

    # --- what the person settles

    def take_as_ours(self, sessions: Collection[str]) -> None:
        """Note these as written here, as they stand in folders of our own: the person said that they are theirs."""
        own = {self._writer.known_device() or "", *self._vault.machines.own()}
        with self._writer.locked():
            for (device, month), files in self._months_of(own).items():
                if any(ids.is_id(one) and ids.month_of(one) == month for one in sessions):
                    marks = {one: mark for one, mark in self._look(files).marks.items() if one in sessions}
                    before = self._writer.written.note_marks(device, month, marks)
                    others = {one: before[one] for one in marks.keys() & before.keys() if before[one] != marks[one]}
                    self._writer.written.keep_given_up(device, others)  # the newest may be on its way

    def losses(self) -> Losses:
        """Return what tells what is gone of what was written here."""
        from selfattach.history.losses import Losses  # noqa: PLC0415  only where all is counted

        return Losses(self._shards, {self._writer.known_device() or "", *self._vault.machines.own()})

    def take_losses(self) -> list[Loss]:
        """Miss no more what is gone. Return what that is. Raises LockedError, SelfattachError."""
        written = self._writer.written
        told: list[Loss] = []
        losses = self.losses()
        months = losses.months()
        if not months:
            return []
        with self._writer.locked():
            for month in sorted(months):
                found = [(file, self._shards.read(file)) for file in self._shards.month(month)]
                lost = [one for one in losses.of_month(month, found) if not one.perhaps]
                told += losses.told(lost)
                for one in lost:
                    written.give_up(one.device, month, one.sessions)
                    for session in one.sessions:
                        written.forget_waiting(session)
            if told:
                written.note_missed({})
        return told

    # --- into our own shard

    def _is_beside(self, file: ShardFile) -> bool:
        shard = self._writer.shard_of(file.device, file.month)
        if file.is_waiting:
            return True
        if file.is_copy:  # unless the shard is a link to it
            return not (shard.is_symlink() and _is_same(Path(file.path), shard))
        return Path(file.path) != shard and not _is_same(Path(file.path), shard)

    def _is_ours_set_aside(self, file: ShardFile) -> bool:
        """Whether a copy is our own file, unchanged since: a tool may be about to put another in its place."""
        shard = self._writer.shard_of(file.device, file.month)
        if not file.is_copy or disk.content_of(Path(file.path)) != disk.content_of(shard):
            return False
        ours = next((one for one in self._shards.month(file.month) if Path(one.path) == shard), None)
        return ours is not None and file.ctime_ns >= ours.ctime_ns

    def _merge(self, file: ShardFile) -> None:
        """Put what stands beside a shard into it, and take the file away. The caller holds the lock."""
        found = self._shards.read(file, with_left_out=True)
        if found.damaged:
            return  # it is named where damage is told, and left alone
        if self._waits_for_an_answer(file, found):
            return
        written = self._writer.written
        waited = [one.id for one in found.stored if written.has_waiting(one.document)]
        self.bring_up(file.month, found.stored, self.is_ours(file))
        if not self._shards.is_as_listed(file):
            return  # a tool has put another one there meanwhile: another time
        disk.remove(Path(file.path))
        if file.is_waiting:
            for session in waited:
                written.forget_waiting(session)
        if file.is_copy:
            self._tell(words.MONTH_COPY.format(file=file.path))

    def _waits_for_an_answer(self, file: ShardFile, copy: Shard) -> bool:
        """Whether a copy holds what was written here, and what stands in its place ranks higher and was not.

        Until the person has said whose that is, both stay.
        """
        is_ours = self.is_ours(file)
        ours = {one.id: one.rank for one in copy.stored if is_ours(one)}
        left_out = self._vault.machines.left_out()
        shard = self._writer.shard(file.month)
        return any(
            one.id in ours and one.id not in left_out and one.rank > ours[one.id] and not is_ours(one)
            for standing in self._shards.month(file.month)
            if file.is_copy and Path(standing.path) == shard
            for one in self._shards.read(standing).stored
        )

    def _seal_copies(self) -> None:
        """Encrypt plain copies that are whole. Where they belong, they go once the vault is open."""
        own = self._writer.known_device()
        plain = [file for file in self._shards.copies(own) if self._is_plain_and_whole(file)] if own else []
        if plain:
            with self._writer.locked(waits=False):
                for file in plain:
                    self._seal_copy(file)

    def _is_plain_and_whole(self, file: ShardFile) -> bool:
        content = disk.content_of(Path(file.path))
        return content is not None and not is_sealed(content) and not self._shards.read(file).damaged

    def _seal_copy(self, file: ShardFile) -> None:
        path = Path(file.path)
        sealed = path.with_name(f"{path.name}.age")
        content = disk.content_of(path)
        if content is None or disk.is_there(sealed) or not self._shards.is_as_listed(file):
            return  # what stands there goes first, once the vault is open
        disk.replace(sealed, self._vault.seal(content))
        if self._shards.is_as_listed(file):
            disk.remove(path)

    def is_ours(self, file: ShardFile) -> Callable[[Stored], bool]:
        """Return what tells of a session in a file whether it was written here, or in a folder that was met.

        Of a folder of our own only what is noted exactly so was.
        """
        written = self._writer.written
        if file.device not in {self._writer.known_device(), *self._vault.machines.own()} or not written.has_begun:
            return _any
        wrote = written.is_ours(file.device, file.month)
        return lambda one: wrote(one.document)

    def hold_back_of(self, found: Iterable[Stored], is_ours: Callable[[Stored], bool]) -> frozenset[str]:
        """Have nothing of those that were not come unasked. Return which they are."""
        aliens = frozenset(one.id for one in found if not is_ours(one))
        self._hold_back(aliens)
        return aliens

    def bring_up(self, month: str, offered: Iterable[Stored], is_ours: Callable[[Stored], bool] | None = None) -> int:
        """Keep in our shard those of these that rank above what stands there. The caller holds the lock. How many.

        What is not ours is not noted as written here, and nothing of it comes unasked.

        Raises DamagedFileError, all others being kept, where what stands there of one of them cannot be read: nobody
        can tell which is the later, so both stay.
        """
        shard = self._writer.shard(month)
        files = [file for file in self._shards.month(month) if Path(file.path) == shard]
        mine = [self._shards.read(file, with_left_out=True) for file in files]
        known: dict[str, Rank] = {one.id: one.rank for found in mine for one in found.stored}
        unread = {session: damage for found in mine for session, damage in found.unread.items()}
        is_ours, left_out = is_ours or _any, self._vault.machines.left_out()
        wanted = highest(one for one in offered if one.id not in left_out or is_ours(one))
        for session in wanted.keys() & left_out:  # whatever stands there in its place is not the person's
            known.pop(session, None)
        better = [one for one in wanted.values() if one.id not in known or one.rank > known[one.id]]
        better = [one for one in better if one.id not in unread]
        if better:
            aliens = self.hold_back_of(better, is_ours)
            self._writer.put(month, [one.document for one in better], aliens)
            self._vault.machines.release({one.id for one in better} - aliens)
        for session in wanted.keys() & unread.keys():
            raise DamagedFileError(*unread[session])
        return len(better)

    # --- what other devices changed

    def _take_over_all(self, files: dict[str, list[ShardFile]], own: str) -> None:
        seen: dict[str, str] = self._index.remembered(_TAKEN_OVER) or {}
        now = {}
        for month, shards in files.items():
            state = self._index.state(*shards)
            devices = {file.device for file in shards}
            is_news = seen.get(month) != state and own in devices and len(devices) > 1
            if is_news:
                whole = self._take_over(shards, own)
                standing = [file for file in self._shards.month(month) if file.device in devices]  # no stranger's
                state = self._index.state(*standing) if whole else ""
            if state:
                now[month] = state
        if now != seen:
            self._index.remember(_TAKEN_OVER, now)

    def _note_older_programs(self, files: dict[str, list[ShardFile]], own: str) -> None:
        """Note which machines still run a program that knows no pin: one of them writes plain where a file says so."""
        newest = {file.device: file for month in reversed(files.values()) for file in month if file.device != own}
        seen: dict[str, list[str]] = self._index.remembered(_PROGRAMS) or {}
        now: dict[str, list[str]] = {}
        for device, file in newest.items():
            state = self._index.state(file)
            if seen.get(device, [""])[0] == state:
                now[device] = seen[device]
                continue
            records = [one.record for one in self._shards.read(file).stored if one.record]
            now[device] = [state, max(records, key=lambda one: one.changed).program if records else ""]
        if now != seen:
            self._writer.note_older_programs(device for device, (_, by) in now.items() if by and _is_older(by))
            self._index.remember(_PROGRAMS, now)

    def _tell_of_deletions(self, taken_over: list[tuple[ShardFile, Stored]]) -> None:
        """Tell which sessions that stood in our folder are gone, because another of the person's machines says so."""
        best = highest(one for _, one in taken_over)
        deleted = {session for session, one in best.items() if one.rank.deleted}
        if deleted:
            by = {file.device for file, one in taken_over if one.id in deleted}
            sessions = ", ".join(map(ids.short_form, sorted(deleted)))
            self._tell(words.DELETED_BY_ANOTHER.format(devices=", ".join(sorted(by)), sessions=sessions))

    def _take_over(self, files: list[ShardFile], own: str) -> bool:
        """Bring what stands in our folder up to what others made of it. Whether all of the month could be read."""
        summaries, ours_damaged = self._index.of_files([file for file in files if file.device == own])
        mine = {head.id: head.rank for head in summaries}
        theirs = [file for file in files if file.device != own]
        others, damaged = self._index.of_files(theirs)
        behind = {head.id for head in others if head.id in mine and head.rank > mine[head.id]}
        if behind:
            foreign = [(file, one) for file in theirs for one in self._known_in(file) if one.id in behind]
            foreign = [(file, one) for file, one in foreign if one.rank > mine[one.id]]
            with self._writer.locked(waits=False):
                self.bring_up(files[0].month, [one for _, one in foreign])
            self._tell_of_deletions([(file, one) for file, one in foreign if not mine[one.id].deleted])
        return not (ours_damaged or damaged)

    def _known_in(self, file: ShardFile) -> list[Stored]:
        """What stands in another folder that was met; in a former one of one's own, what was written there."""
        is_ours = self.is_ours(file)
        return [one for one in self._shards.read(file).stored if is_ours(one)]


def _any(_: Stored) -> bool:
    return True


def _is_older(program: str) -> bool:
    numbers = [int(part) if part.isdecimal() else 0 for part in program.split(".")]
    return tuple(numbers[:2]) < _KNOWS_PINS


def _is_same(one: Path, other: Path) -> bool:
    """Whether two names, which differ in case, are one file on this disk."""
    try:
        return one.samefile(other)
    except OSError:
        return False

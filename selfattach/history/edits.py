"""Changing what is kept: many at once, one answer, deletions and taking them back, and a machine that is no more.

Every change raises `rev` above the highest seen of that session; what another device wrote is changed by an amendment
in our own folder, which its owner takes over. A deletion leaves no words in the shard; for a day they wait beside, on
this device only. It knows documents, no exercise and nobody's terminal.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfattach import disk, words
from selfattach.errors import NothingFoundError, SelfattachError, WrongInputError
from selfattach.history import ids
from selfattach.history.damage import Damage, DamagedFileError
from selfattach.history.key_file import IDENTITY
from selfattach.history.record import FORMAT, to_plain
from selfattach.history.shards import INBOX, highest, parse_document, winners
from selfattach.history.vault import RECIPIENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from selfattach.history.history import History
    from selfattach.history.record import Record
    from selfattach.history.shards import Shard, ShardFile, Stored
    from selfattach.kinds import JsonMapping, JsonObject


class Retired(NamedTuple):
    """What became of the folder of a machine that is no more."""

    taken: int  # sessions that now stand in our folder
    left: list[Path]  # files that could not be read, and so stay where they are


class Deletion(NamedTuple):
    """What became of sessions that were to be deleted."""

    gone: list[str]  # ids
    stayed: list[SelfattachError]  # what kept the others


class Undone(NamedTuple):
    """What became of a deletion that was taken back."""

    back: list[str]  # ids
    left: list[
        Damage
    ]  # what stands in the place of the others and cannot be read; the deletion can be taken back again


class _Month(NamedTuple):
    """What all the shards of a month hold."""

    known: dict[str, Stored]  # of each session the change that stands, the deletion of it too
    unread: dict[str, Damage]  # of each session, what cannot be read; it may be a later change
    torn: list[Damage]  # all that cannot be read


def add_all(history: History, records: Iterable[Record], is_wanted: Callable[[Record, Record | None], bool]) -> int:
    """Keep many sessions, one write a month. `is_wanted` is asked of each, with what stands here of it, if anything.

    A session that was deleted here comes back. One of which something here cannot be read is left alone; return how
    many. What was written before an error stays. Raises SelfattachError.
    """
    history.put_in_order()
    left = 0
    by_id = sorted({record.id: record for record in records}.values(), key=lambda record: record.id)
    for month, of_month in groupby(by_id, key=lambda record: ids.month_of(record.id)):
        with history.writer.locked():
            here = _read(history, month, with_left_out=False)
            documents = []
            for record in of_month:
                if record.id in here.unread:
                    left += 1
                    continue
                before = here.known.get(record.id)
                if is_wanted(record, before and before.record):
                    rev = max(record.rev, before.rank.rev + 1 if before else 1)
                    documents.append(to_plain(record) | history.writer.stamp(rev))
            if documents:
                history.writer.put(month, documents)
                history.vault.machines.release(_id_of(one) for one in documents)
        history.index.of_month(history.shards.month(month))
    return left


def delete(history: History, sessions: Iterable[str], *, keeps_undo: bool = True) -> Deletion:
    """Delete sessions by their full ids, as many as can be. For a day `undo` brings them back, if that is kept.

    Raises NothingFoundError, before any is deleted, for one that is not there, SelfattachError where none can be.
    """
    history.put_in_order()
    wanted = sorted(set(sessions))
    if not wanted:
        return Deletion([], [])
    gone: list[str] = []
    stayed: list[SelfattachError] = []
    with history.writer.locked():
        standing: list[Stored] = []
        for month, of_month in groupby(wanted, key=ids.month_of):
            here = _read(history, month)  # once: years of sessions may go together
            for session in of_month:
                latest = here.known.get(session)
                if here.torn and (latest is None or latest.record is None):
                    stayed.append(DamagedFileError(*here.unread.get(session, here.torn[0])))
                else:
                    standing.append(_standing(history, session, latest))
        if standing and keeps_undo:
            history.writer.deleted.keep([one.document for one in standing])
        for month, those in groupby(standing, key=lambda one: ids.month_of(one.id)):
            places = [
                {"format": FORMAT, "id": one.id, "deleted": True, **history.writer.stamp(one.rank.rev + 1)}
                for one in those
            ]
            try:
                history.writer.put(month, places)
            except SelfattachError as refused:  # the other months can go all the same
                stayed.append(refused)
            else:
                gone += (str(one["id"]) for one in places)
    if not gone:
        raise stayed[0]
    _refresh(history, gone)
    return Deletion(gone, stayed)


def forget_deleted(history: History) -> None:
    """Remove for good what was deleted before and could still be brought back. Raises SelfattachError."""
    if history.writer.deleted.files():
        with history.writer.locked():
            for path in history.writer.deleted.files():
                history.writer.deleted.forget(path)


def undo(history: History) -> Undone:
    """Bring back what the last deletion of the last day took. Raises NothingFoundError, SelfattachError."""
    history.put_in_order()
    if not history.writer.deleted.files():  # where nobody has practised yet, the lock would look like a first practice
        raise NothingFoundError(words.NOTHING_DELETED)
    with history.writer.locked():
        last = history.writer.deleted.last()
        if last is None:
            raise NothingFoundError(words.NOTHING_DELETED)
        path, documents = last
        undone = Undone([], [])
        for month, of_month in groupby(sorted(documents, key=_id_of), key=lambda one: ids.month_of(_id_of(one))):
            here = _read(history, month)
            back = []
            for document in of_month:
                latest = here.known.get(_id_of(document))
                if _id_of(document) in here.unread:
                    undone.left.append(here.unread[_id_of(document)])
                elif latest is None or latest.record is None:  # one that came back already stays as it is
                    back.append(document | history.writer.stamp(latest.rank.rev + 1 if latest else document["rev"] + 1))
            if back:
                history.writer.put(month, back)
            undone.back.extend(map(_id_of, back))
        if not undone.left:
            history.writer.deleted.forget(path)
    _refresh(history, undone.back)
    return undone


def change_answer(
    history: History, session: str, place: int, value: str | dict[str, str] | None, seen: Record | None = None
) -> Record:
    """Put other words in place of an answer, by its place in the record; None takes it out. Return what is kept.

    Fields unknown here stay. With `seen`, the record as it was read before, nothing is changed where its answers are
    others by now. Raises NothingFoundError, WrongInputError, SelfattachError.
    """

    def changed(answers: list[JsonObject]) -> list[JsonObject]:
        if not 0 <= place < len(answers):
            raise WrongInputError(words.EDIT_NO_NUMBER.format(session=session, number=place + 1))
        return [
            *answers[:place],
            *([] if value is None else [answers[place] | {"value": value}]),
            *answers[place + 1 :],
        ]

    return _change_answers(history, session, changed, seen)


def add_answers(history: History, session: str, entries: list[JsonObject]) -> Record:
    """Put answers into a session that were held back from it. Return what is kept.

    Raises NothingFoundError where the session is gone, SelfattachError.
    """
    return _change_answers(history, session, lambda answers: [*answers, *entries])


def _change_answers(
    history: History,
    session: str,
    change: Callable[[list[JsonObject]], list[JsonObject]],
    seen: Record | None = None,
) -> Record:
    history.put_in_order()
    with history.writer.locked():
        here = _read(history, ids.month_of(session))
        if session in here.unread:  # it may be the later change, with other words
            raise DamagedFileError(*here.unread[session])
        before = _standing(history, session, here.known.get(session))
        if seen and before.record and before.record.answers != seen.answers:
            raise SelfattachError(words.EDIT_OVERTAKEN.format(session=ids.longer_form(session)))
        answers = change(list(before.document["answers"]))
        document = before.document | {"answers": answers} | history.writer.stamp(before.rank.rev + 1)
        month = ids.month_of(session)
        kept = parse_document(document, month).record
        assert kept is not None
        history.writer.put(month, [document])
    _refresh(history, [session])
    return kept


def retire(history: History, device: str) -> Retired:
    """Take over what a machine that is no more left in its folder, and remove the folder.

    Raises NothingFoundError for a name that is no folder, WrongInputError for our own, SelfattachError.
    """
    history.put_in_order()
    devices = history.shards.devices()
    if device not in devices:
        names = ", ".join(devices) or words.NO_MACHINES
        raise NothingFoundError(words.NO_MACHINE.format(device=device, devices=names))
    if device == history.writer.known_device():
        raise WrongInputError(words.RETIRE_OURS.format(device=device))
    folder = Path(history.shards.folder_of(device))
    with disk.refusals(folder):
        disk.refuse_links(folder / INBOX)
    files = history.shards.of_device(device)
    taken, left, read = 0, [], []
    with history.writer.locked():
        history.writer.take_key_files()  # the key may be in that folder only
        for month, of_month in groupby(sorted(files, key=lambda file: file.month), key=lambda file: file.month):
            found = [(file, history.shards.read(file, with_left_out=True)) for file in of_month]
            offered = [_as_met(one) for _, shard in found for one in shard.stored]
            try:
                history.maintenance.bring_up(month, offered, _written_here(history, found))
            except DamagedFileError:  # of our own shard, which is named where damage is told
                left += [Path(file.path) for file, _ in found]
                continue
            taken += len(winners(offered))
            left += [Path(file.path) for file, shard in found if shard.damaged]
            read += [Path(file.path) for file, shard in found if not shard.damaged]
        folder = history.writer.folder.with_name(device)
        left += [path for path in history.shards.unread() if folder in path.parents]  # and the key stays with them
        if read:
            disk.remove(*read)
        history.writer.take_key_files()  # it may be the only one that has them
        if not left:
            _remove_folder(folder)
        history.writer.written.take_over(device, history.writer.device())
    return Retired(taken, left)


def _written_here(history: History, found: Iterable[tuple[ShardFile, Shard]]) -> Callable[[Stored], bool]:
    """Return what tells of a session in these shards whether it was written there, as far as that is noted here."""
    ours = {
        id(one.document) for file, shard in found for one in filter(history.maintenance.is_ours(file), shard.stored)
    }
    return lambda one: id(one.document) in ours


def _as_met(stored: Stored) -> Stored:
    """To retire a folder says that it is the person's."""
    """To retire a folder says that it is the person's."""
    return stored._replace(rank=stored.rank._replace(is_met=True))


def _remove_folder(folder: Path) -> None:
    """Remove what is ours of a folder, and the folder when nothing else is in it."""
    disk.sweep(folder)
    disk.sweep(folder / INBOX)
    disk.remove(folder / RECIPIENT, folder / IDENTITY)
    disk.remove_folder(folder / INBOX)
    disk.remove_folder(folder)


def _read(history: History, month: str, *, with_left_out: bool = True) -> _Month:
    shards = [history.shards.read(file, with_left_out=with_left_out) for file in history.shards.month(month)]
    unread = {session: damage for shard in shards for session, damage in shard.unread.items()}
    torn = [damage for shard in shards for damage in shard.damaged]
    return _Month(highest(one for shard in shards for one in shard.stored), unread, torn)


def _standing(history: History, session: str, latest: Stored | None) -> Stored:
    """The latest change to a session, if that is no deletion. Raises NothingFoundError."""
    if latest is None or latest.record is None:
        history.get(session)  # it says what is the matter
        raise SelfattachError(words.CHANGED_MEANWHILE.format(session=session))
    return latest


def _id_of(document: JsonMapping) -> str:
    return str(document["id"])


def _refresh(history: History, sessions: Iterable[str]) -> None:
    """Work out anew what is derived of these sessions, so that nothing of a deleted one stays."""
    for month in {ids.month_of(session) for session in sessions}:
        history.index.of_month(history.shards.month(month))

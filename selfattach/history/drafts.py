"""Drafts: what a person has answered so far, on the disk before the next prompt, until it becomes a record.

A draft is a journal in the state folder: a head, put there whole, then one line for each `append`. A line that a power
cut tore is dropped. Half-typed words lie in one side file, and in a folder beside it while an editor has them. Whoever
runs the session holds the journal; a held one is not offered to others. Drafts know no engine: head and lines are plain
values, and mean what practice says. In a vault each line is encrypted by itself, so that writing needs no passphrase.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from contextlib import suppress
from shutil import rmtree
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from selfattach import disk, words
from selfattach.disk import read_file
from selfattach.errors import LockedError, NothingFoundError, SelfattachError
from selfattach.history import ids, jsontext
from selfattach.history.damage import Damage, DamagedFileError, refused
from selfattach.history.key_file import is_sealed
from selfattach.history.vault import Vault
from selfattach.kinds import JsonMapping, JsonObject
from selfattach.text import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_JOURNAL = ".journal"
_HALF_TYPED = ".half"
_EDITING = ".editing"
_WINDOW = "window"  # in it, where a window has the words still: of which prompt they are
_UNDECIDED = "undecided"  # in the head of a draft of words alone
_A_GLANCE = 0.1  # seconds: longer than another process takes to see whether a draft is held

Line = JsonObject


class Waiting(NamedTuple):
    """A draft that nobody holds, as it could be taken up."""

    id: str
    head: Line
    lines: list[Line]


class Undecided(NamedTuple):
    """Words marked `keep: ask` of a session that ended before it could be asked whether they stay.

    `of`: that session; `entries`: its answers, as a record has them.
    """

    id: str
    of: str
    title: str
    entries: list[Line]


class Draft:
    """The journal of one running session, held by this process until `erase` or `release`."""

    def __init__(self, folder: Path, session: str, vault: Vault, head: Line | None = None) -> None:
        """Take the hold. `head`: of a journal that was just begun.

        Raises NothingFoundError, DamagedFileError, LockedError, or SelfattachError when another has it.
        """
        self.id = session
        self._vault = vault
        self._typed: tuple[str, str] | None = None  # by this process: a locked vault does not tell it
        self._path = folder / f"{session}{_JOURNAL}"
        self._half_typed = folder / f"{session}{_HALF_TYPED}"
        self._editing = folder / f"{session}{_EDITING}"
        self._file = _open_held(self._path)
        try:
            self.head, self.lines, self._length = (
                _begun(self._path, head) if head is not None else _read(self._path, vault)
            )
        except BaseException:
            self.release()
            raise
        self._torn = True  # what is behind the last whole line, if anything, goes before the next is written

    def append(self, line: JsonMapping) -> None:
        """Keep one line. It is on the disk when this returns; after an error it may be tried again."""
        content = _as_line(line, self._vault)
        if self._torn:
            with disk.refusals(self._path):
                os.ftruncate(self._file, self._length)
        self._torn = True
        disk.append(self._file, self._path, content)
        self._torn = False
        self._length += len(content)
        self.lines.append(jsontext.load(jsontext.dump(line)))

    def keep_half_typed(self, prompt: str, text: str) -> None:
        """Keep what stands in the box of a prompt, in place of what stood there before."""
        disk.replace(self._half_typed, self._vault.seal(jsontext.dump({"prompt": prompt, "text": text})))
        self._typed = prompt, text
        if not self._has_window(prompt):
            self._forget_edited()

    @property
    def editing(self) -> Path | None:
        """A folder to be made by whoever opens an editor on the words."""
        return self._editing

    @property
    def half_typed(self) -> tuple[str, str] | None:
        """The prompt and the words that stood in its box, or in the editor that was opened from it."""
        try:
            sealed = read_file(self._half_typed)
            if self._typed is not None and not disk.is_there(self._editing):
                return self._typed
            kept = jsontext.load(self._vault.peek(sealed) or b"")  # nobody is asked in the middle of a practice
            return str(kept["prompt"]), self._edited() or str(kept["text"])
        except (OSError, ValueError, KeyError, TypeError):
            return self._typed

    def _edited(self) -> str:
        """What an editor had saved when the machine stopped, or nothing.

        What a window saved after the person went on is taken in where the question is asked (`ui/editor.py`).
        """
        if disk.is_there(self._editing / _WINDOW):
            return ""
        found = [self._vault.peek(read_file(path)) or b"" for path in sorted(self._editing.glob("*.txt"))]
        return decoded(found[0]).removesuffix("\n") if found else ""

    def _has_window(self, prompt: str) -> bool:
        """Whether a window may still save words for this prompt."""
        noted = disk.content_of(self._editing / _WINDOW) or b""
        return noted.partition(b"\n")[0] == prompt.encode()

    def _forget_edited(self) -> None:
        if disk.is_there(self._editing):
            rmtree(self._editing, ignore_errors=True)

    def forget_half_typed(self) -> None:
        """Let the half-typed words go: they became an answer, or the person took them back."""
        self._forget_edited()
        self._typed = None
        if disk.may_be_there(self._half_typed):
            disk.remove(self._half_typed)

    def erase(self) -> None:
        """Remove the draft with all its words, for good: it became a record, or the person let it go."""
        disk.sweep(self._path.parent, self.id)
        self._forget_edited()
        disk.remove(self._half_typed, self._path)  # in this order, so that no words stay behind unnamed
        self.release()

    def release(self) -> None:
        """Let go of the hold: the draft stays, and may be taken up by anyone."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


class NoDraft:
    """The double that keeps nothing: for `--no-save`, for scripted runs, and for tests that need no disk."""

    def __init__(self, session: str, head: JsonMapping) -> None:
        self.id = session
        self.head: Line = dict(head)
        self.lines: list[Line] = []

    def append(self, line: JsonMapping) -> None:
        """Keep nothing."""

    def keep_half_typed(self, prompt: str, text: str) -> None:
        """Keep nothing."""

    @property
    def editing(self) -> Path | None:
        """Nowhere."""
        return None

    @property
    def half_typed(self) -> tuple[str, str] | None:
        """Never anything."""
        return None

    def forget_half_typed(self) -> None:
        """Nothing is there."""

    def erase(self) -> None:
        """Nothing is there."""

    def release(self) -> None:
        """Nothing is held."""


class Drafts:
    """The drafts of one state folder."""

    def __init__(self, folder: Path, vault: Vault | None = None) -> None:
        self._folder = folder
        self._vault = vault or Vault(None)

    def begin(self, session: str, head: JsonMapping) -> Draft:
        """Begin the journal of a new session and hold it. The head is on the disk when this returns."""
        ids.check_id(session)
        disk.sweep_dead(self._folder)  # a head cut short may hold words recalled from an earlier session
        path = self._folder / f"{session}{_JOURNAL}"
        if disk.is_there(path):
            raise SelfattachError(words.DRAFT_THERE.format(session=session, file=path))
        disk.replace(path, _as_line(head, self._vault))
        return Draft(self._folder, session, self._vault, jsontext.load(jsontext.dump(head)))

    def take_up(self, session: str) -> Draft:
        """Hold a draft that was left. Raises NothingFoundError, or SelfattachError when another window has it."""
        ids.check_id(session)
        return Draft(self._folder, session, self._vault)

    def waiting(self) -> list[Waiting]:
        """Return the drafts that could be taken up now, newest first."""
        return [draft for draft in self._whole() if _UNDECIDED not in draft.head]

    def set_aside(self, draft: str, of: str, title: str, entries: list[Line]) -> None:
        """Keep words that nobody was asked about yet, alone: answers of session `of`, as a record has them."""
        self.begin(draft, {_UNDECIDED: of, "title": title, "entries": entries}).release()

    def undecided(self) -> list[Undecided]:
        """Return the words that wait for somebody to say whether they stay, newest first."""
        found = [draft for draft in self._whole() if _UNDECIDED in draft.head]
        return [Undecided(one.id, one.head[_UNDECIDED], one.head["title"], one.head["entries"]) for one in found]

    def _whole(self) -> list[Waiting]:
        with suppress(SelfattachError):  # on a disk that is full or not ours to write, or without the key: another time
            self.reseal()
        return [draft for draft in self._unheld() if isinstance(draft, Waiting)]

    def damaged(self) -> list[Damage]:
        """Return the drafts that cannot be read, and why. They are left alone."""
        return [draft for draft in self._unheld() if isinstance(draft, Damage)]

    def unnamed(self) -> list[Path]:
        """Return half-typed words whose journal is gone. Nothing of ours leaves them so; they are left alone."""
        found = []
        for path in sorted(self._folder.glob("*")):
            session, dot, kind = path.name.partition(".")
            is_ours = ids.is_id(session) and dot + kind in (_HALF_TYPED, _EDITING)
            if is_ours and not disk.is_there(self._folder / f"{session}{_JOURNAL}"):
                found.append(path)
        return found

    def held(self) -> list[str]:
        """Return the ids of those that a running practice holds."""
        found = sorted(self._folder.glob(f"*{_JOURNAL}"))
        return [path.name.removesuffix(_JOURNAL) for path in found if disk.is_held(path)]

    def ids(self) -> list[str]:
        """Return the ids of all there are, whether they can be read or not, newest first."""
        found = sorted(self._folder.glob(f"*{_JOURNAL}"), reverse=True)
        return [session for path in found if ids.is_id(session := path.name.removesuffix(_JOURNAL))]

    def let_go(self) -> tuple[int, list[Path]]:
        """Erase all there are, what cannot be read and half-typed words without a journal too.

        Return how many practices went, and the journals that another window holds or that cannot be removed.
        """
        disk.sweep_dead(self._folder)
        gone, stayed = 0, []
        for session in self.ids():
            path = self._folder / f"{session}{_JOURNAL}"
            try:
                file = _open_held(path)
                try:
                    _remove_words_of(self._folder, session)
                finally:
                    os.close(file)
            except NothingFoundError:  # it went meanwhile
                continue
            except SelfattachError:
                stayed.append(path)
            else:
                gone += 1
        for path in self.unnamed():
            _remove_words_of(self._folder, path.name.partition(".")[0])
        return gone, stayed

    def are_locked(self) -> bool:
        """Whether a draft waits that nobody can see before the vault is open."""
        return not self._vault.is_open and any(
            not (disk.content_of(path) or b"{").startswith(b"{") and not disk.is_held(path)
            for path in self._folder.glob(f"*{_JOURNAL}")
        )

    def reseal(self) -> None:
        """Have every draft that nobody holds stored as a new one would be: encrypted, or plain. Whole at every step.

        To encrypt needs no key. To have them plain raises LockedError without it.
        """
        disk.sweep_dead(self._folder)
        if self._vault.waits:  # they stay as they are until it is known to whom to encrypt
            return
        sealed = bool(self._vault.recipient)
        for path in sorted(self._folder.glob(f"*{_JOURNAL}")):
            words = self._words_beside(path)
            if not ids.is_id(path.name.removesuffix(_JOURNAL)) or not self._has_others(path, words, sealed=sealed):
                continue
            with suppress(NothingFoundError, disk.BusyError):
                file = _open_held(path)
                try:
                    self._reseal(path, words, sealed=sealed)
                finally:
                    os.close(file)

    def still_plain(self) -> list[Path]:
        """Return the journals that nobody holds and that are plain, or have something plain beside, in a vault."""
        return [
            path
            for path in sorted(self._folder.glob(f"*{_JOURNAL}"))
            if self._vault.recipient
            and ids.is_id(path.name.removesuffix(_JOURNAL))
            and self._has_others(path, self._words_beside(path), sealed=True)
            and not disk.is_held(path)
        ]

    def _words_beside(self, journal: Path) -> list[Path]:
        session = journal.name.removesuffix(_JOURNAL)
        half_typed, editing = self._folder / f"{session}{_HALF_TYPED}", self._folder / f"{session}{_EDITING}"
        return [one for one in (half_typed, *editing.glob("*.txt")) if disk.is_file(one)]

    @staticmethod
    def _has_others(path: Path, words: list[Path], *, sealed: bool) -> bool:
        """Whether any of a draft is stored otherwise than a new one would be."""
        lines = (disk.content_of(path) or b"").split(b"\n")[:-1]
        contents = filter(None, map(disk.content_of, words))
        return any(line.startswith(b"{") is sealed for line in lines) or any(
            is_sealed(content) is not sealed for content in contents
        )

    def _reseal(self, path: Path, words: list[Path], *, sealed: bool) -> None:
        """The journal last: who takes the draft up from then on is alone with it."""
        for one in words:
            content = disk.content_of(one)
            if content and is_sealed(content) is not sealed:
                with suppress(ValueError):  # it cannot be decrypted, and is left alone
                    disk.replace(one, self._vault.seal(content) if sealed else self._vault.open(content))
        lines = (disk.content_of(path) or b"").split(b"\n")[:-1]
        resealed = [self._resealed(line, sealed=sealed) for line in lines]
        if resealed != lines:
            disk.replace(path, b"".join(line + b"\n" for line in resealed))

    def _resealed(self, line: bytes, *, sealed: bool) -> bytes:
        if line.startswith(b"{") is not sealed:
            return line
        if sealed:
            return b64encode(self._vault.seal(line))
        try:
            return self._vault.open(b64decode(line, validate=True))
        except ValueError:
            return line  # it is no line of ours, and told as damage

    def _unheld(self) -> Iterator[Waiting | Damage]:
        for path in sorted(self._folder.glob(f"*{_JOURNAL}"), reverse=True):
            session = path.name.removesuffix(_JOURNAL)
            if not ids.is_id(session) or disk.is_held(path):
                continue
            try:
                head, lines, _ = _read(path, self._vault)
            except (NothingFoundError, LockedError):  # erased since it was listed; or it waits until the vault is open
                continue
            except DamagedFileError as fault:
                yield fault.damage
            else:
                yield Waiting(session, head, lines)


def _remove_words_of(folder: Path, session: str) -> None:
    """Remove all of a draft, the journal last, so that no words stay behind unnamed."""
    disk.sweep(folder, session)
    editing = folder / f"{session}{_EDITING}"
    if disk.is_there(editing):
        rmtree(editing, ignore_errors=True)
    disk.remove(folder / f"{session}{_HALF_TYPED}", folder / f"{session}{_JOURNAL}")


def _open_held(path: Path) -> int:
    for _ in range(10):
        with disk.refusals(path):
            try:
                file = os.open(path, os.O_RDWR | os.O_APPEND)
            except FileNotFoundError as fault:
                raise _missing(path) from fault
        if disk.try_lock(file, exclusive=True) and _stands_at(file, path):
            return file
        os.close(file)
        sleep(_A_GLANCE / 10)  # it may be that someone only looks whether it is held, or has just put it in order
    raise disk.BusyError(words.DRAFT_HELD.format(file=path))


def _missing(path: Path) -> NothingFoundError:
    return NothingFoundError(words.DRAFT_MISSING.format(session=path.name.removesuffix(_JOURNAL)))


def _stands_at(file: int, path: Path) -> bool:
    """Whether an open file is the one that has the name: another may have been put in its place meanwhile."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        return False


def _begun(path: Path, head: Line) -> tuple[Line, list[Line], int]:
    """Return the same of a journal that holds nothing but its head."""
    with disk.refusals(path):
        return head, [], path.stat().st_size


def _as_line(line: JsonMapping, vault: Vault) -> bytes:
    """Return a line as it stands in a journal: JSON, or JSON encrypted and then in base64."""
    content = jsontext.dump(line)
    sealed = vault.seal(content)
    return (content if sealed is content else b64encode(sealed)) + b"\n"


def _read(path: Path, vault: Vault) -> tuple[Line, list[Line], int]:
    """Return head, lines, and how many bytes they take. The last line is dropped when it is torn."""
    try:
        content = read_file(path)
    except FileNotFoundError as fault:
        raise _missing(path) from fault
    except OSError as fault:
        raise refused(path, fault) from fault
    whole = [line + b"\n" for line in content.split(b"\n")[:-1]]  # what follows the last newline is torn
    parsed = [_parse(line, vault) for line in whole]
    if len(parsed) > 1 and parsed[-1] is None:  # the end reached the disk before what comes before it
        del parsed[-1], whole[-1]
    lines = [line for line in parsed if line is not None]
    if not lines or len(lines) < len(parsed):
        number = parsed.index(None) + 1 if parsed else 1
        raise DamagedFileError(path, words.WHY_DRAFT_LINE.format(number=number))
    return lines[0], lines[1:], sum(map(len, whole))


def _parse(line: bytes, vault: Vault) -> Line | None:
    try:
        if not line.startswith(b"{"):
            sealed = b64decode(line.removesuffix(b"\n"), validate=True)
            if not vault.is_open and is_sealed(sealed):
                raise LockedError  # nobody is asked for the sake of a list
            line = vault.open(sealed)
        parsed = jsontext.load(line)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None

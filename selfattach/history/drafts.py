"""Drafts: what a person has answered so far, on the disk before the next prompt, until it becomes a record.

A draft is a journal in the state folder: a head, put there whole, then one line for each `append`. A line that a power
cut tore is dropped. Half-typed words lie in one side file, and in a folder beside it while an editor has them. Whoever
runs the session holds the journal; a held one is not offered to others. Drafts know no engine: head and lines are plain
values, and mean what practice says.
"""

from __future__ import annotations

import os
from shutil import rmtree
from time import sleep
from typing import TYPE_CHECKING, Any, NamedTuple

from selfattach.errors import NothingFoundError, SelfattachError
from selfattach.history import durable, ids, jsontext
from selfattach.history.damage import Damage, DamagedFileError

try:
    import fcntl
except ImportError:  # Windows: drafts are kept, and one open elsewhere is offered too
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_JOURNAL = ".journal"
_HALF_TYPED = ".half"
_EDITING = ".editing"
_A_GLANCE = 0.1  # seconds: longer than another process takes to see whether a draft is held

Line = dict[str, Any]


class Waiting(NamedTuple):
    """A draft that nobody holds, as it could be taken up."""

    id: str
    head: Line
    lines: list[Line]


class Draft:
    """The journal of one running session, held by this process until `erase` or `release`."""

    def __init__(self, folder: Path, session: str) -> None:
        """Take the hold. Raises NothingFoundError, DamagedFileError, or SelfattachError when another has it."""
        self.id = session
        self._path = folder / f"{session}{_JOURNAL}"
        self._half_typed = folder / f"{session}{_HALF_TYPED}"
        self._editing = folder / f"{session}{_EDITING}"
        self._file = _open_held(self._path)
        try:
            self.head, self.lines, self._length = _read(self._path)
        except BaseException:
            self.release()
            raise
        self._torn = True  # what is behind the last whole line, if anything, goes before the next is written

    def append(self, line: Mapping[str, Any]) -> None:
        """Keep one line. It is on the disk when this returns; after an error it may be tried again."""
        content = jsontext.dump(line) + b"\n"
        if self._torn:
            with durable.refusals(self._path):
                os.ftruncate(self._file, self._length)
        self._torn = True
        durable.append(self._file, self._path, content)
        self._torn = False
        self._length += len(content)
        self.lines.append(jsontext.load(content))

    def keep_half_typed(self, prompt: str, text: str) -> None:
        """Keep what stands in the box of a prompt, in place of what stood there before."""
        durable.replace(self._half_typed, jsontext.dump({"prompt": prompt, "text": text}))
        self._forget_edited()

    @property
    def editing(self) -> Path | None:
        """A folder to be made by whoever opens an editor on the words."""
        return self._editing

    @property
    def half_typed(self) -> tuple[str, str] | None:
        """The prompt and the words that stood in its box, or in the editor that was opened from it."""
        try:
            kept = jsontext.load(self._half_typed.read_bytes())
            return str(kept["prompt"]), self._edited() or str(kept["text"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _edited(self) -> str:
        """What an editor had saved when the machine stopped, or nothing."""
        found = [path.read_bytes() for path in sorted(self._editing.glob("*.txt"))]
        return found[0].decode("utf-8", "replace").removesuffix("\n") if found else ""

    def _forget_edited(self) -> None:
        if self._editing.exists():
            rmtree(self._editing, ignore_errors=True)

    def forget_half_typed(self) -> None:
        """Let the half-typed words go: they became an answer, or the person took them back."""
        self._forget_edited()
        if self._half_typed.exists():
            durable.remove(self._half_typed)

    def erase(self) -> None:
        """Remove the draft with all its words, for good: it became a record, or the person let it go."""
        durable.sweep(self._path.parent, self.id)
        self._forget_edited()
        durable.remove(self._half_typed, self._path)  # in this order, so that no words stay behind unnamed
        self.release()

    def release(self) -> None:
        """Let go of the hold: the draft stays, and may be taken up by anyone."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


class NoDraft:
    """The double that keeps nothing: for `--no-save`, for scripted runs, and for tests that need no disk."""

    def __init__(self, session: str, head: Mapping[str, Any]) -> None:
        self.id = session
        self.head: Line = dict(head)
        self.lines: list[Line] = []

    def append(self, line: Mapping[str, Any]) -> None:
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

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, session: str, head: Mapping[str, Any]) -> Draft:
        """Begin the journal of a new session and hold it. The head is on the disk when this returns."""
        ids.check_id(session)
        durable.sweep_dead(self._folder)  # a head cut short may hold words recalled from an earlier session
        path = self._folder / f"{session}{_JOURNAL}"
        if path.exists():
            raise SelfattachError(f"There is a draft of session {session} already ({path}). It was left as it is.")
        durable.replace(path, jsontext.dump(head) + b"\n")
        return Draft(self._folder, session)

    def take_up(self, session: str) -> Draft:
        """Hold a draft that was left. Raises NothingFoundError, or SelfattachError when another window has it."""
        ids.check_id(session)
        return Draft(self._folder, session)

    def waiting(self) -> list[Waiting]:
        """Return the drafts that could be taken up now, newest first."""
        durable.sweep_dead(self._folder)
        return [draft for draft in self._unheld() if isinstance(draft, Waiting)]

    def damaged(self) -> list[Damage]:
        """Return the drafts that cannot be read, and why. They are left alone."""
        return [draft for draft in self._unheld() if isinstance(draft, Damage)]

    def _unheld(self) -> Iterator[Waiting | Damage]:
        for path in sorted(self._folder.glob(f"*{_JOURNAL}"), reverse=True):
            session = path.name.removesuffix(_JOURNAL)
            if not ids.is_id(session) or _is_held(path):
                continue
            try:
                head, lines, _ = _read(path)
            except NothingFoundError:  # erased since it was listed
                continue
            except DamagedFileError as fault:
                yield fault.damage
            else:
                yield Waiting(session, head, lines)


def _open_held(path: Path) -> int:
    with durable.refusals(path):
        try:
            file = os.open(path, os.O_RDWR | os.O_APPEND)
        except FileNotFoundError as fault:
            raise NothingFoundError(f"There is no draft {path.name.removesuffix(_JOURNAL)}.") from fault
    for _ in range(10):
        if _hold(file, exclusive=True):
            return file
        sleep(_A_GLANCE / 10)  # it may be that someone only looks whether it is held
    os.close(file)
    raise SelfattachError(f"This draft is open in another window ({path}). Go on there, or close it first.")


def _is_held(path: Path) -> bool:
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        return False  # `_read` says what is the matter
    try:
        return not _hold(file, exclusive=False)
    finally:
        os.close(file)


def _hold(file: int, *, exclusive: bool) -> bool:
    """Lock an open journal until it is closed. False when another process has it."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks: better a draft offered twice than one nobody can take up
    return True


def _read(path: Path) -> tuple[Line, list[Line], int]:
    """Return head, lines, and how many bytes they take. The last line is dropped when it is torn."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as fault:
        raise NothingFoundError(f"There is no draft {path.name.removesuffix(_JOURNAL)}.") from fault
    except OSError as fault:
        raise DamagedFileError(path, fault.strerror or str(fault)) from fault
    whole = [line + b"\n" for line in content.split(b"\n")[:-1]]  # what follows the last newline is torn
    parsed = [_parse(line) for line in whole]
    if len(parsed) > 1 and parsed[-1] is None:  # the end reached the disk before what comes before it
        del parsed[-1], whole[-1]
    lines = [line for line in parsed if line is not None]
    if not lines or len(lines) < len(parsed):
        raise DamagedFileError(path, f"line {parsed.index(None) + 1 if parsed else 1} of it is no JSON")
    return lines[0], lines[1:], sum(map(len, whole))


def _parse(line: bytes) -> Line | None:
    try:
        parsed = jsontext.load(line)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None

"""All that this program keeps on a machine, file by file: what is its own, and in which order all of it goes.

A file is ours by its place and its name. What else stands in the four folders is somebody's, and stays; no link is
followed, but that a person laid at `history/` themselves. Words go first and the keys after them, so that what is left
by a cut at any moment can still be opened and taken along. The last word that was typed is noted before the first file
goes, and the note goes last: whoever begins again where it was cut needs no key to let go of the rest.

It knows no session, and asks nobody (`cli/history/farewell.py` does).
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach import disk, words
from selfattach.disk import read_file
from selfattach.errors import SelfattachError, reason
from selfattach.history import jsontext
from selfattach.history.shards import INBOX, may_hold_sessions

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from selfattach.history.drafts import Drafts
    from selfattach.history.writer import Writer
    from selfattach.paths import Places

FAREWELL_FILE: Final = "farewell.json"  # in the state folder, from the last word on, until all is gone
_HISTORY: Final = "history"


class Stage(IntEnum):
    """When a file goes."""

    WORDS = 0
    DERIVED = 1  # from them: what could be worked out again
    NOTES = 2  # and settings
    KEYS = 3
    LAST = 4


_ID: Final = r"\d{8}T\d{6}Z-[a-z0-9]{6}"
_OPEN_IN_AN_EDITOR: Final = rf"drafts/{_ID}\.editing/.+|editing/{_ID}\.\d+/.+"  # an editor puts its own files there
_FILES: Final = {  # by the place they lie in: which names are ours, and when they go
    "config": {r"config\.toml": Stage.NOTES},
    "data": {r"exercises/([^./][^/]*/)?[^./][^/]*\.ya?ml": Stage.WORDS},
    "state": {
        rf"drafts/{_ID}\.(journal|half)|{_OPEN_IN_AN_EDITOR}": Stage.WORDS,
        rf"(waiting|deleted)/{_ID}\.json|deleted/doubted|damaged/[^/]+|support-card\.json": Stage.WORDS,
        r"written/[^/]+|(start|machines|older-programs)\.json|vault-seen|left-open": Stage.NOTES,
        r"passphrase-command-set-here\.sha256": Stage.NOTES,
        r"identity\.age|encrypts-to": Stage.KEYS,
        r"device\.json|history\.lock(\.held)?|farewell\.json": Stage.LAST,
    },
    "cache": {r"heads-[^/]+/.+|library\.json|months-as-left|last-day|habits|routines-begun": Stage.DERIVED},
}
_FOLDERS: Final = {  # in which of their folders they lie
    "config": r"(?!)",
    "data": r"exercises(/[^./][^/]*)?|history",
    "state": rf"(drafts|editing|waiting|deleted|damaged|written)|{_OPEN_IN_AN_EDITOR.replace('/.+', '(/.+)?')}",
    "cache": r"heads-.+",
}
_LAID_BY_HAND: Final = r"config\.toml|exercises(/.*)?"  # where a person lays things: a link there is theirs
_KEY_FILES: Final = r"(identity|recipient)\b.*"  # and copies of them that a syncing tool laid beside


class Belongings(NamedTuple):
    """What was found. `folders`: those that were looked into, each before what is in it."""

    files: dict[Path, Stage]
    folders: list[Path]
    others: list[Path]  # what is not ours; of a folder, nothing but its own name
    closed: dict[Path, str]  # what has a name of ours and cannot be looked into, and why

    def of(self, stage: Stage) -> list[Path]:
        """Return the files of one stage."""
        return [path for path, its in self.files.items() if its is stage]


class Farewell(NamedTuple):
    """What a person said with their last word."""

    machines: frozenset[str]  # whose folders of the history go
    copy: str  # where the copy is that was taken along; "" where none was


class Gone(NamedTuple):
    """What became of it."""

    stayed: dict[Path, str]  # what is ours and could not go, and why
    others: list[Path]  # what is not ours, where a folder of ours had to stay for it


def find(places: Places, machines: Collection[str]) -> Belongings:
    """Look through the four folders. `machines`: whose folders of the history are looked into. Opens no file."""
    found = Belongings({}, [], [], {})
    names: dict[Path, list[str]] = {}
    for name, place in places._asdict().items():
        names.setdefault(place, []).append(name)  # some platforms have one folder for several
    for root, those in names.items():
        if root.is_symlink():
            found.others.append(root)
        _look(found, root, _Rules(those, frozenset(machines)))
    return found


def look(places: Places, machines: Collection[str]) -> dict[Path, tuple[int, int, int]]:
    """Return how the files with words look now, so that it shows later whether anything was kept since."""
    return _looks(find(places, machines))


def _looks(found: Belongings) -> dict[Path, tuple[int, int, int]]:
    looks = {}
    for path in found.of(Stage.WORDS):
        with suppress(FileNotFoundError):
            status = path.lstat()
            if not disk.is_beside(path.name):
                looks[path] = status.st_ino, status.st_size, status.st_ctime_ns
    return looks


def begun(places: Places) -> Farewell | None:
    """Return the farewell that was cut off after its last word; None where there is none, or anything was kept since.

    The time of a change of a file is compared that no program can set: what a syncing tool brings in counts too.
    """
    file = places.state / FAREWELL_FILE
    try:
        noted = jsontext.load(read_file(file))
        said = Farewell(frozenset(map(str, noted["machines"])), str(noted["copy"]))
        since = file.lstat().st_ctime_ns
    except (OSError, ValueError, KeyError, TypeError):
        return None
    is_as_left = all(changed < since for _, _, changed in look(places, said.machines).values())
    return said if is_as_left else None


def let_go(
    places: Places,
    writer: Writer,
    drafts: Drafts,
    said: Farewell,
    seen: Mapping[Path, tuple[int, int, int]] | None = None,
) -> Gone:
    """Let all of it go, words first. What another window has open stays. `seen`: how the words looked before.

    Raises SelfattachError, with nothing gone, where somebody else is saving, or has saved since.
    """
    for root in (places.own_exercises, places.state, places.cache):
        disk.follow_no_link_below(root)
    note = places.state / FAREWELL_FILE
    with writer.locked():
        found = find(places, said.machines)  # what comes after this stays
        if seen is not None and _looks(found) != seen:
            raise SelfattachError(words.FAREWELL_MEANWHILE)
        disk.replace(note, jsontext.dump({"machines": sorted(said.machines), "copy": said.copy}))
        with suppress(SelfattachError):  # what refuses to go says so below
            drafts.let_go()  # each under its own lock
        stays = _open_elsewhere(places, found, drafts.held())
        goes = sorted(found.files.keys() - stays - {note}, key=lambda path: (found.files[path], path))
        stayed = dict.fromkeys(sorted(stays), words.FAREWELL_OPEN) | found.closed | _removed(goes)
        for folder in reversed(found.folders):
            if folder != places.state:
                disk.remove_folder(folder)
        if not stayed:  # else the note says, next time, that the rest may go
            stayed |= _removed([note])
            disk.remove_folder(places.state)
    return Gone(stayed, [path for path in found.others if os.path.lexists(path)])


def _removed(paths: list[Path]) -> dict[Path, str]:
    """Remove these, and return why others stayed."""
    return {path: reason(fault, path) for path, fault in disk.remove_each(paths).items()}


def open_elsewhere(places: Places, drafts: Drafts) -> list[Path]:
    """Return what another window has open: of a practice, or of an answer in an editor."""
    return sorted(_open_elsewhere(places, find(places, ()), drafts.held()))


def _open_elsewhere(places: Places, found: Belongings, sessions: list[str]) -> set[Path]:
    """Return what belongs to the drafts of these sessions, and what an editor of `history edit` has open."""
    drafts, editing = places.state / "drafts", places.state / "editing"
    return {
        path
        for path in found.files
        if (drafts in path.parents and path.relative_to(drafts).parts[0].partition(".")[0] in sessions)
        or (editing in path.parents and not disk.is_left_behind(path.relative_to(editing).parts[0]))
    }


class _Rules:
    """Which names are ours, in a folder that is one or several of the four places."""

    def __init__(self, places: list[str], machines: frozenset[str]) -> None:
        self._files = [rule for place in places for rule in _FILES[place].items()]
        self._folders = [_FOLDERS[place] for place in places]
        self._machines = machines

    def is_entered(self, name: str) -> bool:
        """Whether files of ours can lie in a folder."""
        if name.startswith(f"{_HISTORY}/"):
            machine, _, inner = name.removeprefix(f"{_HISTORY}/").partition("/")
            return machine in self._machines and inner in ("", INBOX)
        return any(re.fullmatch(pattern, name) for pattern in self._folders)

    def stage(self, name: str) -> Stage | None:
        """When a file goes; None where it is not ours."""
        folder, _, file = name.rpartition("/")
        if disk.is_beside(file) and (folder.startswith(_HISTORY) or disk.is_left_behind(file)):
            return Stage.WORDS
        if folder.startswith(f"{_HISTORY}/"):
            is_key = not folder.endswith(f"/{INBOX}") and re.fullmatch(_KEY_FILES, file)
            return Stage.KEYS if is_key else Stage.WORDS if may_hold_sessions(file) else None
        return next((stage for pattern, stage in self._files if re.fullmatch(pattern, name)), None)


def _look(found: Belongings, folder: Path, rules: _Rules, within: str = "") -> None:
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as fault:
        found.closed[folder] = reason(fault, folder)
        return
    found.folders.append(folder)
    for entry in listed:
        name, path = f"{within}{entry.name}", Path(entry.path)
        stage = rules.stage(name)
        if entry.is_symlink() and not re.fullmatch(_OPEN_IN_AN_EDITOR, name):
            found.others.append(path)
            if name == _HISTORY and disk.where_it_leads(path) != path:
                _look(found, path, rules, f"{name}/")
            elif (stage is not None or rules.is_entered(name)) and not re.fullmatch(_LAID_BY_HAND, name):
                found.closed[path] = words.DISK_LINK
        elif entry.is_dir(follow_symlinks=False):
            if rules.is_entered(name):
                _look(found, path, rules, f"{name}/")
            else:
                found.others.append(path)
        elif stage is not None:
            found.files[path] = stage
        else:
            found.others.append(path)

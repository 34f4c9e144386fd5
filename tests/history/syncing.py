"""A tool that carries the files of a folder between machines, as Syncthing, Dropbox and Nextcloud do.

It knows files, not what they hold. Each version of a file has a vector of how often each machine changed it, so an
older version never replaces a newer one, whenever and however often it comes. Where two machines have changed one file,
the earlier change is set aside under the name the tool gives such copies.
"""

import os
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

_BEFORE_THE_DOT = {  # the last one in the name
    "syncthing": ".sync-conflict-20261122-10111{n}-ABCDEFG",
    "dropbox": " (Anna's conflicted copy 2026-11-2{n})",
    "dropbox in german": " (In Konflikt stehende Kopie von Anna 2026-11-2{n})",
    "dropbox in russian": " (Копия Анна, конфликт, 2026-11-2{n})",
    "dropbox in japanese": " (Anna の競合コピー 2026-11-2{n})",
    "nextcloud": " (conflicted copy 2026-11-22 10111{n})",
    "owncloud": "_conflict-20261122-10111{n}",
    "seafile": " (SFConflict anna@example.org 2026-11-22-10-11-1{n})",
    "onedrive": "-LAPTOP{n}",
    "icloud": " {n}2",
    "google drive": " ({n}1)",
    "rclone": ".conflict{n}",
    "git-annex": ".variant-a1b{n}",
    "unison": " (copy {n} conflict on 2026-11-22)",
    "resilio": ".Conflict{n}",
    "a person": " backup {n}",
}
_BEHIND = {
    "rclone, behind": ".conflict{n}",
    "google drive, behind": " ({n}1)",
    "an editor": "~{n}",
    "a copy": ".bak{n}",
}
TOOLS = (*_BEFORE_THE_DOT, *_BEHIND)


def copy_name(tool, name, number=0):
    """Return how a tool calls the copy it sets beside a file that was changed twice."""
    if tool in _BEHIND:
        return name + _BEHIND[tool].format(n=number)
    stem, dot, end = name.rpartition(".")
    return stem + _BEFORE_THE_DOT[tool].format(n=number) + dot + end


class Version(NamedTuple):
    """A file as it stood on a machine; no content: it was removed there."""

    changes: dict[int, int]  # machine -> how many of its changes are in it
    content: bytes | None
    mtime_ns: int

    def holds(self, other):
        """Whether all that went into the other went into this one."""
        return all(self.changes.get(machine, 0) >= count for machine, count in other.changes.items())


class Syncing:
    """One folder that is the same on several machines, sooner or later."""

    def __init__(self, *folders, tool="syncthing"):
        self.folders = [Path(folder) for folder in folders]
        self.tool = tool
        self.on_the_way = []  # (to machine, name, version), each sent at another moment
        self._known = [{} for _ in folders]
        self._copies = 0

    def send(self, machine):
        """Take what stands on a machine now on the way to the others."""
        for name in self._look(machine):
            version = self._known[machine][name]
            self.on_the_way += [(to, name, version) for to in range(len(self.folders)) if to != machine]

    def deliver(self, number, *, again=False):
        """Let one file arrive; with `again` the same comes once more some other time."""
        if self.on_the_way:
            place = number % len(self.on_the_way)
            self._arrive(*(self.on_the_way[place] if again else self.on_the_way.pop(place)))

    def settle(self):
        """Carry everything everywhere, until nothing is left to be carried. Return whether anything was."""
        for rounds in range(20):
            before = [self._look(machine) and dict(self._known[machine]) for machine in range(len(self.folders))]
            while self.on_the_way:
                self.deliver(-1)
            for one, other in permutations(range(len(self.folders)), 2):
                for name in self._look(one):
                    self._arrive(other, name, self._known[one][name])
            if before == self._known:
                return rounds > 0
        raise AssertionError("the files never came to rest")

    # --- inside

    def _look(self, machine):
        """See what was changed on a machine since the last look. Return all names ever known there."""
        known, found = self._known[machine], {}
        for path in self.folders[machine].rglob("*"):
            if path.is_file():
                found[str(path.relative_to(self.folders[machine]))] = path
        for name in {*known, *found}:
            self._look_at(machine, name)
        return sorted(known)

    def _look_at(self, machine, name):
        path, before = self.folders[machine] / name, self._known[machine].get(name)
        content = path.read_bytes() if path.is_file() else None
        if content != (before.content if before else None):
            changes = dict(before.changes) if before else {}
            changes[machine] = changes.get(machine, 0) + 1
            mtime = path.stat().st_mtime_ns if content is not None else 0
            self._known[machine][name] = Version(changes, content, mtime)

    def _arrive(self, machine, name, new):
        self._look_at(machine, name)
        here = self._known[machine].get(name, Version({}, None, 0))
        if here.holds(new):
            return
        merged = {one: max(here.changes.get(one, 0), new.changes.get(one, 0)) for one in {*here.changes, *new.changes}}
        if not new.holds(here) and here.content != new.content:
            if new.content is None or (here.content is not None and here.mtime_ns >= new.mtime_ns):
                # what is here wins; the other side will set its own aside, or have the file again
                self._known[machine][name] = here._replace(changes=merged | {machine: merged.get(machine, 0) + 1})
                if new.content is not None:
                    self._set_aside(machine, name, new.content)
                return
            if here.content is not None:
                self._set_aside(machine, name, here.content)
        self._known[machine][name] = new._replace(changes=merged)
        self._put(machine, name, new)

    def _set_aside(self, machine, name, content):
        self._copies += 1
        aside = str(Path(name).with_name(copy_name(self.tool, Path(name).name, self._copies % 10)))
        self._put(machine, aside, Version({}, content, 1))

    def _put(self, machine, name, version):
        path = self.folders[machine] / name
        if version.content is None:
            path.unlink(missing_ok=True)
            if path.parent.is_dir() and path.parent != self.folders[machine] and not any(path.parent.iterdir()):
                path.parent.rmdir()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".syncthing.{path.name}.tmp")
        beside.write_bytes(version.content)
        os.utime(beside, ns=(version.mtime_ns, version.mtime_ns))
        beside.replace(path)

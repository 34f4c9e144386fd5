"""Where scripts lie, and which there are. It reads folders and files, and keeps a derived index of heads.

Bundled ids belong to the library: a script of one's own cannot take one over. One broken script never hides the
others.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach import disk, words
from selfattach.disk import read_file
from selfattach.errors import SelfattachError, WrongInputError, reason
from selfattach.script.faults import Fault, Mark, ScriptError
from selfattach.script.model import MOST_BYTES, Evidence, Exercise, ScriptHead
from selfattach.text import did_you_mean, one_line

if TYPE_CHECKING:
    from selfattach.engine.safety_frame import Frame
    from selfattach.engine.session import Framed
    from selfattach.script.parse_context import Source

ENDINGS: Final = (".yaml", ".yml")
_LONGEST_NAME: Final = 60  # no file system looks for a name that is much longer
_DATA_FILES: Final = frozenset(("measures", "sources", "frame", "helplines", "wording", "maps"))


_TYPES_OF_HEAD: Final = [
    [
        tuple if isinstance(value, tuple) else type(value)
        for value in ScriptHead("", "", minutes=minutes)
        if value is not None
    ]
    for minutes in (1, None)
]


class Listed(NamedTuple):
    """One script of a listing: its head, or why it cannot be used."""

    path: Path
    own: bool
    head: ScriptHead | None
    fault: str = ""


class Library:
    """The scripts of one person: the bundled ones and their own. Nothing is read before it is asked for.

    `language`: whose translations (x.de.yaml beside x.yaml) stand for the scripts they translate.
    """

    def __init__(
        self, bundled: Path, own: Path, index: Path | None = None, program: str = "", language: str = "en"
    ) -> None:
        self._bundled = bundled
        self._own = own
        self._index = index
        self._program = program
        self._language = language
        self._frame: Frame | None = None

    # --- finding

    def find(self, name: str) -> tuple[Path, bool]:
        """Return the file of a script by id, or a unique part of one, and whether it is the person's own.

        Raises WrongInputError with the nearest ids, or with the candidates; SelfattachError where one's own are unseen.
        """
        exact = self._exact(name)
        if exact is not None:
            return exact
        stems = self._stems()
        if name in stems:
            return stems[name]
        candidates = _holding(name, stems)
        if len(candidates) == 1:
            return stems[candidates[0]]
        if candidates:
            raise WrongInputError(words.COULD_BE.format(name=one_line(name), ids=", ".join(candidates)))
        if fault := disk.why_unseen(self._own):
            why = words.OWN_UNSEEN.format(folder=self._own, why=reason(fault))
            raise SelfattachError(words.NO_SUCH_EXERCISE.format(name=one_line(name), advice=why))
        advice = did_you_mean(name, stems) or words.ALL_EXERCISES
        raise WrongInputError(words.NO_SUCH_EXERCISE.format(name=one_line(name), advice=advice))

    def candidates(self, name: str) -> list[str]:
        """Return the ids that hold this, where it is none itself."""
        return _holding(name, self._stems())

    def _stems(self) -> dict[str, tuple[Path, bool]]:
        """The scripts by id. The first stays: a bundled one is never taken over."""
        stems: dict[str, tuple[Path, bool]] = {}
        for path, own in self._files():
            if not _is_fragment(path):
                stems.setdefault(name_parts(path)[0], (path, own))
        return stems

    def _exact(self, name: str) -> tuple[Path, bool] | None:
        """The quick way: no folder is listed more than once, and no script is read."""
        if not name or "/" in name or name in _DATA_FILES or len(name) > _LONGEST_NAME:
            return None
        for root, own in ((self._bundled, False), (self._own, True)):
            for folder in _folders(root):
                for written in self._written(name):
                    path = Path(folder, written)
                    if disk.is_file(path) and not _is_fragment(path):
                        return path, own
        return None

    def _written(self, name: str) -> list[str]:
        """The file names a script may have, the person's language first."""
        names = [name] if self._language == "en" else [f"{name}.{self._language}", name]
        return [one + ending for one in names for ending in ENDINGS]

    def _files(self) -> Iterator[tuple[Path, bool]]:
        """Every script, bundled ones first; of a script and its translations the one in the person's language."""
        for root, own in ((self._bundled, False), (self._own, True)):
            for folder in _folders(root):
                here: dict[str, Path] = {}
                for path in _scripts_in(folder):
                    ident = name_parts(path)[0]
                    if (own or ident not in _DATA_FILES) and (ident not in here or self._nearer(path, here[ident])):
                        here[ident] = path
                for path in here.values():
                    yield path, own

    def _nearer(self, path: Path, other: Path) -> bool:
        order = (self._language, "")
        ranks = [
            order.index(one) if one in order else len(order) for one in (name_parts(path)[1], name_parts(other)[1])
        ]
        return ranks[0] < ranks[1]

    def every_script(self) -> Iterator[tuple[Path, bool]]:
        """Yield the file of every script, fragments and translations included, and whether it is the person's own."""
        for root, own in ((self._bundled, False), (self._own, True)):
            for folder in _folders(root):
                for path in _scripts_in(folder):
                    if own or name_parts(path)[0] not in _DATA_FILES:
                        yield path, own

    def ids(self) -> list[str]:
        """Return the ids of every script but the fragments, by file names alone: nothing is read."""
        return sorted({name_parts(path)[0] for path, _ in self._files() if not _is_fragment(path)})

    def is_in_library(self, path: Path) -> bool:
        """Whether a file is one of the library's."""
        return path.resolve().is_relative_to(self._bundled.resolve())

    # --- loading

    def load(self, path: Path, *, own: bool = True) -> Exercise:
        """Read a script. Raises ScriptError with every fault, or WrongInputError when the file cannot be read."""
        from selfattach.script.compiler import compile_script  # noqa: PLC0415  lists and names need no YAML

        source = read_source(path)
        if own and self._is_bundled(source.stem) and not path.resolve().is_relative_to(self._bundled.resolve()):
            message = words.ID_OF_THE_LIBRARY.format(id=source.stem)
            raise ScriptError([Fault(source.path, Mark(1, 1), message)])
        return compile_script(source, lambda name: self._fragment(name, path.parent), self._data("measures"))

    def frame(self) -> "Frame":
        """Return the frame, with its words and fragments from the library alone."""
        if self._frame is None:
            from selfattach.engine.safety_frame import Frame  # noqa: PLC0415  after the first words

            self._frame = Frame(self._data("frame"), lambda name: self._fragment(name, None), self._data("measures"))
        return self._frame

    def framed(self, exercise: Exercise) -> "Framed":
        """Return an exercise with its frame around it."""
        return self.frame().around(exercise, self.title_of)

    def title_of(self, ident: str) -> str:
        """Return the title of an exercise, or its id when it cannot be read."""
        try:
            path, own = self.find(ident)
            return self.load(path, own=own).head.title
        except WrongInputError:
            return ident

    def map_of(self, word: str) -> list[str]:
        """Return the ids in the order of maps.yaml for a word of it, or none."""
        return self.maps().get(word, [])

    def maps(self) -> dict[str, list[str]]:
        """Return every list of maps.yaml by its word. Its notes are for docs/list_library.py."""
        from selfattach.script.yaml_reader import read_yaml  # noqa: PLC0415  as above

        node = read_yaml((self._bundled / "maps.yaml").read_bytes(), "maps.yaml").node
        pairs = [pair for _, part in node.pairs for pair in part.pairs] if node is not None else []
        return {word.text: [item.text for item in ids.items] for word, ids in pairs if ids.kind == "list"}

    def sources(self) -> dict[str, str]:
        """Return the studies of sources.yaml, each as one line: who, when, where."""
        from selfattach.script.yaml_reader import read_yaml  # noqa: PLC0415  as above

        reading = read_yaml((self._bundled / "sources.yaml").read_bytes(), "sources.yaml")
        found = {}
        for key, value in reading.node.pairs if reading.node is not None else ():
            fields = {one.text: one_line(two.text) for one, two in value.pairs if two.kind == "scalar"}
            parts = [
                fields.get("authors", ""),
                fields.get("year", ""),
                fields.get("title", ""),
                fields.get("where", ""),
            ]
            found[key.text] = ", ".join(part for part in parts if part)
        return found

    def measures(self) -> list[str]:
        """Return the names of the shared scales."""
        from selfattach.script.yaml_reader import read_yaml  # noqa: PLC0415  as above

        node = read_yaml((self._bundled / "measures.yaml").read_bytes(), "measures.yaml").node
        return [name.text for name, _ in node.pairs] if node is not None else []

    def _data(self, name: str) -> "Source":
        return read_source(self._bundled / f"{name}.yaml")

    def _fragment(self, name: str, beside: Path | None) -> "Source | None":
        """A fragment: the library's if it has that id, else beside the script, else among one's own."""
        folders = [self._bundled / "fragments"]
        if beside is not None:
            folders += [beside, beside / "fragments", self._own, self._own / "fragments"]
        for folder in folders:
            for ending in ENDINGS:
                path = folder / (name + ending)
                if disk.is_file(path):
                    return read_source(path)
        return None

    def _is_bundled(self, stem: str) -> bool:
        return any(
            disk.is_file(Path(folder, stem + ending)) for folder in _folders(self._bundled) for ending in ENDINGS
        )

    # --- listing

    def listed(self) -> list[Listed]:
        """Return every script but the fragments, bundled ones first; a broken one with its first fault."""
        index = self._read_index()
        fresh: dict[str, list[object]] = {}
        found = []
        for path, own in self._files():
            stamp = _stamp(path)
            known = index.get(str(path))
            head = _from_index(known, stamp)
            listed = Listed(path, own, head) if head is not None else self._look_at(path, own=own)
            if listed.fault == "":
                fresh[str(path)] = known if known is not None and head is not None else [stamp, listed.head]
            if listed.head is None or listed.head.kind != "fragment":
                found.append(listed)
        if fresh != index:
            self._write_index(fresh)
        return found

    def _look_at(self, path: Path, *, own: bool) -> Listed:
        from selfattach.script.head import head_alone  # noqa: PLC0415  as above

        try:  # what is bundled was read through before it came here; a fault in one's own is to be told
            head = None if own else head_alone(read_source(path))
            return Listed(path, own, head or self.load(path, own=own).head)
        except WrongInputError as wrong:
            return Listed(path, own, None, str(wrong).split("\n", 1)[0])

    def _read_index(self) -> dict[str, list[object]]:
        if self._index is None:
            return {}
        import json  # noqa: PLC0415  for listings only

        try:
            stored = json.loads(read_file(self._index))
            entries = stored["scripts"] if stored["program"] == self._program else {}
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return {}
        return entries if isinstance(entries, dict) else {}

    def _write_index(self, entries: dict[str, list[object]]) -> None:
        if self._index is None:
            return
        import json  # noqa: PLC0415  as above

        content = json.dumps({"program": self._program, "scripts": entries}).encode()
        with suppress(SelfattachError):  # it only saves time
            disk.replace(self._index, content, lasting=False)


def read_source(path: Path) -> "Source":
    """Read a file, a little more than is allowed at most, so that the fault can say so."""
    from selfattach.script.parse_context import Source  # noqa: PLC0415  as above

    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as wrong:
        raise WrongInputError(words.SCRIPT_UNREADABLE.format(file=one_line(str(path)), why=reason(wrong))) from wrong
    ident, language = name_parts(path)
    return Source(ident, str(path), data, language)


def name_parts(path: Path) -> tuple[str, str]:
    """Return what a file name says: the id, and the language of a translation or ""."""
    ident, _, language = path.stem.partition(".")
    return ident, language


def _holding(name: str, stems: Iterable[str]) -> list[str]:
    return sorted(stem for stem in stems if name and name in stem)


def _is_fragment(path: Path) -> bool:
    return path.parent.name == "fragments"


def _folders(root: Path) -> list[str]:
    """The folder and its families, in a fixed order; hidden ones are left out."""
    inner = [entry.path for entry in _entries(root) if not entry.name.startswith(".") and _is_folder(entry)]
    return [str(root), *inner]


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    """What a folder holds, by name; nothing when it is not there or closed."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False


def _scripts_in(folder: str) -> list[Path]:
    return [
        Path(entry.path)
        for entry in _entries(folder)
        if entry.name.endswith(ENDINGS) and not entry.name.startswith(".") and _may_be_read(entry)
    ]


def _may_be_read(entry: os.DirEntry[str]) -> bool:
    """A file, or a link whose fault is told when it leads nowhere; a pipe would be waited for without end."""
    return not _is_folder(entry) and (entry.is_symlink() or entry.is_file())


def _stamp(path: Path) -> list[int]:
    try:
        stat = path.stat()
    except OSError:
        return []
    return [stat.st_size, stat.st_mtime_ns]


def _from_index(known: object, stamp: list[int]) -> ScriptHead | None:
    """The head, if the file is still as it was and the entry is whole."""
    match known:
        case [seen, [*stored]] if stamp and seen == stamp and len(stored) == len(ScriptHead._fields):
            head = ScriptHead._make(tuple(value) if isinstance(value, list) else value for value in stored)
        case _:
            return None
    if [type(value) for value in head if value is not None] != _TYPES_OF_HEAD[head.minutes is None]:
        return None
    match head.evidence:
        case (str() as strength, str() as says, [*sources]):
            head = head._replace(evidence=Evidence(strength, says, tuple(sources)))
        case _:
            return None
    listed = (head.purposes, head.takes, head.authors, head.evidence.sources)
    return head if all(isinstance(one, str) for several in listed for one in several) else None


def recompile(ident: str, sources: Mapping[str, str], title_of: Callable[[str], str]) -> "Framed":
    """Return an exercise with its frame from the texts a draft was begun with, whatever the files say now."""
    from selfattach.script.compiler import compile_script  # noqa: PLC0415  as above
    from selfattach.script.parse_context import Source  # noqa: PLC0415  as above

    def source(key: str, stem: str) -> Source | None:
        return Source(stem, words.SCRIPT_AS_IT_WAS.format(id=stem), sources[key].encode()) if key in sources else None

    def fragment(name: str) -> Source | None:
        return source(f"fragments/{name}", name)

    script, measures, frame = source("script", ident), source("measures", "measures"), source("frame", "frame")
    if script is None or measures is None or frame is None:
        raise WrongInputError(words.LEFT_OFF_UNREADABLE.format(id=ident))
    exercise = compile_script(script, fragment, measures)
    from selfattach.engine.safety_frame import Frame  # noqa: PLC0415  as above

    return Frame(frame, fragment, measures).around(exercise, title_of)

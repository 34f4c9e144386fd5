"""Where scripts are found, whose they are, and that one broken script hides no other."""

import json
import os

import pytest
from effort import at_most
from loading import GROUND, MEASURES, fragment, load_bytes, script

from selfattach.errors import WrongInputError
from selfattach.library import Library, read_source, recompile
from selfattach.paths import library
from selfattach.script.faults import ScriptError
from selfattach.script.head import head_alone
from selfattach.script.parse_context import Source


def named(ident, steps="- say: x", **head):
    """Return the text of a script with this id."""
    more = "".join(f"{key}: {value}\n" for key, value in head.items())
    return script(steps, more).replace("id: made-up", f"id: {ident}")


@pytest.fixture
def folders(tmp_path):
    bundled, own = tmp_path / "bundled", tmp_path / "own"
    for folder in (bundled / "fragments", bundled / "letters", own):
        folder.mkdir(parents=True)
    (bundled / "measures.yaml").write_bytes(MEASURES.data)
    (bundled / "sources.yaml").write_text("neff-2003:\n  authors: Neff\n  year: 2003\n  title: A scale\n")
    (bundled / "fragments" / "ground.yaml").write_text(GROUND)
    (bundled / "letters" / "kind-letter.yaml").write_text(named("kind-letter"))
    (bundled / "letters" / "short-note.yaml").write_text(named("short-note"))
    return bundled, own


@pytest.fixture
def shelf(folders, tmp_path):
    return Library(*folders, tmp_path / "cache" / "library.json", "1.0")


def put(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def listed(shelf):
    return {one.path.name: (one.own, one.head is not None) for one in shelf.listed()}


# --- finding


def test_a_script_is_found_by_its_id_or_a_unique_part(folders, shelf):
    bundled, own = folders
    mine = put(own, "my-morning.yaml", named("my-morning"))
    inner = put(own, "family/my-evening.yml", named("my-evening"))
    assert shelf.find("kind-letter") == (bundled / "letters" / "kind-letter.yaml", False)
    assert shelf.find("letter") == (bundled / "letters" / "kind-letter.yaml", False)
    assert shelf.find("morning") == (mine, True)
    assert shelf.find("my-evening") == shelf.find("even") == (inner, True)


def test_a_part_of_several_ids_is_told_with_the_candidates(folders, shelf):
    put(folders[1], "letter-home.yaml", named("letter-home"))
    with pytest.raises(WrongInputError, match="could be kind-letter, letter-home"):
        shelf.find("letter")
    put(folders[1], "letter.yaml", named("letter"))
    assert shelf.find("letter")[0].name == "letter.yaml"


@pytest.mark.parametrize("name", ["kind-leter", "knid-letter"])
def test_a_slip_is_told_with_the_nearest(shelf, name):
    with pytest.raises(WrongInputError, match="Did you mean `kind-letter`"):
        shelf.find(name)


@pytest.mark.parametrize(
    "name",
    ["", "zzzzzz", "../own/x", "a/b", "..", "measures", "frame", "sources", "ground", "x\0y", "\x1b[2J", "x" * 9_999],
)
def test_what_is_nowhere_is_told_and_nothing_breaks(shelf, name):
    with pytest.raises(WrongInputError, match="there is no exercise") as wrong:
        shelf.find(name)
    assert "\x1b" not in str(wrong.value)


def test_without_a_folder_of_ones_own_the_library_stands(folders, tmp_path):
    shelf = Library(folders[0], tmp_path / "nowhere")
    assert listed(shelf) == {"kind-letter.yaml": (False, True), "short-note.yaml": (False, True)}


# --- whose ids they are


def test_a_bundled_id_cannot_be_taken_over(folders, shelf):
    bundled, own = folders
    path = put(own, "kind-letter.yaml", named("kind-letter", "- say: Mine."))
    assert shelf.find("kind-letter")[0] == shelf.find("kind-le")[0] == bundled / "letters" / "kind-letter.yaml"
    with pytest.raises(ScriptError, match="belongs to the library"):
        shelf.load(path)
    assert [(one.own, one.fault != "") for one in shelf.listed() if one.path.name == "kind-letter.yaml"] == [
        (False, False),
        (True, True),
    ]


@pytest.mark.parametrize("name", ["ground", "measures", "frame"])
def test_neither_can_a_fragment_or_a_file_of_the_engine(folders, shelf, name):
    path = put(folders[1], f"{name}.yaml", named(name))
    (folders[0] / "frame.yaml").write_text("x: y\n")
    with pytest.raises(ScriptError, match="belongs to the library"):
        shelf.load(path)


def test_a_bundled_fragment_is_played_whatever_lies_beside(folders, shelf):
    own = folders[1]
    path = put(own, "mine.yaml", named("mine", "- ground"))
    other = GROUND.replace("And now?", "Taken over")
    put(own, "ground.yaml", other)
    put(own, "fragments/ground.yaml", other)
    assert "Taken over" not in str(shelf.load(path).steps)


def test_a_fragment_is_looked_for_beside_the_script_and_then_among_ones_own(folders, shelf, tmp_path):
    own = folders[1]
    away = put(tmp_path / "away", "mine.yaml", named("mine", "- include: piece"))
    with pytest.raises(ScriptError, match="there is no fragment `piece`"):
        shelf.load(away)
    put(own, "fragments/piece.yaml", fragment("piece", "- say: from own"))
    assert "from own" in str(shelf.load(away).steps)
    put(tmp_path / "away", "piece.yaml", fragment("piece", "- say: from beside"))
    assert "from beside" in str(shelf.load(away).steps)


def test_a_bundled_script_may_be_named_by_its_path(folders, shelf):
    assert shelf.load(folders[0] / "letters" / "kind-letter.yaml").head.id == "kind-letter"


def test_a_file_that_cannot_be_read_is_told(shelf, tmp_path):
    with pytest.raises(WrongInputError, match="cannot be read: No such file"):
        shelf.load(tmp_path / "nowhere.yaml")
    with pytest.raises(WrongInputError, match="cannot be read: Is a directory"):
        shelf.load(tmp_path)


def test_a_fault_names_the_path_that_was_given(folders, shelf):
    path = put(folders[1], "wrong.yaml", named("wrong", "- sya: x"))
    with pytest.raises(ScriptError) as wrong:
        shelf.load(path)
    assert str(wrong.value).startswith(f"{path}:6:5: `sya`")


def test_an_endless_file_is_read_no_further_than_is_allowed(folders, shelf):
    path = put(folders[1], "endless.yaml", "# " + "x" * 3_000_000)
    with pytest.raises(ScriptError, match="at most 256"):
        shelf.load(path)


# --- translations


def test_a_translation_stands_beside_its_script_under_the_same_id(folders, shelf):
    bundled, own = folders
    german = put(
        bundled,
        "letters/kind-letter.de.yaml",
        named("kind-letter", "- say: Hallo", title="x").replace("title: x\n", ""),
    )
    exercise = shelf.load(german, own=False)
    assert (exercise.head.id, exercise.head.language) == ("kind-letter", "de")
    assert shelf.find("letter")[0].name == "kind-letter.yaml"
    assert list(listed(shelf)) == ["kind-letter.yaml", "short-note.yaml"]
    in_german = Library(bundled, own, language="de")
    assert in_german.find("letter")[0] == in_german.find("kind-letter")[0] == german
    assert list(listed(in_german)) == ["kind-letter.de.yaml", "short-note.yaml"]
    assert list(listed(Library(bundled, own, language="fr"))) == ["kind-letter.yaml", "short-note.yaml"]


def test_a_translation_says_the_language_its_file_says(folders, shelf):
    path = put(folders[1], "mine.de.yaml", named("mine", language="fr"))
    with pytest.raises(ScriptError, match=r"`\.de`.*`fr`"):
        shelf.load(path)
    assert shelf.load(put(folders[1], "mine.de.yaml", named("mine", language="de"))).head.language == "de"


# --- the listing and its index


def test_one_broken_script_hides_no_other(folders, shelf):
    own = folders[1]
    put(own, "broken.yaml", "selfattach: 1\nid: [")
    (own / "binary.yaml").write_bytes(bytes(range(256)))
    (own / "empty.yml").touch()
    (own / "folder.yaml").mkdir()
    (own / "nowhere.yaml").symlink_to(own / "gone")
    os.mkfifo(own / "pipe.yaml")
    put(own, "._hidden.yaml", "x")
    put(own, "notes.txt", "x")
    put(own, "good.yaml", named("good"))
    assert listed(shelf) == {
        "kind-letter.yaml": (False, True),
        "short-note.yaml": (False, True),
        "binary.yaml": (True, False),
        "nowhere.yaml": (True, False),
        "broken.yaml": (True, False),
        "empty.yml": (True, False),
        "good.yaml": (True, True),
    }
    faults = {one.path.name: one.fault for one in shelf.listed()}
    assert "broken.yaml:2:" in faults["broken.yaml"]
    assert "\n" not in "".join(faults.values())
    assert shelf.find("good")[1]


def test_fragments_are_not_listed_as_exercises(folders, shelf):
    put(folders[1], "piece.yaml", fragment("piece", "- say: x"))
    put(folders[1], "fragments/other.yaml", fragment("other", "- say: x"))
    assert not {"piece.yaml", "other.yaml", "ground.yaml"} & set(listed(shelf))


def summaries(shelf):
    return [one.head for one in shelf.listed()]


@pytest.mark.parametrize(
    "garbled",
    [
        "",
        "{",
        "null",
        "[]",
        "7",
        '{"program": "1.0"}',
        '{"program": "1.0", "scripts": [1]}',
        '{"scripts": {}}',
        "[" * 99999,
        '{"program": "0.9", "scripts": {}}',
        '{"program": "1.0", "scripts": null}',
        "\x00ÿ",
    ],
)
def test_a_garbled_index_is_as_good_as_none(shelf, tmp_path, garbled):
    before = summaries(shelf)
    index = tmp_path / "cache" / "library.json"
    assert json.loads(index.read_bytes())["scripts"]
    index.write_text(garbled, encoding="latin-1")
    assert summaries(shelf) == before
    assert json.loads(index.read_bytes())["scripts"]


@pytest.mark.parametrize(
    "entry", [None, 7, [], [[1, 2]], "x", ["stamp", None], ["stamp", []], ["stamp", ["x"] * 99], ["stamp", "x"]]
)
def test_a_garbled_entry_is_read_anew(shelf, tmp_path, entry):
    before = summaries(shelf)
    index = tmp_path / "cache" / "library.json"
    stored = json.loads(index.read_bytes())
    for key, (stamp, head) in stored["scripts"].items():
        whole = [stamp, [*head[:-1], 7]] if entry is None else entry
        stored["scripts"][key] = (
            [stamp if one == "stamp" else one for one in whole] if isinstance(whole, list) else whole
        )
    index.write_text(json.dumps(stored))
    assert summaries(shelf) == before


def test_the_index_gives_back_the_very_heads(folders, shelf):
    rich = named(
        "rich",
        minutes=9,
        barriers="[inner-critic]",
        evidence="{strength: A, says: x, sources: [neff-2003]}",
        authors="[A, B]",
    )
    put(folders[1], "rich.yaml", rich)
    first = summaries(shelf)
    assert summaries(shelf) == first
    assert any(head.evidence.sources == ("neff-2003",) for head in first)


def test_a_deleted_or_unwritable_index_changes_nothing(folders, shelf, tmp_path):
    before = summaries(shelf)
    (tmp_path / "cache" / "library.json").unlink()
    assert summaries(shelf) == before
    (tmp_path / "in-the-way").write_text("a file")
    for place in (tmp_path / "in-the-way" / "library.json", tmp_path, tmp_path / "bundled"):
        assert summaries(Library(*folders, place, "1.0")) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bundled", "cache", "in-the-way", "own"]


def test_the_index_notices_a_changed_a_new_and_a_deleted_file(folders, shelf):
    path = put(folders[1], "mine.yaml", named("mine", summary="One"))
    assert [head.summary for head in summaries(shelf) if head.id == "mine"] == ["One"]
    stat = path.stat()
    put(folders[1], "mine.yaml", named("mine", summary="Two"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert [head.summary for head in summaries(shelf) if head.id == "mine"] == ["Two"]
    put(folders[1], "mine.yaml", "broken: [")
    assert listed(shelf)["mine.yaml"] == (True, False)
    path.unlink()
    assert "mine.yaml" not in listed(shelf)


def test_a_warm_index_reads_no_script(folders, shelf, monkeypatch):
    summaries(shelf)
    monkeypatch.setattr(Library, "load", lambda *_args, **_named: pytest.fail("read a script"))
    assert len(summaries(shelf)) == 2


def test_many_scripts_are_listed_from_the_index_with_little_work(folders, shelf):
    for number in range(300):
        put(folders[1], f"script-{number}.yaml", named(f"script-{number}"))
    summaries(shelf)
    with at_most(calls=80_000):
        assert len(summaries(shelf)) == 302


@pytest.mark.parametrize(
    ("rest", "is_listed_by_its_head"),
    [
        ("steps:\n  - say: x\n", True),
        ("steps:   \n- say: x\n# and that is all\n", True),
        ("steps: [ground]\n", False),
        ("steps:\n  - say: x\nsummary: After them.\n", False),
        ("steps:\n  - say: x\n...\n", False),
        ("", False),
        ("odd: key\nsteps:\n  - say: x\n", False),
        ("summary: [\nsteps:\n  - say: x\n", False),
    ],
)
def test_a_head_is_read_alone_only_where_the_steps_stand_last_and_nothing_is_wrong_with_it(rest, is_listed_by_its_head):
    data = f"selfattach: 1\nid: made-up\ntitle: Made up\n{rest}".encode()
    head = head_alone(Source("made-up", "made-up.yaml", data))
    assert (head is not None) == is_listed_by_its_head
    if head is not None:
        assert head == load_bytes(data).head


# --- the bundled ones, and drafts


def test_every_bundled_script_and_fragment_loads(tmp_path):
    shelf = Library(library(), tmp_path)
    assert [one.fault for one in shelf.listed() if one.fault] == []
    for path, own in shelf.every_script():
        head = shelf.load(path, own=own).head
        assert (head.kind == "fragment") == (path.parent.name == "fragments")
        assert head_alone(read_source(path)) == head  # by which it is listed
    cited = {source for one in shelf.listed() if one.head for source in one.head.evidence.sources}
    assert cited <= set(shelf.sources())


def test_a_draft_is_read_from_the_texts_it_began_with(tmp_path):
    shelf = Library(library(), tmp_path)
    path, own = shelf.find("inner-critic-reframe")
    exercise = shelf.load(path, own=own)
    framed = shelf.framed(exercise)
    again = recompile("inner-critic-reframe", {**shelf.frame().sources, **exercise.sources}, shelf.title_of)
    assert again == framed
    assert again.exercise.sha256 == exercise.sha256

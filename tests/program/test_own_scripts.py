"""Scripts of one's own: found at once, explained at once when broken, and never in the way of others."""

import pytest
from own_scripts import SHORT
from the_program import BUNDLED, values

BROKEN = (
    SHORT.replace("lines: many", "lines: some")
    .replace("rate: weight", "rat: weight")
    .replace("id: short", "id: broken")
)


def test_a_script_in_ones_own_folder_runs_at_once(program):
    program.own("short", SHORT)
    ran = program.call("practice", "short", "--set", "first=here", "--set", "weight=3")
    assert ran.status == 0
    assert values(program.records[0]) == {"first": "here", "weight": 3}
    listed = {one["id"]: one["own"] for one in program.call("exercises", "list", "--json").json}
    assert listed == {**dict.fromkeys(BUNDLED, False), "short": True}
    assert program.call("exercises", "show", "short").status == 0


def test_a_change_to_it_is_seen_at_once(program):
    path = program.own("short", SHORT)
    program.call("exercises", "list")
    path.write_text(SHORT.replace("A short one", "Another title"))
    assert "Another title" in program.call("exercises", "list").out
    assert "Another title" in program.call("practice", "short", "--no-input").out
    path.unlink()
    assert "Another title" not in program.call("exercises", "list").out
    assert program.call("practice", "short", "--no-input").status == 2


def test_it_may_lie_in_a_folder_of_its_family_and_end_in_yml(program):
    path = program.own("short", SHORT)
    (path.parent / "evening").mkdir()
    path.rename(path.parent / "evening" / "short.yml")
    assert program.call("practice", "short", "--no-input").status == 0


@pytest.mark.parametrize("by_path", [False, True])
def test_a_broken_one_is_explained_at_once_with_every_place(program, by_path):
    path = program.own("broken", BROKEN)
    for command in (("practice", "--no-input"), ("exercises", "show")):
        if command[0] == "exercises" and by_path:
            continue
        ran = program.call(*command, str(path) if by_path else "broken")
        assert ran.status == 2
        assert f"{path}:{line_of('lines: some')}:" in ran.err
        assert f"{path}:{line_of('rat: weight')}:" in ran.err
        assert "`rate`" in ran.err
        assert ran.out == ""
    assert not program.touched


def line_of(words):
    return next(number for number, line in enumerate(BROKEN.splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    "text",
    [BROKEN, "", "\0", "- [", "[" * 30_000, "a: &b c\nd: *b", "\ud800", "x" * 300_000, "selfattach: 2\nid: broken\n"],
)
def test_one_broken_script_hides_no_other(program, text):
    program.own("short", SHORT)
    path = program.own("broken", "")
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    for _ in range(2):  # the second time from the index
        ran = program.call("exercises", "list", "--json")
        assert ran.status == 0
        assert {one["id"] for one in ran.json} == {*BUNDLED, "short"}
        assert f"{path}:" in ran.err
    assert program.call("practice", "short", "--no-input").status == 0
    assert program.call("practice", "broken", "--no-input").status == 2


def test_a_folder_a_link_to_nowhere_and_a_closed_file_hide_no_other(program):
    program.own("short", SHORT)
    folder = program.places.own_exercises
    (folder / "folder.yaml").mkdir()
    (folder / "link.yaml").symlink_to(folder / "nowhere")
    (folder / "round.yaml").symlink_to(folder / "round.yaml")
    ran = program.call("exercises", "list", "--json")
    assert ran.status == 0
    assert {one["id"] for one in ran.json} == {*BUNDLED, "short"}


def test_a_script_is_practised_by_its_path(program, tmp_path):
    path = tmp_path / "short.yaml"
    path.write_text(SHORT)
    assert program.call("practice", str(path), "--set", "weight=2").status == 0
    assert program.call("practice", "./short.yaml", "--set", "weight=3", cwd=tmp_path).status == 0
    assert program.call("practice", "short.yaml", "--set", "weight=4", cwd=tmp_path).status == 0
    assert sorted(values(record)["weight"] for record in program.records) == [2, 3, 4]


def test_what_was_begun_by_path_waits_under_its_name(program, tmp_path):
    path = tmp_path / "short.yaml"
    path.write_text(SHORT)
    ran = program.practise(str(path), "here")
    assert "`selfattach practice short`" in ran.out.replace("\n", " ")
    ran = program.practise("short", "1", "", "Ada", "", "", "5", "")
    assert ran.status == 0
    assert values(program.records[0]) == {"first": "here", "who": ["Ada"], "weight": 5}


def test_a_name_of_the_library_stays_with_the_library(program, tmp_path):
    taken = SHORT.replace("id: short", "id: mindfulness-check-in")
    path = program.own("mindfulness-check-in", taken)
    assert "Two to four minutes" in program.call("practice", "mindfulness-check-in", "--no-input").out
    ran = program.call("practice", str(path), "--no-input")
    assert ran.status == 2
    assert "belongs to the library" in ran.err.replace("\n", " ")
    listed = program.call("exercises", "list", "--json")
    assert not any(one["own"] for one in listed.json)
    assert str(path) in listed.err


def test_a_script_of_the_library_can_be_given_by_its_path_too(program):
    from selfattach.paths import library  # noqa: PLC0415

    path = library() / "noticing" / "mindfulness-check-in.yaml"
    assert program.call("practice", str(path), "--no-input").status == 0


def test_a_fragment_is_not_practised_alone(program):
    program.own("part", SHORT.replace("id: short", "id: part\nkind: fragment"))
    ran = program.call("practice", "part", "--no-input")
    assert ran.status == 2
    assert "is a part of other exercises" in ran.err
    assert "part" not in [one["id"] for one in program.call("exercises", "list", "--json").json]


def test_words_of_a_script_never_command_the_terminal(program):
    program.own("short", SHORT.replace("Six questions.", '"Six\\e]52;c;aGk=\\a \\e[31mred\\x9b2J"'))
    for arguments in (
        ("exercises", "show", "short"),
        ("practice", "short", "--no-input"),
        ("exercises", "show", "short"),
    ):
        ran = program.call(*arguments)
        assert ran.status in {0, 2}
        assert "\x9b" not in ran.out

"""`selfattach config`, as a person or a script would use it."""

import pytest

from selfattach.config import KEYS

MINE = '# mine\n[support]\ncountry = "DE"  # home\n\n[practice]  # how\npace = "slow" # for me\n'


@pytest.fixture
def file(program):
    """Write the settings; without words, only tell where they are."""
    path = program.places.config / "config.toml"

    def written(text=None):
        if text is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return path

    return written


def test_it_tells_where_the_file_is_whether_it_is_there_or_not(program, file):
    assert program.call("config", "path") == (0, f"{file()}\n", "")
    assert program.call("config", "path", "--json").json == {"path": str(file()), "exists": False}


def test_every_setting_is_listed_set_or_not_and_the_list_could_stand_in_a_file(program, file):
    file(MINE)
    ran = program.call("config", "list")
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert [line.removeprefix("# ").split(" = ")[0] for line in lines] == list(KEYS)
    assert 'practice.pace = "slow"' in lines
    assert "# practice.bell = false  (as it comes)" in lines
    file(ran.out)
    assert program.call("config", "get", "support.country") == (0, "DE\n", "")
    listed = {one.pop("key"): one for one in program.call("config", "list", "--json").json}
    assert listed["practice.pace"] == {
        "value": "slow",
        "default": "normal",
        "set": True,
        "choices": ["slow", "normal", "fast", "off"],
    }


def test_one_setting_is_read_as_it_counts_now(program):
    assert program.call("config", "get", "practice.pace") == (0, "normal\n", "")
    assert program.call("config", "get", "practice.counting") == (0, "true\n", "")
    assert program.call("config", "get", "practice.bell", "--json").json["value"] is False


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("practice.pace", "fast", "fast"),
        ("practice.bell", "true", True),
        ("practice.counting", "FALSE", False),
        ("support.country", "Sweden", "Sweden"),
    ],
)
def test_what_is_set_counts_and_is_told_on_stderr(program, key, value, kept):
    ran = program.call("config", "set", key, value, "--json")
    assert ran.status == 0
    assert key in ran.err
    assert (ran.json["value"], ran.json["set"]) == (kept, True)


def test_comments_and_order_stay_and_unset_takes_only_the_one_out(program, file):
    file(MINE)
    assert program.call("config", "set", "practice.bell", "true").status == 0
    assert program.call("config", "set", "support.country", "SE").status == 0
    assert file().read_text() == MINE.replace("DE", "SE") + "bell = true\n"
    assert program.call("config", "unset", "practice.bell").status == 0
    assert program.call("config", "unset", "practice.pace").status == 0
    assert file().read_text() == '# mine\n[support]\ncountry = "SE"  # home\n\n[practice]  # how\n'


def test_to_unset_what_is_not_set_changes_nothing_and_makes_no_file(program, file):
    ran = program.call("config", "unset", "practice.pace")
    assert (ran.status, ran.out) == (0, "")
    assert "was not set" in ran.err
    assert not file().exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("get", "practice.pce"), "Did you mean `practice.pace`"),
        (("get", "pace"), "Did you mean `practice.pace`"),
        (("unset", "support.contry"), "Did you mean `support.country`"),
        (("set", "practice.vioce", "plain"), "Did you mean `practice.voice`"),
        (("set", "practice.pace", "slwo"), "slow, normal, fast, off. Did you mean `slow`?"),
        (("set", "practice.bell", "yes"), "true or false"),
        (("set", "practice.bell", "\x1b[2J"), "true or false"),
        (("set", "support.country", "Swedn"), "Did you mean `Sweden`?"),
        (("set", "practice.pace"), "Missing argument"),
        (("lst",), "list"),
    ],
    ids=lambda words: " ".join(words).replace("\x1b", "ESC") if isinstance(words, tuple) else "",
)
def test_a_slip_is_told_with_what_is_possible_and_nothing_is_written(program, file, arguments, told):
    ran = program.call("config", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert not file().exists()


@pytest.mark.parametrize(
    "text", ["[practice\n", "practice = 1\n", "[practice]\npace = 1\npace = 2\n"], ids=["torn", "no table", "twice"]
)
def test_a_file_that_cannot_be_read_is_left_alone_and_told(program, file, text):
    file(text)
    for change in (("set", "practice.pace", "slow"), ("unset", "practice.pace")):
        ran = program.call("config", *change)
        assert (ran.status, ran.out) == (1, "")
        assert f"{file()} was left as it is" in ran.err
        assert file().read_text() == text
    ran = program.call("config", "get", "practice.pace")
    assert (ran.status, ran.out) == (0, "normal\n")
    assert str(file()) in ran.err


def test_a_wrong_value_in_the_file_is_told_counts_as_not_set_and_can_be_taken_out(program, file):
    file('[practice]\npace = "slwo"\n')
    ran = program.call("config", "get", "practice.pace", "--json")
    assert (ran.json["value"], ran.json["set"]) == ("normal", False)
    assert "Did you mean `slow`?" in ran.err
    assert program.call("config", "unset", "practice.pace").status == 0
    assert program.call("config", "get", "practice.pace") == (0, "normal\n", "")


def test_a_link_to_where_the_settings_are_really_kept_stays_one(program, file, tmp_path):
    really = tmp_path / "dotfiles" / "mine.toml"
    really.parent.mkdir()
    really.write_text(MINE)
    file().parent.mkdir()
    file().symlink_to(really)
    assert program.call("config", "set", "practice.pace", "fast").status == 0
    assert file().is_symlink()
    assert 'pace = "fast" # for me' in really.read_text()


@pytest.mark.parametrize(
    "text",
    [
        'practice.pace = "slow"\n',
        'practice = {pace = "slow"}\n',
        '[practice]\r\npace = "slow" # a\r\n\r\n[other]\r\n# b\r\n',
        '["practice"]\n"pace" = """slow"""\n',
    ],
    ids=["dotted", "inline", "of Windows", "quoted"],
)
def test_every_way_toml_can_be_written_can_be_changed(program, file, text):
    file()
    file().parent.mkdir()
    file().write_bytes(text.encode())
    for change in (("set", "practice.voice", "plain"), ("set", "support.country", "SE"), ("unset", "practice.voice")):
        assert program.call("config", *change).status == 0
    assert program.call("config", "get", "practice.pace").out == "slow\n"
    assert program.call("config", "unset", "practice.pace").status == 0
    assert program.call("config", "get", "practice.pace").out == "normal\n"
    assert file().read_bytes().count(b"\r\n") >= text.count("\r\n") - 1

"""File names, the home, the environment and the command line, as anybody might set them."""

import pytest
from naughty import BEL, ESC, KINDS, LONG, LOUD, SHORT, harm_in
from tools import a_share_of

NAMES = {  # no file name holds a NUL or a slash
    "escape": f"{ESC}[31337m{ESC}]52;c;bmF1Z2h0eQ=={BEL}",
    "8-bit": "\x9b31337m",
    "bidi": "\u202eemoh",
    "newline": "a\nb\r\tc",
    "surrogates": "\udcff\udc9b31337m",
    "markup": "[red]{x}${y}%s[",
    "spaces": "  ",
    "dashes": "--help",
    "wide": "漢字 👩‍👧 क्षत्रिय",
    "tilde": "~nobody-of-that-name",
}
SCRIPT = "selfattach: 1\nid: here\ntitle: Here\nintensity: gentle\nsteps:\n  - write: word\n    ask: A word?\n"
COMMANDS = (
    ("exercises", "list"),
    ("exercises", "list", "--json"),
    ("exercises", "show", "mindfulness"),
    ("history", "list"),
    ("history", "list", "--json"),
    ("history", "show", "200101-abc"),
    ("support",),
    ("practice", "here", "--set", "word=kept"),
    ("practice", "nowhere", "--no-input"),
)


def check(ran, *statuses):
    assert ran.status in (statuses or (0, 2, 3)), ran
    assert (harm_in(ran.out), harm_in(ran.err)) == ("", "")
    return ran


def each_of_some_names(beginning):
    names = a_share_of(NAMES, one_in=6, beginning=beginning)
    return pytest.mark.parametrize("name", [NAMES[name] for name in names], ids=names)


@each_of_some_names(0)
def test_a_home_may_be_called_anything(placed, name):
    program = placed(name)
    program.own("here", SCRIPT)
    for arguments in COMMANDS:
        check(program.call(*arguments))
    assert program.records[0]["answers"][0]["value"] == "kept"
    check(program.practise("here", "half", ":stop", "5"), 0)
    check(program.practise("here", "1", ""), 0)
    check(program.call("history", "show", program.records[0]["id"]), 0)
    (shard,) = program.places.history.glob("*/*.json")
    shard.write_text("{half")
    for arguments in (*COMMANDS, ("history", "show", "261122-abc")):
        check(program.call(*arguments), 0, 1, 2, 3)
    program.own("broken", "selfattach: 1\nid: broken\n")
    assert "broken.yaml:" in check(program.call("exercises", "list"), 0).err


@pytest.mark.parametrize("home", ["~nobody-of-that-name", "~nobody-of-that-name/x", "relative", "."])
def test_a_home_that_is_no_whole_path_is_taken_as_it_stands(placed, tmp_path, home):
    program = placed("known", SELFATTACH_HOME=home)
    assert check(program.call("practice", "mindfulness", "--no-input", "--set", "anchor=touch"), 0).out
    assert (tmp_path / home / "data" / "history").is_dir()


@each_of_some_names(2)
def test_a_file_may_be_called_anything(program, tmp_path, name):
    script = tmp_path / f"{name}.yaml"
    script.write_text(SCRIPT, encoding="utf-8")
    answers = tmp_path / f"{name}.answers"
    answers.write_text("word: [\n", encoding="utf-8")
    program.own("here", SCRIPT)
    (program.places.own_exercises / f"{name}.yaml").write_text(SCRIPT, encoding="utf-8")
    (program.places.own_exercises / name).mkdir()
    (program.places.own_exercises / name / f"{name}.yml").write_bytes(b"\xff")
    for arguments in (
        ("practice", str(script), "--no-input"),
        ("practice", str(tmp_path / "missing" / f"{name}.yaml"), "--no-input"),
        ("practice", "here", f"--answers={answers}"),
        ("practice", "here", f"--answers={answers}.missing"),
        ("practice", "h", "--no-input"),
        ("practice", "--", name),
        ("exercises", "show", "--", name),
        ("exercises", "list"),
        ("exercises", "list", "--json"),
        ("exercises", "list"),
    ):
        check(program.call(*arguments))
    folder = program.places.history / name
    folder.mkdir(parents=True)
    (folder / "2026-11.json").write_text("[]")
    for arguments in COMMANDS:
        check(program.call(*arguments))


def test_nothing_typed_on_the_command_line_comes_back_as_a_command(program):
    program.own("here", SCRIPT)
    texts = [text for text in SHORT if "\0" not in text]
    for text in (*texts[::9], *KINDS["sequences"][::7], LOUD.replace("\0", ""), *KINDS["long"][:3]):
        for arguments in (
            (text,),
            ("practice", "--", text),
            ("practice", "here", f"--{text}"),
            ("exercises", "list", f"--for={text}"),
            ("history", "show", "--", text),
        ):
            ran = program.here(*arguments)
            if arguments != (text,) or not text.startswith("-"):
                assert ran.status in (2, 3), arguments
            assert (harm_in(ran.out), harm_in(ran.err)) == ("", ""), arguments
    assert not program.touched


RESTS = (
    ("practice", "here", "--pace={}"),
    ("practice", "here", "--minutes={}"),
    ("practice", "here", "--set", "{}"),
    ("practice", "here", "--set={}=x"),
    ("practice", "here", "--set=word.{}=x"),
    ("practice", "here", "{}"),
    ("exercises", "list", "--minutes={}"),
    ("exercises", "{}"),
    ("history", "list", "--limit={}"),
    ("history", "list", "--exercise={}"),
    ("history", "{}"),
    ("support", "{}"),
)


@pytest.mark.parametrize("rest", RESTS, ids=" ".join)
def test_every_argument_is_told_back_without_its_sequences(program, rest):
    program.own("here", SCRIPT)
    texts = (LOUD.replace("\0", ""), *NAMES.values(), "x" * LONG, "\u0301" * 1000, "9" * 5000, "", "-1")
    for text in a_share_of(texts, one_in=4, beginning=RESTS.index(rest)):  # every text, taken together
        ran = program.call(*(one.format(text) if "{}" in one else one for one in rest))
        assert ran.status in (0, 2, 3), text
        assert (harm_in(ran.out), harm_in(ran.err)) == ("", ""), text
    assert not program.touched


ENVIRONMENTS = [
    {"COLUMNS": "0"},
    {"COLUMNS": "-5", "LINES": "x"},
    {"COLUMNS": "9" * 30},
    {"COLUMNS": "1"},
    {"COLUMNS": f"80{ESC}[31337m"},
    {"TERM": f"{ESC}[31337m"},
    {"TERM": ""},
    {"TERM": "x" * 5000},
    {"TERM": "../../etc/passwd"},
    {"TZ": f"{ESC}[31337m"},
    {"TZ": "\udcff\u202e"},
    {"TZ": "Mars/Olympus"},
    {"TZ": "X-14"},
    {"VISUAL": f"{ESC}[31337m", "EDITOR": "rm -rf ~; \u202e"},
    {"LANG": f"{ESC}[31337m", "LC_ALL": "\udcff"},
    {"NO_COLOR": ESC, "FORCE_COLOR": "\u202e", "ACCESSIBLE": "\x9b"},
    {"HOME": f"/{ESC}[31337m", "XDG_DATA_HOME": "\u202e", "XDG_CACHE_HOME": "~x", "USER": "\udcff"},
]


@pytest.mark.parametrize("environment", a_share_of(ENVIRONMENTS, one_in=6), ids=lambda one: ascii(one)[:60])
def test_an_environment_may_say_anything(placed, environment):
    program = placed(**environment)
    program.own("here", SCRIPT)
    for arguments in COMMANDS:
        check(program.call(*arguments))
    check(program.practise("here", "words", ""), 0)
    assert sorted(record["answers"][0]["value"] for record in program.records) == ["kept", "words"]


@pytest.mark.parametrize(
    "locale", [{"LANG": "C", "LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_in_the_oldest_locale_the_words_are_still_whole(program, locale):
    program.own("here", SCRIPT)
    said = "žluť 漢字 👩‍👧 \u202e\x1b[31337m\x9b"
    with program.start(
        "practice", "here", "--plain", "--pace=off", env=locale, text=False, encoding=None, errors=None
    ) as run:
        out, err = run.communicate(f"{said}\n\n".encode())
    assert run.returncode == 0
    assert harm_in((out + err).decode("utf-8", "replace")) == ""
    shown = program.run("history", "show", program.records[0]["id"], "--json", env=locale)
    assert harm_in(shown.out) == ""
    if "PYTHONUTF8" not in locale:
        assert shown.json["answers"][0]["value"] == "žluť 漢字 👩‍👧"

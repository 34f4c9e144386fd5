"""What is no script at all, or no YAML of the small kind that scripts are written in."""

import codecs

import pytest
from effort import at_most
from loading import MARK, faults_of, faulty, faulty_file, load, load_bytes, script

from selfattach.script.answers_file import read_answers_file
from selfattach.script.faults import ScriptError
from selfattach.script.yaml_reader import read_yaml

GOOD = script("- say: Grüß dich.\n- write: a\n  ask: What?")


def one_fault(data):
    (fault,) = faults_of(data)
    return fault


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only a comment\n", b"---\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told_how_to_begin(data):
    fault = one_fault(data)
    assert "begins with `selfattach: 1`" in fault.message
    assert (fault.file, *fault.mark) == ("made-up.yaml", 1, 1)


@pytest.mark.parametrize("data", [b"Hello.\n", b"- say: Hello.\n", b"'quoted'\n"])
def test_what_is_no_map_is_no_script(data):
    assert "a map that begins with `selfattach: 1`" in one_fault(data).message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_other_encodings_are_named(encoding):
    assert "Save the file as UTF-8" in one_fault(GOOD.encode(encoding)).message


def test_a_mark_at_the_start_and_any_line_ends_are_fine():
    same = load_bytes(GOOD.encode()).steps
    for lines in ("\n", "\r\n", "\r"):
        data = GOOD.replace("\n", lines).encode()
        assert load_bytes(data).steps == same
        assert load_bytes(codecs.BOM_UTF8 + data).steps == same


@pytest.mark.parametrize("start", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("lines", [b"\n", b"\r\n", b"\r"])
def test_a_byte_that_is_not_utf8_has_its_place_counted_in_characters(start, lines):
    data = start + b"selfattach: 1" + lines + "# für ".encode() + b"\xff"
    fault = one_fault(data)
    assert fault.mark == (2, 7)
    assert "UTF-8" in fault.message


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\u2028", "\ufeff", "\uffff"])
def test_control_characters_are_told_where_they_stand(sign):
    fault = one_fault(f"selfattach: 1\n# ä{sign}".encode())
    assert fault.mark == (2, 4)
    assert f"U+{ord(sign):04X}" in fault.message


def test_control_characters_written_as_escapes_never_reach_a_text():
    exercise = load(r'- say: "a\e[31mb\0c\x9b2Jd"')
    assert exercise.steps[0].text.at(1).source == "abcd"


@pytest.mark.parametrize(
    "data", [b"\x7fELF\x02\x01\x01\0\0\0", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(256)) * 9]
)
def test_a_binary_file_is_refused_in_a_few_lines(data):
    assert 1 <= len(faults_of(data)) <= 5


def test_a_file_of_more_than_256_kib_is_not_read():
    assert "at most 256" in one_fault(b"# " + b"x" * 300 * 1024).message
    just_fits = GOOD.encode() + b"#" * (256 * 1024 - len(GOOD.encode()))
    assert load_bytes(just_fits).head.id == "made-up"


TOO_DEEP = "nested more than 20 deep"


@pytest.mark.parametrize(
    ("opening", "column"), [("[", 21), ("{", 21), ("- ", 41), ("? ", 41), ("{a: ", 81), ("[{a: ", 51)]
)
def test_30000_levels_are_told_where_there_are_too_many_and_not_built(opening, column):
    with at_most(calls=10_000):
        fault = faults_of(opening.encode() * 30_000)[-1]
    assert TOO_DEEP in fault.message
    assert fault.mark == (1, column)


@pytest.mark.parametrize("levels", [21, 500, 1_000, 1_001, 5_000])
@pytest.mark.parametrize("end", ["", "\n", "]", "%", "&", "'", '"', "- "])
def test_too_many_levels_are_told_where_they_are_whatever_comes_behind_them(levels, end):
    data = f"# grüß 😀\na: ä\nb: {'[' * levels}{end}".encode()
    (fault,) = read_yaml(data, "x").faults
    assert TOO_DEEP in fault.message
    assert fault.mark == (3, 3 + 21 - 1)


def test_a_slip_before_too_many_levels_is_told_instead_of_them():
    (fault,) = read_yaml(b"a: 'x' y: " + b"[" * 5_000, "x").faults
    assert "begins with a quote" in fault.message


@pytest.mark.parametrize("last", ["? selfattach", "title:", "'", "{say: x", "id: a: b", "- ? a"])
def test_a_fault_in_a_last_line_that_no_newline_ends_is_told_in_that_line(last):
    for fault in faults_of(last.encode()):
        assert fault.mark.line == 1
        assert fault.mark.column <= len(last) + 1


def test_twenty_levels_can_be_read():
    assert not read_yaml(b"[" * 20 + b"]" * 20, "x").faults
    assert read_yaml(b"[" * 21 + b"]" * 21, "x").faults


def test_a_duplicate_key_is_told_with_the_line_of_the_first():
    faulty("- write: a\n  ask: One?\n  hint: h\n  »ask: Two?", "`ask` stands twice", "line 7")
    faulty("- choose: a\n  ask: One?\n  options:\n    x: X\n    »x: Y", "`x` stands twice")
    faulty_file(script("- say: x") + "»title: Again\n", "`title` stands twice", "line 3")


def test_anchors_aliases_and_tags_are_told_once_each():
    faulty("- say: »&a Hello", "`&a` is an anchor", "in quotes")
    faulty("- say: »*a", "`*a` is an alias", "in quotes")
    faulty("- say: »*bold text", "`*bold` is an alias", "in quotes")
    faulty("- say: »!important Read this", "`!important` is a tag", "in quotes")
    faulty("- say: »!!python/object:os.system x", "is a tag")
    faulty("- choose: a\n  ask: q\n  options:\n    x: »*y", "alias")
    faulty("- when: »!a\n  then: [ground]", "is a tag")


def test_a_merge_key_is_an_unknown_key():
    faulty("- write: a\n  ask: q\n  »<<: {hint: x}", "has no `<<`")


def test_a_second_document_is_told_and_the_first_one_judged():
    text = script("- say: x\n- »sya: y") + f"{MARK}---\nselfattach: 1\n"
    faulty_file(text, "`sya` is no step", "a second document begins here")
    assert load_bytes(b"---\n" + GOOD.encode() + b"...\n").head.id == "made-up"


def test_a_list_or_a_map_is_no_key():
    faulty("- ? »[a, b]\n  : x", "stands where a key should be", "in quotes")


def test_what_looks_like_another_type_stays_text():
    for word in ("yes", "no", "on", "off", "4:30", "012", "1_000", "2026-11-22", "0x1f", "1e3", "~", "null", "true"):
        assert load(f"- say: {word}").steps[0].text.at(1).source == word
        assert load(f"- choose: a\n  ask: q\n  options: {{x: {word}}}").steps[0].form.options[0].label == word


def test_yes_no_and_on_are_ids_like_others():
    steps = "- choose: a\n  ask: q\n  options: {yes: Y, no: N, on: O, null: Z}\n- when: a == 'no'\n  then: [ground]"
    assert [option.id for option in load(steps).steps[0].form.options] == ["yes", "no", "on", "null"]


@pytest.mark.parametrize("ident", ["4:30", "012", "1_000", "2026-11-22"])
def test_ids_that_look_like_figures_are_told_as_they_were_written(ident):
    faulty(f"- choose: a\n  ask: q\n  options:\n    »{ident}: X", f"`{ident}` is no id")


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    text = script("""
        - say: Hello
          »sound: loud
        - rest: »fast
        - write: »Thought
          ask: q
        - when: »x > 3
          then:
            - »saay: x
        - say: »Hello ${nobody}
    """)
    faulty_file(text.replace("intensity: gentle", "intensity: »mild"), "gentle, moderate, deep", "`say`", "`x`")


def test_the_faults_before_a_syntax_fault_are_told_too():
    text = """
        - say: Hello
          »sound: loud
        - write: »Thought
          ask: q
        - say: Note»: this
        - sya: never read
    """
    faulty(text, "has no `sound`", "is a name", "a colon and a space")


def test_what_a_syntax_fault_cut_off_is_no_fault_of_its_own():
    faulty("- choose: a\n  ask: q: r\n".replace(": r", f"{MARK}: r"), "a colon and a space")
    faulty("- repeat: 3\n  steps:\n    - say: x\n    - write: a: b".replace(": b", f"{MARK}: b"), "a colon")
    faulty("- write: a\n »ask: q", "not YAML")
    faulty_file("selfattach: 1\nid: made-up\ntitle: a»: b\n", "a colon")


def test_a_fault_is_one_line_of_bounded_length():
    (fault,) = faults_of(script(f"- say: ${{{'x' * 100_000}}}").encode())
    assert "\n" not in str(fault)
    assert len(str(fault)) < 700
    assert str(fault).startswith("made-up.yaml:6:10: ")


def test_a_file_of_nothing_but_faults_is_not_told_to_its_end():
    faults = faults_of(b"x: y\n" * 40_000)
    assert len(faults) <= 201
    assert "others are told" in faults[-1].message


def test_an_answers_file_is_read_by_the_same_rules():
    read = read_answers_file(b"a: yes\nb: 3\nc:\nd: [x, null]\ne: {f: true}\ng: '3'\nh: 4:30\n", "answers.yaml")
    assert read == {"a": "yes", "b": 3, "c": None, "d": ["x", None], "e": {"f": True}, "g": "3", "h": "4:30"}
    assert read_answers_file(b'{"a": 1, "b": ["x"]}', "-") == {"a": 1, "b": ["x"]}


@pytest.mark.parametrize("text", ["- a\n", "a: 1\na: 2\n", "a: *b\n", "a: b: c\n", "", "a: Dear me #1\n"])
def test_an_answers_file_never_loses_words_in_silence(text):
    with pytest.raises(ScriptError, match=r"answers.yaml:\d+:\d+: "):
        read_answers_file(text.encode(), "answers.yaml")

"""Answers from files and options: the same validation, the same record as typed ones, and nothing saved when wrong."""

import json

import pexpect
import pytest
from own_scripts import EVERY_WAY
from the_program import PLAIN, Program, answers_file, said, values

LINES = {  # what is typed at each prompt of every-way, in order, the first time
    "line": "a small thing",
    "page": "Dear you,\n\nit was :( a lot.\n.",
    "aloud": "unsaid",
    "weight": "7",
    "voice": "2",
    "whose": "my aunt's",
    "here": "3 1",
    "more": "no",
    "facets": "3\n1\n2",
    "distress.during": "?",
    "rounds": "Ada\n1 2\n2\n1\nBo\n\n\n2\n",
    "plan": "the kettle\nI stretch",
    "line.shelf": "yes\n30",
    "line.shelf.would_say": "yes",
    "felt": "same",
    "page.keep": "keep",
}
GIVEN = {
    "line": "a small thing",
    "page": "Dear you,\n\nit was :( a lot.",
    "aloud": "unsaid",
    "weight": 7,
    "voice": "other",
    "whose": "my aunt's",
    "here": ["bored", "busy"],
    "more": False,
    "facets": {"friend": 3, "hard": 1, "alone": 2},
    "distress.during": "cannot_tell",
    "who": ["Ada", "Bo"],
    "good_for": [["listen", "doing"], None],
    "like": [{"near": 2, "light": 1}, {"light": 2}],
    "plan": {"cue": "the kettle", "action": "I stretch"},
    "line.shelf": 30,
    "line.shelf.would_say": True,
    "page.keep": "keep",
    "felt": "same",
}
LETTER = {
    "distress.before": 3,
    "event": "Tuesday",
    "weight": 8,
    "cut": "smaller",
    "piece": "ten minutes",
    "was_like": "grey",
    "others": "only_me",
    "voice": "none",
    "letter": "Dear you,\nit was a lot.",
    "letter.shelf": True,
    "distress.after": 3,
    "felt": "helped",
}
LETTER_LINES = [
    "3",
    "",
    "Tuesday",
    "8",
    "smaller",
    "ten minutes",
    "grey",
    "only_me",
    "none",
    "Dear you,",
    "it was a lot.",
]
LETTER_LINES += [".", "", "yes", "", "3", "1"]
CRITIC = {
    "distress.before": 5,
    "guard.before": "go_on",
    "thought": "Typical.",
    "belief": 6,
    "aim": "other",
    "aim_words": "noise",
    "fits": "I was late",
    "answer": ["One late train", "Even so, one late train"],
    "believe": [2, 4],
    "opening": [None, "even_so"],
    "belief_after": 4,
    "answer.shelf": True,
    "answer.shelf.would_say": True,
    "distress.after": 5,
    "kind-close.need": "drink",
    "felt": "helped",
}
CRITIC_LINES = ["5", "2", "Typical.", "6", "7", "noise", "I was late", "", "", "One late train", "2", "4"]
CRITIC_LINES += ["Even so, one late train", "4", "4", "yes", "yes", "5", "1", "1"]
CHECK_IN = {"anchor": "breath", "here": ["busy", "feeling"], "feeling": "sad :(", "more": True, "felt": "helped"}
CHECK_IN_LINES = ["4", "3, 4", "sad :(", "y", "1"]


def given_by_file(program, name, answers, *options):
    file = answers_file(program.home.parent / "answers.json", json.dumps(answers, ensure_ascii=False))
    return program.call("practice", name, "--answers", file, *options)


@pytest.mark.parametrize(
    ("name", "given", "typed"),
    [
        ("self-compassion-letter", LETTER, LETTER_LINES),
        ("inner-critic-reframe", CRITIC, CRITIC_LINES),
        ("mindfulness-check-in", CHECK_IN, CHECK_IN_LINES),
    ],
)
def test_typed_and_given_answers_leave_the_same_record(program, tmp_path, name, given, typed):
    ran = given_by_file(program, name, given)
    assert (ran.status, ran.err) == (0, "")
    (by_file,) = program.records
    another = Program(tmp_path / "another")  # in the same home it would be the second time, and be met as that
    another.practise(name, *typed)
    (by_typing,) = another.records
    assert said(by_typing) == said(by_file)
    assert by_typing["felt"] == by_file["felt"] == given["felt"]
    assert by_typing["finished"] is by_file["finished"] is True
    kept = values(by_file)
    for answer, value in given.items():
        if answer.endswith((".shelf", ".would_say", ".keep")) or answer == "felt":
            continue
        assert kept[answer] == ([one for one in value if one] if answer == "opening" else value), answer


def test_every_way_of_asking_takes_the_same_typed_and_given(program):
    program.own("every-way", EVERY_WAY)
    ran = given_by_file(program, "every-way", GIVEN)
    assert (ran.status, ran.err) == (0, "")
    (by_file,) = program.records
    for path in program.places.history.glob("*/*.json"):
        path.unlink()  # so that both are a first visit
    program.practise("every-way", *LINES.values())
    (by_typing,) = program.records
    assert said(by_typing) == said(by_file)
    assert by_typing["felt"] == by_file["felt"] == "same"
    kept = values(by_file)
    assert "aloud" not in kept
    assert kept == {
        **{name: value for name, value in GIVEN.items() if "." not in name and name not in ("aloud", "felt")},
        "distress.during": "cannot_tell",
        "here": ["busy", "bored"],
        "good_for": [["listen", "doing"]],
    }
    line = by_file["answers"][0]
    assert line["shelf"] == "kind-words"
    assert line["seal_until"]
    assert line["asked"] is True
    assert not program.has("unsaid")


def test_given_words_of_ones_own_stand_among_kind_words_only_with_a_given_yes_to_whether_one_would_say_them(program):
    program.own("every-way", EVERY_WAY)
    for would_say in ({}, {"line.shelf.would_say": False}):
        assert given_by_file(program, "every-way", {"line": "a thing", "line.shelf": 30} | would_say).status == 0
    assert len(program.records) == 2
    assert all("shelf" not in entry for record in program.records for entry in record["answers"])


def test_what_was_recalled_and_promised_is_asked_the_same_on_the_next_visit(program):
    program.own("every-way", EVERY_WAY)
    given_by_file(program, "every-way", {"line": "first words", "plan": {"cue": "tea", "action": "rest"}})
    ran = given_by_file(program, "every-way", {"went": "not_yet", "old.shown": True, "line": "second words"})
    assert ran.status == 0
    assert "first words" in ran.out
    typed = program.practise("every-way", "2", "yes", "third words")
    assert "first words" in typed.out or "second words" in typed.out  # all within one second
    assert "not_yet" in [values(record).get("went") for record in program.records]


def test_yaml_and_json_and_standard_input_and_settings_mean_the_same(program, tmp_path):
    program.own("every-way", EVERY_WAY)
    yaml = "line: 'it is: so 😌'\nweight: 4\nhere: [calm, busy]\nfacets: {hard: 2}\nwho: [Ada, Bo]\nmore: true\n"
    yaml += "page: |\n  a\n  b\n"
    as_json = {
        "line": "it is: so 😌",
        "weight": 4,
        "here": ["calm", "busy"],
        "facets": {"hard": 2},
        "who": ["Ada", "Bo"],
    }
    as_json |= {"more": True, "page": "a\nb"}
    parts = yaml.replace("facets: {hard: 2}", "facets.hard: 2")
    settings = [f"{name}={value}" for name, value in [("line", "it is: so 😌"), ("weight", "4"), ("here", "2")]]
    settings += ["here=busy", "facets.hard=2", "who=Ada", "who=Bo", "more=yes", "page=a\nb"]
    runs = [
        program.call("practice", "every-way", "--answers", answers_file(tmp_path / "a.yaml", yaml), "--json"),
        program.call("practice", "every-way", "--answers", answers_file(tmp_path / "b.yaml", parts), "--json"),
        given_by_file(program, "every-way", as_json, "--json"),
        program.run("practice", "every-way", "--answers", "-", "--json", says=yaml),
        program.call("practice", "every-way", "--answers", "-", "--json", says=json.dumps(as_json, indent="\t")),
        program.call("practice", "every-way", "--json", *(part for one in settings for part in ("--set", one))),
    ]
    assert [ran.status for ran in runs] == [0] * 6
    assert {json.dumps(said(ran.json)) for ran in runs[1:]} == {json.dumps(said(runs[0].json))}
    assert values(runs[0].json) == {**as_json, "here": ["busy", "calm"]}


def test_settings_win_over_the_file_item_by_item(program):
    program.own("every-way", EVERY_WAY)
    file = {"line": "old", "weight": 2, "who": ["Ada"], "facets": {"friend": 1, "hard": 1}, "voice": "friend"}
    settings = ("--set", "line=new", "--set", "facets.hard=3", "--set", "who=Bo", "--set", "who=Cy", "--set", "voice=")
    ran = given_by_file(program, "every-way", file, "--json", *settings)
    assert values(ran.json) == {"line": "new", "weight": 2, "who": ["Bo", "Cy"], "facets": {"friend": 1, "hard": 3}}
    dotted = {"facets.friend": 1, "facets.hard": 1}
    assert values(given_by_file(program, "every-way", dotted, "--json", "--set", "facets.hard=3").json) == {
        "facets": {"friend": 1, "hard": 3}
    }


def test_null_and_nothing_leave_a_question_open(program):
    program.own("every-way", EVERY_WAY)
    given = {"line": None, "weight": None, "facets": {"hard": None, "alone": 3}, "who": ["Ada", None, "Cy"]}
    ran = given_by_file(program, "every-way", given, "--json", "--set", "voice=", "--set", "page=")
    assert ran.status == 0
    assert values(ran.json) == {"facets": {"alone": 3}, "who": ["Ada"]}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"weight": 11}, ("weight", "0 to 10")),
        ({"weight": "heavy"}, ("weight",)),
        ({"weight": 7.5}, ("weight",)),
        ({"weight": True}, ("weight",)),
        ({"weight": [1]}, ("weight",)),
        ({"voice": "freind"}, ("voice", "`friend`")),
        ({"here": ["calm", "bussy"]}, ("here", "`busy`")),
        ({"here": ["busy", "calm", "bored"]}, ("here", "2")),
        ({"more": "perhaps"}, ("more",)),
        ({"line": {"a": 1}}, ("line",)),
        ({"facets": {"hrd": 1}}, ("facets", "`hard`")),
        ({"facets.hrd": 1}, ("facets", "`hard`")),
        ({"facets": {"hard": 9}}, ("facets", "hard")),
        ({"facets": 3}, ("facets",)),
        ({"facets": 3, "facets.hard": 2}, ("facets",)),
        ({"plan": {"when": "now"}}, ("plan",)),
        ({"plan": "later"}, ("plan",)),
        ({"who": ["Ada", ["Bo"]]}, ("who",)),
        ({"good_for": [["listen"], ["liten"]]}, ("good_for", "`listen`")),
        ({"distress.during": 12}, ("distress.during",)),
        ({"line.shelf": 0}, ("line.shelf",)),
        ({"line.shelf.would_say": "perhaps"}, ("line.shelf.would_say",)),
        ({"felt": "better"}, ("felt", "helped")),
        ({"lin": "x"}, ("`lin`", "`line`")),
        ({"distress": 4}, ("`distress`", "`distress.during`")),
        ({"who.1": "x"}, ("`who.1`", "`who`")),
        ({"": "x"}, ("exercise asks nothing",)),
    ],
    ids=lambda one: json.dumps(one)[:40],
)
def test_a_refused_value_or_an_unknown_name_is_told_and_nothing_is_saved(program, given, named):
    program.own("every-way", EVERY_WAY)
    ran = given_by_file(program, "every-way", {"line": "heard"} | given)
    assert ran.status == 2
    assert all(words in ran.err for words in named), ran.err
    assert ran.out == ""
    assert not program.touched


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (["weight=11"], "weight"),
        (["weight=a"], "weight"),
        (["voice=9"], "voice"),
        (["facets=", "facets.hard=2", "facets.hrd=1"], "hard"),
        (["facets.hard=x"], "facets.hard"),
        (["line=a", "line=b"], "line"),
        (["here=", "here=busy", "here=nowhere"], "here"),
        (["line"], "NAME=VALUE"),
        (["=x"], "asks nothing"),
    ],
    ids=" ".join,
)
def test_a_setting_that_does_not_fit_is_told_and_nothing_is_saved(program, settings, named):
    program.own("every-way", EVERY_WAY)
    ran = program.call("practice", "every-way", *(part for one in settings for part in ("--set", one)))
    assert ran.status == 2
    assert named in ran.err
    assert not program.touched


@pytest.mark.parametrize(
    ("text", "place"),
    [("[1, 2]", ":1:1:"), ("line: a\nline: b\n", ":2:1:"), ("line: a\n  : :\n- x", ":"), ('{"line": ', ":")],
)
def test_an_answers_file_that_is_none_is_explained_at_its_place(program, tmp_path, text, place):
    file = answers_file(tmp_path / "a.yaml", text)
    ran = program.call("practice", "mindfulness", "--answers", file)
    assert ran.status == 2
    assert f"{file}{place}" in ran.err.replace("\n", "")
    assert not program.touched


def test_no_answers_at_all_are_answers_too(program):
    assert program.run("practice", "mindfulness", "--answers", "-", says="").status == 0
    assert program.call("practice", "mindfulness", "--answers", "-", says="{}").status == 0
    assert not program.touched


def test_a_name_off_the_way_taken_is_told_on_stderr(program):
    ran = given_by_file(program, "mindfulness-check-in", {"anchor": "sound", "here": ["calm"], "feeling": "blue"})
    assert ran.status == 0
    assert "feeling" in ran.err
    assert "anchor" not in ran.err
    assert "feeling" not in values(program.records[0])


ROUNDS = "thought: x\nanswer: [one, two]\nbelieve: [9, 2]\n"


def test_rounds_that_were_not_asked_for_are_told_with_their_answers(program):
    ran = program.call("practice", "inner-critic-reframe", "--answers", "-", "--no-input", "--json", says=ROUNDS)
    assert ran.status == 0
    assert ran.json["not_used"] == [
        {"name": "answer", "value": "two", "round": [2], "reason": "fewer_rounds"},
        {"name": "believe", "value": 2, "round": [2], "reason": "fewer_rounds"},
    ]
    assert "asked fewer times: answer (2), believe (2)" in ran.err


def test_answers_of_another_branch_are_told_and_what_was_left_open_on_purpose_is_not(program):
    program.own("every-way", EVERY_WAY)
    given = {"line": "a thing", "voice": "friend", "whose": "hers", "went": None, "who": ["Ada", None, "Cy"]}
    ran = given_by_file(program, "every-way", given, "--json")
    assert ran.json["not_used"] == [
        {"name": "whose", "value": "hers", "reason": "other_way"},
        {"name": "who", "value": "Cy", "round": [3], "reason": "fewer_rounds"},
    ]
    assert given_by_file(program, "every-way", {"line": "a thing"}, "--json").json["not_used"] == []


def test_where_nothing_is_kept_what_was_not_used_is_told_all_the_same(program):
    ran = given_by_file(program, "mindfulness-check-in", {"feeling": "blue"}, "--json", "--no-input")
    assert ran.status == 0
    unused = [{"name": "feeling", "value": "blue", "reason": "other_way"}]
    assert ran.json == {"exercise": "mindfulness-check-in", "not_used": unused}
    assert not program.touched


@pytest.mark.parametrize(
    ("name", "options"),
    [("mindfulness", ()), ("inner-critic-reframe", ("--json",)), ("settle", ("--answers", "-"))],
)
def test_where_nobody_answered_and_nobody_was_there_no_session_is_left(program, name, options):
    ran = program.call("practice", name, "--no-input", *options)
    assert ran.status == 0
    assert not program.touched


# --- as people and programs write them -------------------------------------------------------------------------------

ALSO = {
    "weight": ["7", 7.0, "7.0", "\uff17", "\u0667", " 7 ", "+7"],
    "voice": ["A Friend", "FRIEND", "1", 1, "a friend."],
    "here": ["busy, bored", "3 1", [3, "1"], "Boredom, A busy head", "a busy head boredom", "\uff13\uff0c1", "bored 1"],
    "more": ["yes", "Y", "TRUE", True, "1"],
    "facets": [{"friend": "2", "hard": "Very"}, {"friend": 2.0, "hard": "\u0663"}, "2 3", "2, 3, -"],
    "distress.during": ["?", "CANNOT_TELL", "I can't tell", "i can\u2019t tell"],
    "line.shelf": ["30", 30.0, "\u0663\u0660"],
    "felt": ["Helped", "1"],
}  # fmt: skip
MEANT = {
    "weight": 7,
    "voice": "friend",
    "here": ["busy", "bored"],
    "more": True,
    "facets": {"friend": 2, "hard": 3},
    "distress.during": "cannot_tell",
}


@pytest.mark.parametrize("name", ALSO)
def test_numbers_and_choices_are_taken_in_a_file_as_people_and_programs_write_them(program, name):
    program.own("every-way", EVERY_WAY)
    for written in ALSO[name]:
        given = {"line": "x", name: written} | ({"line.shelf.would_say": True} if name == "line.shelf" else {})
        ran = given_by_file(program, "every-way", given, "--json")
        assert ran.status == 0, (written, ran.err)
        assert ran.json["not_used"] == []
        if name in MEANT:
            assert values(ran.json)[name] == MEANT[name], written
        if name == "line.shelf":
            assert ran.json["answers"][0]["seal_until"]
        if name == "felt":
            assert ran.json["felt"] == "helped"


@pytest.mark.parametrize("name", MEANT)
def test_and_in_settings_and_in_plain_lines(program, name):
    program.own("every-way", EVERY_WAY)
    place = list(LINES).index(name)
    for written in [one for one in ALSO[name] if isinstance(one, str)]:
        ran = program.call("practice", "every-way", "--json", "--set", f"{name}={written}")
        assert values(ran.json)[name] == MEANT[name], (written, ran.err)
        if name == "facets":
            continue  # each is asked by itself there
        lines = ["." if one == "page" else "" for one in list(LINES)[:place]]
        program.practise("every-way", *lines, written, ":stop", "enough")
        assert values(program.records[0])[name] == MEANT[name], written


def test_all_wrong_answers_are_told_at_once_each_with_what_was_given_and_what_is_wanted(program):
    program.own("every-way", EVERY_WAY)
    given = {"weight": 11, "voice": "freind", "lin": "x", "facets": {"hard": 9}, "who": ["Ada", ["Bo"]]}
    ran = given_by_file(program, "every-way", given, "--set", "more=perhaps", "--set", "felt")
    assert ran.status == 2
    lines = ran.err.splitlines()
    assert lines[0] == "7 of the answers cannot be taken, and nothing was saved:"
    wanted = {
        "`lin`": "Did you mean `line`",
        "`weight`: 11": "a whole number from 0 to 10",
        '`voice`: "freind"': "`friend`",
        "`facets`": "hard: please give one of 1, 2, 3",
        '`who`: ["Bo"]': "words",
        '`more`: "perhaps"': "yes or no",
        "`felt`": "no equals sign",
    }
    for name, want in wanted.items():
        assert any(name in line and want in line for line in lines), (name, ran.err)
    assert not program.touched


def test_with_no_input_everything_else_is_left_open(program):
    ran = program.call("practice", "mindfulness", "--no-input", "--plain", "--set", "anchor=1", says="2\n2\n2\n")
    assert ran.status == 0
    assert values(program.records[0]) == {"anchor": "sight"}


@pytest.mark.parametrize(
    ("figure", "ending", "asked"),
    [
        (10, "guard", False),
        (8, "guard", False),
        (7, "guard", False),
        (6, "guard", False),
        (None, "done", True),
        (4, "done", True),
    ],
)
def test_where_the_guard_gets_no_answer_it_stops_from_5_on_and_goes_on_without_a_number(program, figure, ending, asked):
    ran = given_by_file(program, "inner-critic-reframe", {"distress.before": figure, "thought": "heard"}, "--json")
    assert ran.status == 0
    assert ran.json["ending"] == ending
    assert ran.json["finished"] is asked
    assert ("thought" in values(ran.json)) is asked
    assert ("thought" in ran.err.partition("it had ended before")[2]) is not asked
    unused = [] if asked else [{"name": "thought", "value": "heard", "reason": "ended"}]
    assert ran.json["not_used"] == unused


def test_scripted_runs_neither_offer_nor_touch_drafts(program):
    program.practise("inner-critic", "2", "half a thought")
    (before,) = program.waiting
    journal = [path.read_bytes() for path in (program.places.state / "drafts").iterdir()]
    ran = program.call("practice", "inner-critic", "--set", "thought=another", "--set", "distress.before=2")
    assert ran.status == 0
    assert "not finished" not in ran.out
    assert program.call("practice", "inner-critic", "--no-input").status == 0
    assert [path.read_bytes() for path in (program.places.state / "drafts").iterdir()] == journal
    assert program.waiting == [before]


def test_a_scripted_run_waits_for_nothing(program):
    ran = given_by_file(program, "mindfulness-check-in", {"more": True})  # minutes, if it did
    assert ran.status == 0
    assert "Another minute" in ran.out


def test_nothing_answered_and_stopped_leaves_no_record(program):
    program.own("stops", "selfattach: 1\nid: stops\ntitle: t\nsummary: s\nsteps:\n  - write: a\n    ask: A?\n")
    assert program.practise("stops", ":stop", "enough").status == 0
    assert not program.records
    assert not program.waiting


def test_on_a_terminal_the_given_answers_are_taken_and_the_rest_is_asked(program):
    program.own("every-way", EVERY_WAY)
    file = answers_file(program.home.parent / "a.yaml", "line: given\nweight: 3\n")
    screen = program.on_a_terminal("practice", "every-way", *PLAIN, "--answers", file)
    screen.expect_exact("A page?")
    screen.expect_exact("> ")
    screen.sendline("typed")
    screen.expect_exact("> ")
    screen.sendline(".")
    for _ in range(20):
        if screen.expect_exact(["Kept.", "> "]) == 0:
            break
        screen.sendline("")
    screen.expect(pexpect.EOF)
    assert screen.wait() == 0
    assert values(program.records[0]) == {"line": "given", "page": "typed", "weight": 3}

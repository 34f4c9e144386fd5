"""Fragments: their own names, those they take, and what cannot be included."""

from effort import at_most
from loading import MARK, faulty, faulty_file, fragment, load, load_bytes

from selfattach.script.model import Include, Prompt, every_step

PIECE = fragment("piece", "- write: reply\n  ask: Say?\n- say: You said ${reply}.\n")
TAKES = fragment("takes", "- show: old\n- write: reply\n  ask: Say?\n  pin: old\n", head="takes: [old]\n")
RECALL = "- recall: x.y\n  as: old\n"


def names(exercise):
    return [step.name for step in every_step(exercise.steps) if isinstance(step, Prompt)]


def test_the_answers_of_a_fragment_stand_under_its_id_or_prefix():
    assert names(load("- include: piece", fragments={"piece": PIECE})) == ["piece.reply"]
    assert names(load("- include: piece\n  as: one", fragments={"piece": PIECE})) == ["one.reply"]
    load("- include: piece\n- say: ${piece.reply}", fragments={"piece": PIECE})
    hyphens = PIECE.replace("id: piece", "id: a-piece")
    load("- include: a-piece\n- say: ${a-piece.reply}", fragments={"a-piece": hyphens})


def test_a_fragment_within_a_fragment_stands_under_both():
    outer = fragment("outer", "- include: piece\n- say: ${piece.reply}")
    assert names(load("- include: outer", fragments={"outer": outer, "piece": PIECE})) == ["outer.piece.reply"]


def test_a_fragment_sees_its_own_answers_and_those_it_takes():
    load(RECALL + "- include: takes", fragments={"takes": TAKES})
    blind = {"piece": fragment("piece", "- say: »${thought}")}
    faulty("- write: thought\n  ask: q\n- include: piece", "called `thought`", "takes: [thought]", fragments=blind)
    near = {"piece": fragment("piece", "- write: thought\n  ask: q\n- say: »${thougt}")}
    faulty("- include: piece", "nothing is called `thougt`", "Did you mean `thought`", fragments=near)
    load("- write: reply\n  ask: q\n- include: piece", fragments={"piece": PIECE})


def test_what_a_fragment_takes_must_be_there():
    fragments = {"takes": TAKES.replace("show: old", "show: »old").replace("pin: old", "pin: »old")}
    faulty("- include: »takes", "the fragment `takes` takes `old`", "nothing is called `old`", fragments=fragments)
    wrong = {"takes": TAKES.replace("show: old", "show: »old")}
    faulty("- write: old\n  ask: q\n- include: takes", "was not recalled", fragments=wrong)


def test_a_fragment_by_itself_is_read_with_what_it_takes():
    assert load_bytes(TAKES.encode(), stem="takes").head.kind == "fragment"
    text = TAKES.replace("takes: [old]", "takes: [old, »Big]").replace(MARK, "")
    faulty_file(text.replace("id: takes", "id: made-up").replace("[old, Big]", "»[old, Big]"), "`Big` is no name")


def test_included_twice_on_a_way_a_fragment_needs_a_prefix():
    twice = "- include: piece\n- include: »piece"
    faulty(twice, "under `piece.`", "`as: piece_2`", fragments={"piece": PIECE})
    load("- include: piece\n- include: piece\n  as: again", fragments={"piece": PIECE})
    silent = fragment("piece", "- say: x")
    load("- include: piece\n- include: piece", fragments={"piece": silent})
    ways = "- confirm: m\n  ask: q\n- when: m\n  then: [{include: piece}]\n  else: [{include: piece}]"
    load(ways, fragments={"piece": PIECE})


def test_what_is_no_fragment_is_not_included():
    whole = PIECE.replace("kind: fragment\n", "")
    faulty("- include: »piece", "`piece` is no fragment", "kind: fragment", fragments={"piece": whole})
    faulty("- include: »nowhere", "there is no fragment `nowhere`")
    faulty("- include: »Piece One", "is an id")
    faulty("- include: »kind-close", "played by the engine itself")
    faulty("- include: piece\n  as: »Two Words", "is a name", fragments={"piece": PIECE})


def test_fragments_in_a_circle_are_told_with_the_way_round():
    faulty("- include: a", "in a circle: a -> b -> a", fragments={
        "a": fragment("a", "- include: b"), "b": fragment("b", "- include: »a"),
    })  # fmt: skip
    faulty("- include: a", "a -> a", fragments={"a": fragment("a", "- include: »a")})


def test_includes_end_at_ten_deep():
    chain = {f"f{n}": fragment(f"f{n}", f"- include: f{n + 1}") for n in range(9)}
    load("- include: f0", fragments=chain | {"f9": fragment("f9", "- say: x")})
    faulty("- include: f0", "more than 10 deep", fragments=chain | {
        "f9": fragment("f9", "- include: »f10"), "f10": fragment("f10", "- say: x"),
    })  # fmt: skip


def test_faults_of_a_fragment_are_told_in_its_file():
    wrong = fragment("piece", "- sya: x\n".replace("- sya", "- »sya"), head="»sumary: x\n")
    faulty("- say: »${x}\n- include: piece", "Did you mean `say`", "Did you mean `summary`", fragments={"piece": wrong})
    faulty("- include: »piece", "faults of its own", "a colon", fragments={"piece": fragment("piece", "- say: a»: b")})
    newer = PIECE.replace("selfattach: 1", "selfattach: »2")
    faulty("- include: »piece", "needs a newer selfattach", fragments={"piece": newer})


def test_a_fragment_has_steps():
    faulty("- include: »piece", "has no steps", fragments={
        "piece": "selfattach: 1\nid: piece\nkind: fragment\ntitle: T\n"
    })  # fmt: skip


def test_rounds_reach_into_fragments():
    load("- repeat: 2\n  steps:\n    - include: piece\n- say: ${last.piece.reply}", fragments={"piece": PIECE})


# --- how much there may be


def test_a_script_plays_at_most_2000_steps():
    load("\n".join(["- say: x"] * 2_000))
    steps = ["- say: x"] * 2_001
    steps[2_000] = "- »say: x"
    faulty("\n".join(steps), "more than 2,000 steps")


def test_rounds_count_as_often_as_they_may_be_played():
    inner = "- repeat: 40\n  steps:\n    - repeat: 48\n      steps:\n        - write: a\n          ask: q\n"
    load(inner)
    faulty(inner + "        - »say: x", "more than 2,000 steps", "fewer rounds")


def test_a_bomb_of_includes_is_told_at_once_where_the_script_lights_it():
    bomb = {
        f"f{n}": fragment(f"f{n}", "\n".join(f"- include: f{n + 1}\n  as: p{k}" for k in range(20))) for n in range(9)
    }
    with at_most(calls=1_000_000):
        faulty("- include: »f0", "more than 2,000 steps", fragments=bomb | {"f9": fragment("f9", "- say: x")})


def test_the_grounding_behind_a_door_counts_too():
    assert [type(step) for step in load("- ground").steps] == [Include]
    faulty("\n".join(["- ground"] * 999 + ["- ground", "- »ground"]), "more than 2,000 steps")

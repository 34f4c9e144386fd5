"""One practice from the draft to the kept session, to be cut short or refused at any call, and what must hold then."""

from power import calls_of
from sample_records import LETTER, a_record, an_entry, clock, places_in
from tinydb import TinyDB

from selfattach.history.drafts import Drafts
from selfattach.history.history import History

HEAD = {"script": "say: hello", "seen": 3}
LINES = [{"name": f"n{number}", "value": LETTER * (number + 1)} for number in range(3)]
EARLIER = a_record(0)
SESSION = a_record(60, an_entry("letter", LETTER * 20), exercise="self-compassion-letter")


def a_history(root):
    return History(places_in(root), clock=clock, machine=lambda: "this machine")


def practise(root, say):
    draft = Drafts(places_in(root).state / "drafts").begin(SESSION.id, HEAD)
    say("begun")
    for line in LINES:
        draft.append(line)
        say("line")
    draft.keep_half_typed("letter", LETTER)
    say("half typed")
    a_history(root).add(SESSION)
    say("added")
    draft.erase()
    say("erased")


def all_calls(tmp_path):
    """Return the names of the calls of the whole practice, in order."""
    root = tmp_path / "counted"
    a_history(root).add(EARLIER)
    return calls_of(lambda say: practise(root, say))


def check(root, said):
    history, drafts = a_history(root), Drafts(places_in(root).state / "drafts")
    kept = {record.id: record for record in history.records()}
    waiting = drafts.waiting()

    assert history.damaged() == []
    assert drafts.damaged() == []
    assert kept.pop(EARLIER.id).answers == EARLIER.answers
    assert [record.answers for record in kept.values()] in ([], [SESSION.answers])
    assert history.times().total == 1 + len(kept)
    for shard in places_in(root).history.glob("*/*.json"):
        with TinyDB(shard) as database:
            assert len(database.table("sessions")) == 1 + len(kept)

    if "begun" in said:
        assert waiting or kept
    if "added" in said:
        assert kept
    if "erased" in said:
        assert waiting == []
        assert not list((drafts._folder).iterdir())
    for draft in waiting:
        assert draft.head == HEAD
        assert draft.lines == LINES[: len(draft.lines)]
        assert len(draft.lines) >= said.count("line")


def finish(root):
    """Do what a person does next: take the draft up, end it, and practise once more."""
    history, drafts = a_history(root), Drafts(places_in(root).state / "drafts")
    for waiting in drafts.waiting():
        draft = drafts.take_up(waiting.id)
        assert draft.half_typed in (None, ("letter", LETTER))
        for line in LINES[len(draft.lines) :]:
            draft.append(line)
        assert draft.lines == LINES
        history.add(SESSION)
        draft.erase()
        assert not list((drafts._folder).iterdir())
        assert history.times().exercises["self-compassion-letter"] == 1
    history.add(a_record(120))
    assert not [path for path in places_in(root).data.rglob("*") if path.name.endswith(".beside")]
    assert history.damaged() == []

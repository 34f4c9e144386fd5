"""Drafts: every line is there after any stop, a torn one is dropped, and letting go leaves no word behind."""

import os
import subprocess
import sys

import pytest
from power import Count, in_child
from sample_records import FIRST, LETTER

from selfattach.errors import NothingFoundError, SelfattachError, WrongInputError
from selfattach.history import ids
from selfattach.history.drafts import Draft, Drafts, NoDraft

SESSION = ids.new_id(FIRST, bytes)
HEAD = {"exercise": "letters", "sources": ["say: hello"]}


@pytest.fixture
def drafts(places):
    return Drafts(places.state / "drafts")


@pytest.fixture
def journal(places):
    return places.state / "drafts" / f"{SESSION}.journal"


def left(drafts, *lines):
    """Leave a draft behind, as a closed terminal does."""
    draft = drafts.begin(SESSION, HEAD)
    for line in lines:
        draft.append(line)
    draft.release()


def test_nothing_is_there_before_a_draft_is_begun(drafts, places):
    assert drafts.waiting() == []
    assert drafts.damaged() == []
    assert not places.state.exists()


def test_a_draft_that_was_left_waits_with_all_its_lines(drafts):
    left(drafts, {"name": "thought", "value": LETTER}, {"back": 1})
    (waiting,) = drafts.waiting()
    assert waiting == (SESSION, HEAD, [{"name": "thought", "value": LETTER}, {"back": 1}])


def test_the_newest_draft_comes_first(drafts):
    sessions = [ids.new_id(FIRST.replace(minute=minute)) for minute in (5, 50, 30)]
    for session in sessions:
        drafts.begin(session, HEAD).release()
    assert [draft.id for draft in drafts.waiting()] == [sessions[1], sessions[2], sessions[0]]


def test_a_draft_taken_up_goes_on_where_it_was(drafts):
    left(drafts, {"n": 1})
    draft = drafts.take_up(SESSION)
    assert (draft.id, draft.head, draft.lines) == (SESSION, HEAD, [{"n": 1}])
    draft.append({"n": 2})
    draft.release()
    assert drafts.waiting()[0].lines == [{"n": 1}, {"n": 2}]


def test_a_draft_held_by_a_living_process_is_not_offered(drafts):
    draft = drafts.begin(SESSION, HEAD)
    said, _ = in_child(lambda say: say(f"{drafts.waiting()}"), Count())
    assert said == ["[]"]
    assert drafts.waiting() == []
    with pytest.raises(SelfattachError, match="open in another window"):
        drafts.take_up(SESSION)
    draft.release()
    assert len(drafts.waiting()) == 1


def test_looking_at_waiting_drafts_holds_none(drafts):
    left(drafts)
    drafts.waiting()
    drafts.damaged()
    drafts.take_up(SESSION).release()


def test_a_torn_last_line_is_dropped_and_written_over(drafts, journal):
    left(drafts, {"n": 1}, {"value": LETTER})
    whole = journal.read_bytes()
    second = whole.index(b'{"value"')
    for length in range(second, len(whole)):
        journal.write_bytes(whole[:length])
        assert drafts.waiting()[0].lines == [{"n": 1}]
        draft = drafts.take_up(SESSION)
        draft.append({"n": 3})
        draft.release()
        assert drafts.waiting()[0].lines == [{"n": 1}, {"n": 3}]
    assert drafts.damaged() == []


def test_a_last_line_of_which_only_the_end_reached_the_disk_is_dropped(drafts, journal):
    left(drafts, {"n": 1})
    journal.write_bytes(journal.read_bytes() + b"\0" * 20 + b'"}\n')
    assert drafts.waiting()[0].lines == [{"n": 1}]


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"\0\0\n", b"[]\n", b"{\n{}\n", b"{}\n{\n{}\n"])
def test_a_journal_that_cannot_be_read_is_named_and_left_alone(drafts, journal, content):
    left(drafts, {"n": 1})
    journal.write_bytes(content)
    assert drafts.waiting() == []
    assert [damage.file for damage in drafts.damaged()] == [journal]
    with pytest.raises(SelfattachError, match="left as it is"):
        drafts.take_up(SESSION)
    assert journal.read_bytes() == content


def test_half_typed_words_survive_and_are_forgotten_when_answered(drafts):
    draft = drafts.begin(SESSION, HEAD)
    assert draft.half_typed is None
    draft.forget_half_typed()
    draft.keep_half_typed("letter", "Dear")
    draft.keep_half_typed("letter", LETTER)
    draft.release()
    again = drafts.take_up(SESSION)
    assert again.half_typed == ("letter", LETTER)
    again.forget_half_typed()
    assert again.half_typed is None
    again.release()


@pytest.mark.parametrize("content", [b"", b"[]", b'{"prompt": "x"}', b"\xff"])
def test_half_typed_words_that_cannot_be_read_are_none(drafts, places, content):
    draft = drafts.begin(SESSION, HEAD)
    (places.state / "drafts" / f"{SESSION}.half").write_bytes(content)
    assert draft.half_typed is None
    draft.release()


def test_erasing_leaves_no_word_behind(drafts, places):
    draft = drafts.begin(SESSION, HEAD)
    draft.append({"value": LETTER})
    draft.keep_half_typed("letter", LETTER)
    (places.state / "drafts" / f".{SESSION}.half.4711.beside").write_text(LETTER)  # of an earlier power cut
    draft.erase()
    assert not list((places.state / "drafts").iterdir())
    with pytest.raises(NothingFoundError):
        drafts.take_up(SESSION)


def test_a_draft_is_never_begun_over_another(drafts):
    left(drafts, {"n": 1})
    with pytest.raises(SelfattachError, match="was begun already"):
        drafts.begin(SESSION, {})
    assert drafts.waiting()[0].lines == [{"n": 1}]


@pytest.mark.parametrize("session", ["../../x", "", "letter"])
def test_a_draft_needs_the_id_of_a_session(drafts, session):
    for act in (lambda: drafts.begin(session, {}), lambda: drafts.take_up(session)):
        with pytest.raises(WrongInputError):
            act()


def test_drafts_are_for_the_owner_only(drafts, places):
    before = os.umask(0)
    try:
        draft = drafts.begin(SESSION, HEAD)
        draft.keep_half_typed("letter", LETTER)
    finally:
        os.umask(before)
    assert (places.state / "drafts").stat().st_mode & 0o777 == 0o700
    for path in (places.state / "drafts").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    draft.release()
    draft.release()  # once is enough, twice is no fault


def test_the_double_does_what_a_draft_does_and_keeps_nothing(places):
    def interface(kind):
        return {name for name in dir(kind) if not name.startswith("_")}

    draft = NoDraft(SESSION, HEAD)
    draft.append({"n": 1})
    draft.keep_half_typed("letter", LETTER)
    draft.forget_half_typed()
    draft.erase()
    draft.release()
    assert interface(NoDraft) == interface(Draft)
    assert (draft.id, draft.head, draft.lines, draft.half_typed) == (SESSION, HEAD, [], None)
    assert not places.state.exists()


def test_what_a_dead_process_left_beside_a_draft_is_swept_and_a_living_ones_is_not(tmp_path):
    folder = tmp_path / "drafts"
    folder.mkdir()
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = folder / f".20261122T040917Z-k7qm2x.journal.{dead.pid}.beside"
    ours = folder / f".20261122T040917Z-k7qm2x.journal.{os.getpid()}.beside"
    for path in (left, ours):
        path.write_text("words of an earlier session")
    Drafts(folder).waiting()
    assert not left.exists()
    assert ours.exists()


def test_what_an_editor_had_saved_when_the_machine_stopped_is_offered_again(drafts):
    draft = drafts.begin(SESSION, HEAD)
    draft.keep_half_typed("letter", "Dear")
    draft.editing.mkdir()
    (draft.editing / "words.txt").write_text("Dear me,\nfrom the editor\n")
    draft.release()
    again = drafts.take_up(SESSION)
    assert again.half_typed == ("letter", "Dear me,\nfrom the editor")
    again.keep_half_typed("letter", "Dear me, in the box")
    assert again.half_typed == ("letter", "Dear me, in the box")
    assert not again.editing.exists()


@pytest.mark.parametrize("way", ["erase", "forget_half_typed"])
def test_words_an_editor_left_go_with_the_draft_and_with_the_answer(drafts, tmp_path, way):
    draft = drafts.begin(SESSION, HEAD)
    draft.keep_half_typed("letter", "Dear")
    draft.editing.mkdir()
    (draft.editing / "words.txt").write_text("Dear me")
    (draft.editing / ".words.txt.swp").write_text("Dear me")
    getattr(draft, way)()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"Dear" in path.read_bytes()]

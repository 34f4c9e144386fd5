"""The person's own settings: what counts, what is told and passed over, and that a change keeps their comments."""

import pytest

from selfattach import config
from selfattach.config import Settings, read_settings, set_setting
from selfattach.errors import SelfattachError
from selfattach.ui.look import LOOKS


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config" / "config.toml"


@pytest.fixture
def settings(file):
    def of(text):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_settings(file)

    return of


def test_without_a_file_nothing_is_set_and_nothing_is_wrong(file):
    assert read_settings(file) == (Settings(), [])


def test_every_setting_counts(settings):
    text = '[practice]\nvoice = "plain"\npace = "slow"\nreduced_motion = true\ncounting = false\nbell = true\n'
    found = settings(f'{text}discreet = true\nlook = "dark"\n')
    assert found == (Settings("plain", "slow", True, False, True, True, "dark"), [])


def test_every_look_that_can_be_set_is_drawn():
    assert tuple(LOOKS) == config.LOOKS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[practice]\nvoise = 1\n", "there is no setting `voise`. Did you mean `voice`?"),
        ('[practice]\nvoice = "plan"\n', "`voice` is one of terminal, plain. Did you mean `plain`?"),
        ('[practice]\npace = ["slow"]\n', "`pace` is one of slow, normal, fast, off."),
        ('[practice]\nbell = "yes"\n', "`bell` is true or false, without quotes."),
        ("[practise]\nbell = true\n", "there is no part `practise`. Did you mean `practice`?"),
        ("practice = 1\n", "write [practice] on a line of its own."),
        ("[practice\n", "is left aside for now: Expected ']'"),
        (b"[practice]\nvoice = '\xff'\n", "is left aside for now: "),
    ],
)
def test_what_cannot_be_used_is_told_and_the_rest_counts(settings, file, text, told):
    found, faults = settings(text)
    assert found == Settings()
    assert len(faults) == 1
    assert str(file) in faults[0]
    assert told in faults[0]


def test_one_wrong_setting_does_not_take_the_others_away(settings):
    found, faults = settings('[practice]\nbell = 1\npace = "slow"\n')
    assert (found.pace, len(faults)) == ("slow", 1)


def test_a_choice_is_kept_beside_what_stands_there_comments_included(settings, file):
    settings('# mine\n[practice]  # how\npace = "slow" # for me\n\n[other]\nx = 1\n')
    set_setting(file, "practice.voice", "plain")
    assert file.read_text() == '# mine\n[practice]  # how\npace = "slow" # for me\nvoice = "plain"\n\n[other]\nx = 1\n'
    set_setting(file, "practice.voice", "terminal")
    assert read_settings(file)[0] == Settings(voice="terminal", pace="slow")


def test_a_first_choice_makes_the_file_for_its_owner_only(file):
    set_setting(file, "practice.voice", "plain")
    assert read_settings(file) == (Settings(voice="plain"), [])
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_that_cannot_be_read_is_left_as_it_is(settings, file):
    settings("[practice\n# my own notes\n")
    with pytest.raises(SelfattachError, match="left as it is"):
        set_setting(file, "practice.voice", "plain")
    assert file.read_text() == "[practice\n# my own notes\n"

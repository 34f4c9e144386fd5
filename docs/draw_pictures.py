"""The pictures of the README: screens of the real program in a real pseudo-terminal, drawn as SVG.

One command draws them all anew; a folder may be given, for those who want them elsewhere:

    python docs/draw_pictures.py

Every screen is there twice, for a light and for a dark page. The person in front of it is the `Sitting` of the tests,
so a picture shows what the program shows, cut to the rows it is about. This file knows how a screen is reached; how its
cells are drawn stands in `screen_to_svg.py`. When words that are waited for do not come, it says which, and draws none.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import pexpect
import pyte

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "program"))

from real_terminal import ENTER, WALKS, Sitting, without_ids  # noqa: E402  it stands beside the tests
from screen_to_svg import THEMES, QuietScreen, Rows, drawn, rows_of, text_of, words_of  # noqa: E402  same

from selfattach.words import BREATHE_OUT  # noqa: E402  same

PICTURES: Final = ROOT / "docs" / "pictures"
CRITIC: Final = "inner-critic-reframe"
CHECK_IN: Final = "mindfulness-check-in"
BREATHING: Final = "slow-breathing"
CONFIG: Final = '[practice]\nvoice = "terminal"\n'  # a home that has been asked what is asked once
SIZE: Final = (40, 80)  # high enough for nothing a picture is about to scroll away
QUIET_FOR: Final = 0.3  # seconds after which a prompt that stands has nothing more to write

Walk = tuple[tuple[str, str], ...]  # as in WALKS: words that are waited for, keys that are pressed then


class NotSeenError(Exception):
    """Words that a picture is about are not there."""


class Watched(Sitting):
    """A sitting that can show the screen as it was when the words waited for came, however much has come since."""

    said, awaited = "", ""

    def write(self, text: str) -> None:
        """Keep what the program says; `still` puts it on the screen."""
        self.said += text

    def sees(self, words: str) -> None:
        """Wait until these words came, and remember which."""
        self.awaited = words
        super().sees(words)

    def stands_before(self, words: str) -> None:
        """Wait until the question with these words can be answered."""
        self.sees(words)
        self.settles()
        self.rests()

    def types(self, words: str) -> None:
        """Write words and wait until all of them stand in the box."""
        self.child.send(words)
        self.awaited = words
        while words not in " ".join(" ".join(self.still().display).split()):
            self.settles()
        self.rests()

    def rests(self) -> None:
        """Wait until nothing more comes: the last thing a prompt shows is its cursor."""
        while self.child.expect([".+", pexpect.EOF, pexpect.TIMEOUT], timeout=QUIET_FOR) == 0:
            pass

    def still(self) -> QuietScreen:
        """Return the screen as the last wait left it; ids of records, new each time, are put level."""
        self.screen = QuietScreen(self.screen.columns, self.screen.lines)
        self._stream = pyte.Stream(self.screen)
        super().write(without_ids(self.said.removesuffix(self.child.buffer or "")))
        return self.screen


def _up_to(exercise: str, words: str) -> tuple[Walk, tuple[str, str]]:
    """The walk through an exercise before the step that waits for these words, and that step."""
    walk: Walk = WALKS[exercise]
    for place, step in enumerate(walk):
        if words in step[0]:
            return walk[:place], step
    raise NotSeenError(f"no step of the walk through {exercise} waits for: {words}")


def _start(person: Watched) -> None:
    _, (words, _) = _up_to(CRITIC, "How hard is this moment")
    person.stands_before(words)


def _pinned(person: Watched) -> None:
    before, (words, keys) = _up_to(CRITIC, "fair and kind")
    person.walks(before)
    person.stands_before(words)
    person.types(keys.removesuffix(ENTER))


def _breath(person: Watched) -> None:
    """Take the quicker count. As its way out begins, its bar is always full."""
    person.does("How do you want to do it", "2" + ENTER)
    person.does("Breathe in for three", ENTER)
    person.awaited = f"{BREATHE_OUT} █"
    person.child.expect(rf"{BREATHE_OUT}(?:\s|\x1b\[[0-9;]*m)+█+[^█]")


def _ending(person: Watched) -> None:
    person.walks(WALKS[CRITIC])
    person.leaves()


def _plain(person: Watched) -> None:
    """Answer the same in plain lines, where only questions wait, after a `>`."""
    before, (words, _) = _up_to(CHECK_IN, "What is here right now")
    for waited, keys in before:
        person.sees(waited)
        if keys.strip(ENTER):
            person.sees(">")
            person.child.send(keys)
    person.sees(words)
    person.sees(">")
    person.rests()


class Shot(NamedTuple):
    """One picture: its title, what is practised and how, the way to the screen, and words of the first row it shows."""

    title: str
    exercise: str
    options: tuple[str, ...]
    way: Callable[[Watched], None]
    begins: str = ""


SHOTS: Final = {
    "start": Shot("The start of a practice", CRITIC, ("--pace", "off"), _start),
    "pinned": Shot(
        "What the critic says stays in view while it is answered",
        CRITIC,
        ("--pace", "off"),
        _pinned,
        "You always spoil",
    ),
    "breath": Shot("A breath", BREATHING, ("--pace", "normal"), _breath, "How do you want to do it"),
    "ending": Shot("The end of a practice", CRITIC, ("--pace", "off"), _ending, "Your answer for today"),
    "plain": Shot("A practice in plain lines", CHECK_IN, ("--plain", "--pace", "off"), _plain, "no wrong way"),
}


def take(name: str) -> Rows:
    """Sit down in an empty home, go to where the picture is, and return the rows it shows."""
    shot = SHOTS[name]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        for place in ("config", "state"):
            (home / place).mkdir(parents=True, mode=0o700)
        (home / "config" / "config.toml").write_text(CONFIG, encoding="utf-8")
        person = Watched(home, "practice", shot.exercise, *shot.options, size=SIZE)
        try:
            shot.way(person)
            return _beginning_with(shot.begins, rows_of(person.still()))
        except (pexpect.TIMEOUT, pexpect.EOF):
            message = (
                f"{name}: waited for words that did not come: {person.awaited}\n\n{words_of(rows_of(person.still()))}"
            )
            raise NotSeenError(message) from None
        finally:
            person.is_killed()


def _beginning_with(begins: str, rows: Rows) -> Rows:
    """The rows from the last one with these words on; without words, all."""
    if not begins:
        return rows
    places = [place for place, row in enumerate(rows) if begins in text_of(row)]
    if not places:
        raise NotSeenError(f"no row of the picture holds the words it begins with: {begins}\n\n{words_of(rows)}")
    return rows[places[-1] :]


def draw(folder: Path) -> None:
    """Draw every picture for every page; only when all of them could be taken is anything written."""
    taken = {name: take(name) for name in SHOTS}
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in taken.items():
        for page, theme in THEMES.items():
            (folder / f"{name}-{page}.svg").write_text(drawn(rows, theme, SHOTS[name].title), encoding="utf-8")


if __name__ == "__main__":
    try:
        draw(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
    except NotSeenError as not_seen:
        sys.exit(str(not_seen))

"""One exercise in the terminal voice, without a store: each reply goes to a file, as a line of JSON.

    driver.py EXERCISE REPLIES [PACE] [HALF_TYPED]

EXERCISE is an id of the library or a file. Saved typing goes to the same file, as `["typing", text]`. MANNER in the
environment is JSON for `Manner`, EDITING the folder an editor may use; with SLOWEST no look at the clock finds more
than so many seconds gone by since the one before, as on a machine that is never busy.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selfattach.cli.practise.hangup import until_hung_up
from selfattach.config import PACES
from selfattach.engine.answers import IllegalAnswerError
from selfattach.engine.session import Found, Outside, Question, Session, Tell
from selfattach.engine.voice import ON, Asking, Hangup, Manner, Reply, as_plain
from selfattach.help.country import Place
from selfattach.help.helplines import read_helplines
from selfattach.help.page import HelpPage
from selfattach.help.screens import Facts
from selfattach.library import Library
from selfattach.paths import HELPLINES, library
from selfattach.script.model import Say, Support
from selfattach.ui.terminal import TerminalVoice
from selfattach.words import Menu


def note(replies: Path, *what: Any) -> None:
    with replies.open("a", encoding="utf-8") as file:
        file.write(json.dumps(what) + "\n")


def practise(voice: TerminalVoice, session: Session, replies: Path, half_typed: str) -> None:
    note(replies, *voice.open(session.framed.exercise.head))
    note(replies, "loaded", sorted({"rich", "prompt_toolkit"} & set(sys.modules)))
    while (step := session.step) is not None:
        if isinstance(step, Tell) and isinstance(step.step, Support):
            note(replies, "help", HelpPage(voice, facts).show(step.step.at, as_plain(step.text)))
            reply = ON
        elif isinstance(step, Tell):
            following = session.go_on().step if isinstance(step.step, Say) else None
            reply = voice.tell(step._replace(then=following if isinstance(following, Question) else None))
        else:
            kept = step.prompt.keep or "kept" if step.prompt.form.kind in ("write", "promise") else ""
            editing = Path(os.environ["EDITING"]) if "EDITING" in os.environ and step.prompt.keep != "never" else None
            reply = voice.ask(Asking(step, half_typed, kept, lambda text: note(replies, "typing", text), editing))
        note(replies, *reply)
        if reply.kind == "gone":
            return
        half_typed = str(reply.value) if reply.kind == "pause" and reply.value else ""
        if reply.kind == "pause":
            chosen = voice.menu(Menu("Paused.", {"on": "Go on", "enough": "Enough for today"}, "back"))
            note(replies, "menu", chosen)
        session = after(voice, session, reply)


def facts(said: str) -> Facts:
    """What the page of help tells of: somebody in Britain, by a guess, or in the country that was said."""
    helplines = read_helplines(library() / HELPLINES)
    return Facts(helplines, Place(helplines.of(said)) if said else Place(helplines.of("GB"), "clock"))


def after(voice: TerminalVoice, session: Session, reply: Reply) -> Session:
    match reply.kind:
        case "on":
            return session.go_on()
        case "back":
            return session.back() or session
        case "answer" if isinstance(session.step, Question):
            try:
                return session.answer(reply.value)
            except IllegalAnswerError as why:
                voice.refuse(f"That did not fit: {why}.")
    return session


def unhurried(slowest: float) -> Callable[[], float]:
    """A clock that stands still while a busy machine keeps us waiting for more than these seconds."""
    looked = told = time.monotonic()

    def clock() -> float:
        nonlocal looked, told
        now = time.monotonic()
        told += min(now - looked, slowest)
        looked = now
        return told

    return clock


def main() -> int:
    exercise, replies, pace, half_typed = (*sys.argv[1:], *("normal", "")[len(sys.argv) - 3 :])
    library = Library(Path("exercises"), Path("/none"))
    path, own = (Path(exercise), True) if "/" in exercise else library.find(exercise)
    framed = library.framed(library.load(path, own=own))
    found = {"an-earlier-one.letter newest 0": Found(OLD, OLD, "a week ago", "")}
    manner = Manner(PACES[pace], **json.loads(os.environ.get("MANNER", "{}")))
    clock = unhurried(float(os.environ["SLOWEST"])) if "SLOWEST" in os.environ else time.monotonic
    voice = TerminalVoice(sys.stdin, sys.stdout, clock=clock, environment=os.environ, manner=manner)

    def held() -> int:
        try:
            practise(voice, Session(framed, Outside(found=found)), Path(replies), half_typed)
        except Hangup as hangup:
            note(Path(replies), "hangup", hangup.signum)
            raise
        finally:
            voice.close()
        return 0

    return until_hung_up(held)


OLD = "\n".join(["Dear [b]you[/b] :smile:", *(f"line {number}" for number in range(1, 40)), "the last line"])


if __name__ == "__main__":
    sys.exit(main())

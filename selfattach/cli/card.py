"""Going through the support card: old lines beside new ones, and the person says which come off.

Each section is one question, held by the loop that holds every practice, so that every voice, the pause and the
grounding are there. What comes off is kept as a session of its own that names the lines without their words: nothing is
deleted, and the card is read without them. It decides nothing about what stands on the card; `shelf.py` reads that.
"""

from datetime import datetime
from typing import Any, Final

from selfattach import __version__, practice, words
from selfattach.cli.desk import Desk
from selfattach.history.drafts import NoDraft
from selfattach.history.ids import new_id, practice_day, short_form
from selfattach.keeping import Begun, Resumed, record_of
from selfattach.script.model import Exercise, Head, Option, Pick, Prompt, Run, Text, Words
from selfattach.session import Framed, Session
from selfattach.shelf import CARD, OFF, CardLine, card
from selfattach.support import by_section
from selfattach.text import one_line
from selfattach.ui.port import Voice

EXERCISE: Final = "support-card"  # of the sessions kept here; no script has it


class Cards:
    """One person's card, gone through in one voice."""

    def __init__(self, desk: Desk, voice: Voice) -> None:
        self._desk = desk
        self._voice = voice

    def go_through(self, only: set[str] | None = None) -> str:
        """Ask of each section (or `only` these) which lines come off, and keep that. Return the last sentence."""
        self._desk.history.put_in_order()
        sections = {name: lines for name, lines in self._sections().items() if only is None or name in only}
        if not sections:
            return words.CARD_EMPTY
        now = self._desk.now()
        run = practice.Run(
            Resumed(Session(_framed(sections, now)), ()),
            self._voice,
            NoDraft("", {}),
            self._desk.now,
            self._desk.library.frame().fragment("ground", "ground"),
            self._desk.support_page,
            saves=False,
            pause=words.CARD_PAUSE,
        )
        entries = _entries(run.session, sections) if run.hold() == "over" else []
        return self._keep(run.session, entries, now) if entries else words.CARD_AS_IT_WAS

    def offer(self, record: dict[str, Any]) -> None:
        """After a session that put lines on the card: where older ones stand beside them, offer to look."""
        new = {entry["section"] for entry in record["answers"] if entry.get("shelf") == CARD and entry.get("section")}
        old = {
            section
            for section, lines in self._sections().items()
            if section in new and any(not of.startswith(f"{record['id']}/") for line in lines for of in line.of)
        }
        if old and self._voice.menu(words.CARD_OLDER) == "yes":
            self._voice.say(self.go_through(old))

    def _sections(self) -> dict[str, list[CardLine]]:
        return by_section(card(self._desk.history.shards, self._desk.seals).lines)

    def _keep(self, session: Session, entries: list[dict[str, Any]], now: datetime) -> str:
        from selfattach.history.record import from_plain  # noqa: PLC0415  only where something came off

        begun = Begun(new_id(now), now.isoformat(timespec="seconds"), __version__)
        record = record_of(session, begun, self._desk.now())
        assert record is not None  # it came to its end
        self._desk.history.add(from_plain(record | {"answers": entries}))
        self._desk.copy_card()
        return words.CARD_CHANGED.format(short=short_form(begun.id))


def _framed(sections: dict[str, list[CardLine]], now: datetime) -> Framed:
    """One question a section, outside what counts as the steps of a script: left open is no sign of having enough."""
    head = Head(EXERCISE, words.CARD_TITLE, intensity="gentle", kind="check")
    asked = tuple(
        Prompt(_name(place), _options(lines, now), _text(_ask(section)), _text(words.CARD_HINT))
        for place, (section, lines) in enumerate(sections.items(), 1)
    )
    return Framed(Exercise(head, (), {}, b""), asked, (), (), (), (), ())


def _options(lines: list[CardLine], now: datetime) -> Pick:
    told = [words.CARD_LINE.format(words=one_line(line.words), ago=_ago(line.started, now)) for line in lines]
    return Pick(tuple(Option(str(place), one, one) for place, one in enumerate(told, 1)), len(told))


def _ago(started: str, now: datetime) -> str:
    try:
        return words.ago((practice_day(now) - practice_day(datetime.fromisoformat(started))).days)
    except ValueError:  # a file written by hand
        return one_line(started)


def _entries(session: Session, sections: dict[str, list[CardLine]]) -> list[dict[str, Any]]:
    """What came off, one entry for each place where such a line was written, without its words."""
    answers = {act.name: act for _, act in session.answered if act.value}
    entries: list[dict[str, Any]] = []
    for place, (section, lines) in enumerate(sections.items(), 1):
        act = answers.get(_name(place))
        for of in [of for number in (act.value if act else ()) for of in lines[int(number) - 1].of]:
            entry = {"name": "line", "kind": CARD, "ask": _ask(section), "value": OFF, "at": act.at if act else ""}
            told = {"labels": {OFF: words.CARD_CAME_OFF}, "section": section, "of": of, "outcome": OFF}
            entries.append(entry | told | {"round": [len(entries) + 1]})
    return entries


def _name(place: int) -> str:
    return f"section_{place}"


def _ask(section: str) -> str:
    return words.CARD_ASK.format(section=section)


def _text(said: str) -> Text:
    """Words as they are: a person's words are never markup."""
    return Text((Words(1, (Run(said),), said),))

"""What came of a practice, told: the record as JSON, and the given answers that could not be used, each with why."""

from typing import TYPE_CHECKING, Any

from selfattach import words
from selfattach.cli.output import tell
from selfattach.cli.practise.run_options import RunOptions
from selfattach.engine.session import WOULD_SAY, Session
from selfattach.engine.voice import Voice
from selfattach.kinds import JsonObject
from selfattach.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selfattach.history.record import Record
    from selfattach.ui.given_answers import Unused


def tell_result(run_options: RunOptions, voice: Voice, session: Session, record: "Record | None") -> None:
    """Tell what was not used, and, where it is wanted, all of it as JSON."""
    unused = _unused(voice, session) if run_options.scripted else []
    tell_unused(unused)
    if run_options.tells_result is None:
        return
    from selfattach.history.record import to_plain  # noqa: PLC0415  msgspec is for the end of a practice

    told = None if record is None else to_plain(record)
    if told is None and unused:
        told = {"exercise": session.framed.exercise.head.id}
    if told is not None and run_options.scripted:
        told["not_used"] = [as_plain(one) for one in unused]
    run_options.tells_result(told)


def tell_unused(unused: "Iterable[Unused]") -> None:
    """Tell on stderr what was not used, by reason."""
    names: dict[str, list[str]] = {}
    for one in unused:
        names.setdefault(one.reason, []).append(one.told)
    for reason, told in names.items():
        tell(one_line(words.UNUSED[reason].format(names=", ".join(dict.fromkeys(told)))))


def as_plain(unused: "Unused") -> JsonObject:
    """Return one of them as JSON has it: the round only where it is one of several."""
    plain: dict[str, Any] = {"name": unused.name, "value": unused.value}
    if unused.round:
        plain["round"] = list(unused.round)
    return plain | {"reason": unused.reason}


def _unused(voice: Voice, session: Session) -> "list[Unused]":
    from selfattach.ui.scripted import ScriptedVoice  # noqa: PLC0415  for answers that were given only

    if not isinstance(voice, ScriptedVoice):
        return []
    cut_short = session.ending is None or session.ending.how != "done"
    return [*voice.unused(session.framed, cut_short=cut_short), *_not_said(session)]


def _not_said(session: Session) -> "list[Unused]":
    """What was said to be put on a shelf, and what was asked about it then got no answer: it is not there."""
    from selfattach.ui.given_answers import Unused  # noqa: PLC0415  same

    open_ones = [act.name for _, act in session.answered if act.name.endswith(f".{WOULD_SAY}") and act.value is None]
    return [Unused(name, None, (), "not_said") for name in open_ones]

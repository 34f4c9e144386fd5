"""Scripts to play and ways to play them: read by the real compiler, framed by the bundled frame, on no screen."""

import json
from datetime import UTC, datetime
from functools import cache, lru_cache
from textwrap import dedent, indent
from typing import get_args

from selfattach.engine.draft_lines import Begun, line_of, resume
from selfattach.engine.records import record_of
from selfattach.engine.safety_frame import Frame
from selfattach.engine.session import Outside, Question, Session, Tell
from selfattach.engine.voice import as_plain
from selfattach.help.country import Place
from selfattach.help.helplines import read_helplines
from selfattach.help.page import HelpPage
from selfattach.help.screens import Facts
from selfattach.history.record import to_plain
from selfattach.library import read_source
from selfattach.paths import HELPLINES, library
from selfattach.script.compiler import compile_script
from selfattach.script.model import Prompt, QuestionKind, every_step
from selfattach.script.parse_context import Source

EVERY_KIND = {form._field_defaults["kind"] for form in get_args(QuestionKind)}
NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
BEGUN = Begun("20261122T040917Z-k7qm2x", NOW.isoformat(), "0.1.0")
LIBRARY = library()


@cache
def bundled(name):
    return read_source(LIBRARY / f"{name}.yaml")


def bundled_fragment(name):
    return bundled(f"fragments/{name}") if (LIBRARY / "fragments" / f"{name}.yaml").is_file() else None


@cache
def the_frame():
    return Frame(bundled("frame"), bundled_fragment, bundled("measures"))


@cache
def the_helplines():
    return read_helplines(LIBRARY / HELPLINES)


def help_page(voice, **made):
    """Return the page of help in this voice, for somebody in the United Kingdom who has no card."""

    def find(said):
        return Facts(the_helplines(), Place(the_helplines().of(said or "GB")))

    return HelpPage(voice, find, **made)


def script(steps, *, ident="made-up", intensity="gentle", head=""):
    """Return the text of a script with these steps."""
    lines = f"selfattach: 1\nid: {ident}\ntitle: Made up\nintensity: {intensity}\n"
    if intensity == "deep":
        lines += "instead: mindfulness-check-in\n"
    return f"{lines}{dedent(head)}steps:\n{indent(dedent(steps).strip(), '  ')}\n"


def compiled(text, fragments=None, ident="made-up"):
    """Return the exercise in a text. `fragments`: steps of fragments by id; the library's come first, as always."""

    def find(name):
        own = (fragments or {}).get(name)
        if bundled_fragment(name) is not None:
            return bundled_fragment(name)
        if own is None:
            return None
        return Source(name, f"{name}.yaml", own.encode())

    return compile_script(Source(ident, f"{ident}.yaml", text.encode()), find, bundled("measures"))


def fragment(steps, ident="piece", head=""):
    return script(steps, ident=ident, head=f"kind: fragment\n{head}")


def framed(steps, *, fragments=None, intensity="gentle", head=""):
    if fragments is None:
        return _framed(script(steps, intensity=intensity, head=head))
    return the_frame().around(compiled(script(steps, intensity=intensity, head=head), fragments))


@lru_cache(maxsize=8)  # where the same script is played from many answers
def _framed(text):
    return the_frame().around(compiled(text))


def kinds_asked(exercise):
    """Return the kinds of the questions in a script, and of those that the frame asks about its answers."""
    prompts = [step for step in every_step(exercise.steps) if isinstance(step, Prompt)]
    return {prompt.form.kind for prompt in prompts} | {"keep" for prompt in prompts if prompt.keep == "ask"}


def begin(steps, *, outside=None, **made):
    """Return a new session of a made-up exercise."""
    return Session(framed(steps, **made), outside or Outside())


def at_question(session):
    """Pass whatever is only told."""
    while isinstance(session.step, Tell):
        session = session.go_on()
    return session


def play(session, **answers):
    """Answer by name until the end; what is not named is left open. A list is taken one by one, round by round."""
    given = {
        name.replace("__", "."): list(value) if isinstance(value, list) else value for name, value in answers.items()
    }
    while (session := at_question(session)).step is not None:
        value = given.get(session.step.name)
        if isinstance(value, list) and session.step.round:
            value = value.pop(0) if value else None
        session = session.answer(value, NOW.isoformat())
    return session


def until(session, name, **answers):
    """Play on to the question of that name."""
    while (session := at_question(session)).step is not None and session.step.name != name:
        session = session.answer(answers.get(session.step.name.replace(".", "__")), NOW.isoformat())
    assert session.step is not None, f"{name} is not asked"
    return session


def words_of(step):
    """Return all words a stop shows."""
    if isinstance(step, Question):
        return "\n".join([*step.pins, as_plain(step.ask), as_plain(step.hint), as_plain(step.help), step.start])
    return "\n".join([as_plain(step.text), *(as_plain(runs) for _, runs in step.cues)])


def stops(session):
    """Return every stop on the way taken, in order."""
    found = []
    walked = session.cut(0)
    for act in session.log:
        found.append(walked.step)
        walked = walked.do(act)
    return found


def told(session):
    """Return everything that is told and asked on the way taken, in order."""
    return [words_of(stop) for stop in stops(session)]


def asked(session):
    return [prompt.name for prompt, _ in session.answered]


def stored(record):
    """Return a record as a shard has it."""
    return json.loads(json.dumps(to_plain(record)))


def record(session, aside=()):
    """Return the record as it would be stored, or None."""
    built = record_of(session, BEGUN, NOW, aside)
    return built and stored(built)


def entries(session, aside=()):
    """Return the answers of the record by name; of several rounds the last."""
    return {entry["name"]: entry for entry in record(session, aside)["answers"]}


def journal(session):
    """Return the lines a journal has of this session, as text."""
    lines, played = [], session.cut(0)
    for act in session.log:
        never = act.kind == "answer" and played.step.prompt.keep == "never"
        lines.append(json.dumps(line_of(act, never=never)))
        played = played.do(act)
    return lines


def resumed(session, lines):
    return resume(session.framed, session.outside, [json.loads(line) for line in lines])

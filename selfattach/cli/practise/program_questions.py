"""Questions of the program's own, held by the loop that holds every practice: every voice, the pause, the grounding.

Nothing of them is kept here, and no draft, unless whoever asks has one. What an answer means is for whoever asks.
"""

from collections.abc import Sequence

import typer

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.engine import loop as practice
from selfattach.engine.draft_lines import Resumed
from selfattach.engine.session import Framed, Session
from selfattach.engine.voice import Voice
from selfattach.help.page import OPENS_AT
from selfattach.history.drafts import NoDraft
from selfattach.script.model import Exercise, Prompt, Say, Text, TextRun, Words


def loop_of(
    context: AppContext,
    voice: Voice,
    exercise: Exercise,
    questions: Sequence[Prompt | Say],
    pause: words.Menu,
    *,
    saves: bool = False,
    journal: practice.Journal | None = None,
) -> practice.Loop:
    """Return the loop over these questions, and what is told between them, to be held by its `run`.

    They stand in the name of an exercise, outside what counts as the steps of a script: one that is left open is no
    sign of having enough. `saves`: whoever asks keeps what is written, and it is said beside the question. `journal`:
    where it is meanwhile.
    """
    return practice.Loop(
        Resumed(Session(Framed(exercise, tuple(questions), (), (), (), (), ())), ()),
        voice,
        journal or NoDraft("", {}),
        context.now,
        context.help_page(voice),
        saves=saves,
        pause=pause,
    )


def end_with_help(loop: practice.Loop) -> None:
    """End the program where help was chosen at such a question, or its page closed; nothing is said after the page."""
    ending = loop.session.ending
    if ending is not None and ending.door is not None:
        loop.help_page.show(OPENS_AT[ending.door.about])
    elif not loop.closed:
        return
    raise typer.Exit(0)


def verbatim(said: str) -> Text:
    """Return words as a question takes them, as they are: titles and a person's words are never markup."""
    return Text((Words(1, (TextRun(said),), said),))

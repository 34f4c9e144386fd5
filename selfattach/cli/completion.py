"""What a shell offers at Tab: ids of exercises and of sessions, what `--for` takes, settings, shells.

A Tab must not be waited for, so each of these loads what it needs when it is asked, and names alone are read: no
script, and no session where the index of heads is there. It asks nothing, what cannot be read offers nothing, and a
person's words are never offered.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

import typer

from selfattach.cli.context import AppContext
from selfattach.config import KEYS, choices_of
from selfattach.script.model import PURPOSES

_AN_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)  # what a shell is given is read by it as code
_NEWEST: Final = 50


def exercise_ids(incomplete: str) -> list[str]:
    """Ids of exercises, by their file names."""
    return _starting(incomplete, _exercises)


def purposes(incomplete: str) -> list[str]:
    """What a practice can be for."""
    return _starting(incomplete, lambda: PURPOSES)


def format_topics(incomplete: str) -> list[str]:
    """All that the reference of the format can be asked for."""
    return _starting(incomplete, _topics)


def session_ids(incomplete: str) -> list[str]:
    """Ids of the newest sessions as they are shown, newest first."""
    return _starting(incomplete, _sessions)


def setting_keys(incomplete: str) -> list[str]:
    """Every setting there is."""
    return _starting(incomplete, lambda: KEYS)


def setting_values(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return what the setting named before can be."""
    return _starting(incomplete, lambda: choices_of(str(ctx.params.get("key"))))


def shells(incomplete: str) -> list[str]:
    """Return the shells there is a hook for."""
    return _starting(incomplete, lambda: ("bash", "zsh", "fish", "powershell"))


def _starting(incomplete: str, names: Callable[[], Iterable[str]]) -> list[str]:
    try:
        return [name for name in names() if name.startswith(incomplete)]
    except Exception:  # noqa: BLE001  whatever it is, it is told where the command itself is run, not at Tab
        return []


def _exercises() -> list[str]:

    return [name for name in AppContext(only_looks=True).library.ids() if _AN_ID.fullmatch(name)]


def _topics() -> list[str]:
    from selfattach.author.reference import topics  # noqa: PLC0415  not for any other Tab

    return topics()


def _sessions() -> list[str]:
    from selfattach.history.ids import longer_form, short_form  # noqa: PLC0415  as above

    history = AppContext(only_looks=True).history
    history.leave_as_it_is()
    newest = [head.id for head in history.latest(_NEWEST)]
    shown = [short_form(session) for session in newest]
    return [
        short if shown.count(short) == 1 else longer_form(session) for session, short in zip(newest, shown, strict=True)
    ]

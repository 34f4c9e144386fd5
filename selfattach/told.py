"""A stored question and its answer in words, without the exercise they came from.

It stands alone so that what only shows words need not load the engine. It knows no disk, no session and nobody's
terminal.
"""

from collections.abc import Iterable
from typing import Any

from selfattach import kinds


def entry_words(entry: Any) -> str:  # noqa: ANN401  an Entry of a record
    """Return a stored answer in words, without the exercise it came from."""
    labels: dict[str, str] = entry.labels or {}
    value = entry.value
    if isinstance(value, bool):
        from selfattach import words  # noqa: PLC0415  most answers need none

        return words.YES if value else words.NO
    if isinstance(value, list | tuple):
        return ", ".join(labels.get(str(one), str(one)) for one in value)
    if parts := kinds.parts_of(entry):
        return ": ".join(part for part in parts if part)
    if isinstance(value, dict) and entry.kind not in kinds.KINDS:
        return "\n".join(str(leaf) for leaf in kinds.leaves(value) if leaf is not None)
    if isinstance(value, dict):
        statements = entry.items or {}
        return ", ".join(
            f"{statements.get(item, item)}: {labels.get(str(figure), figure)}" for item, figure in value.items()
        )
    return "" if value is None else labels.get(str(value), str(value))


def asked(ask: str, answers: Iterable[Any]) -> str:
    """Return a question as it was put: as the script has it, with these answers of its session in their places."""
    from selfattach.script.model import Slot  # noqa: PLC0415  answers need none of it
    from selfattach.script.texts import TextError, parse_text  # noqa: PLC0415  same

    try:
        parts = parse_text(ask)
    except TextError:
        return ask
    told = {entry.name: entry_words(entry) for entry in answers}
    return "".join(
        next((told[ref.name] for ref in part.refs if ref.name in told), part.otherwise or "...")
        if isinstance(part, Slot)
        else part.text
        for part in parts
    )

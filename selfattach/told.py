"""A stored answer in words, without the exercise it came from. It knows no disk, no session and nobody's terminal.

It stands alone so that what only shows words need not load the engine.
"""

from typing import Any


def entry_words(entry: Any) -> str:  # noqa: ANN401  an Entry of a record
    """Return a stored answer in words, without the exercise it came from."""
    labels: dict[str, str] = entry.labels or {}
    value = entry.value
    if isinstance(value, bool):
        from selfattach import words  # noqa: PLC0415  most answers need none

        return words.YES if value else words.NO
    if isinstance(value, list | tuple):
        return ", ".join(labels.get(str(one), str(one)) for one in value)
    if isinstance(value, dict) and entry.kind == "promise":
        return ": ".join(str(part) for part in (value.get("cue"), value.get("action")) if part)
    if isinstance(value, dict):
        statements = entry.items or {}
        return ", ".join(
            f"{statements.get(item, item)}: {labels.get(str(figure), figure)}" for item, figure in value.items()
        )
    return "" if value is None else labels.get(str(value), str(value))

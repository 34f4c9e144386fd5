"""Words for those who write exercises."""

from typing import Final

from selfattach.words.basics import counted

# --- for those who write exercises

NO_SCRIPT: Final = "No script is there."
NO_SCRIPT_FILE: Final = "there is no file {file}."
CHECKED: Final = ("One script checked, {found} to mend.", "{n} scripts checked, {found} to mend.")


def checked(scripts: int, remarks: int) -> str:
    """Return how a check came out."""
    return counted(CHECKED, scripts, found=str(remarks or "nothing"))

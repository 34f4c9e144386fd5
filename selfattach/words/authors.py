"""Words for those who write exercises."""

from typing import Final

from selfattach.words.basics import counted

# --- for those who write exercises

NO_SCRIPT: Final = "No script is there."
NO_SCRIPT_FILE: Final = "there is no file {file}."
CHECKED: Final = ("One script checked, {found} to mend.", "{n} scripts checked, {found} to mend.")


FIGURES_OF_ALL: Final = "all"
FIGURES: Final = (
    "{name}: {words} words; no or not {negations:.1f} in 100; {to_you:.0f} % to you; {then:.0f} % begin with Then; "
    "{warm:.1f} warm words in 1,000; openings: {openings}"
)


def checked(scripts: int, remarks: int) -> str:
    """Return how a check came out."""
    return counted(CHECKED, scripts, found=str(remarks or "nothing"))

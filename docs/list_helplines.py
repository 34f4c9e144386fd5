"""Write docs/reference/helplines.md: every number of exercises/helplines.json, its hours, its source, how sure it is.

python docs/list_helplines.py
"""

from collections.abc import Iterator
from pathlib import Path

from selfattach import words
from selfattach.help.helplines import Country, read_helplines
from selfattach.paths import HELPLINES, library

PAGE = Path(__file__).parent / "reference" / "helplines.md"
_BEFORE = """\
# The numbers, and where they are from

Written by `python docs/list_helplines.py` from [exercises/helplines.json](../../exercises/helplines.json). They were
compared with these sources on {day}; nobody was called. "Verified" numbers were seen on a page of the line
itself or of a public body that runs it, "secondary" ones at second hand. No test fails because they grow old: the page
of help tells the day, and `selfattach doctor` says so after half a year. A number that is wrong is best told to whoever
keeps this program.

{countries} countries. "Emergency" is for an ambulance; the police stand beside it where they have another number.
"""


def page() -> str:
    """Return the whole page."""
    helplines = read_helplines(library() / HELPLINES)
    day = words.day(helplines.checked_on)
    parts = [_BEFORE.format(day=day, countries=len(helplines.countries))]
    parts += ["\n".join(_country(one)) for one in helplines.countries]
    return "\n".join(parts)


def _country(country: Country) -> Iterator[str]:
    police = f", police {country.police}" if country.police else ""
    yield f"## {country.country}\n"
    yield f"Emergency: {country.emergency}{police}.\n"
    yield "| for | number | what it is | when | source |"
    yield "|---|---|---|---|---|"
    for line in country.lines:
        about = ", ".join(filter(None, [line.name, line.way, line.languages, f"for {line.whom}" if line.whom else ""]))
        when = ", ".join(filter(None, [line.hours, line.cost])) or "not known"
        seen = f", {line.as_of}" if line.as_of else ""
        links = "".join(f" [{number}](<{url}>)" for number, url in enumerate(line.urls, 1))
        row = (line.kind, line.number, about, when, f"{line.source}{seen}; {line.mark}, {line.sure}{links}")
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

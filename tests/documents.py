"""README and docs/ as the tests read them: pages, links, and the calls of the program in them."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r'\]\(<?([^)>\s]+)>?\)|src(?:set)?="([^"]+)"')
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
PROMPTED = ("sh", "bash", "fish", "powershell")


def text_of(page):
    return page.read_text(encoding="utf-8")


def prose_of(page):
    return FENCE.sub("", text_of(page))


# --- links


def anchors_of(page):
    """The anchors of the headings of a page, as they are made where such pages are read."""
    found = []
    for heading in re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(page)), re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        anchor = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        found.append(f"{anchor}-{found.count(anchor)}" if anchor in found else anchor)
    return found


LINKS = [
    (page, link)
    for page in PAGES
    for parts in LINK.findall(re.sub(r"`[^`\n]*`", "", prose_of(page)))
    if ":" not in (link := "".join(parts))
]


def commands_in(page):
    """Yield each call of the program on a page, from blocks for a shell and from code within a line."""
    lines = [line for kind, block in FENCE.findall(text_of(page)) if kind in PROMPTED for line in block.splitlines()]
    lines += [" ".join(code.split()) for code in re.findall(r"(?<!`)`([^`]+)`(?!`)", prose_of(page))]
    for line in lines:
        for part in re.split(r"\||&&|;|\$\(|\)|>>|>|<|\s#\s", line):
            found = re.match(r"\s*(?:\S*/)?(?:exec )?selfattach(?= |$)(.*)", part)
            if found and "[" not in found[1] and "..." not in found[1]:
                yield tuple(shlex.split(found[1].strip()))


CALLS = sorted({call for page in PAGES for call in commands_in(page)})

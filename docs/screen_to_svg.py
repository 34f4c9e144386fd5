"""A screen of a terminal, drawn as SVG: every sign in its column, whatever font the reader has.

No script, no style sheet, no font and no link from outside, so it may stand wherever a picture may. The words are in it
as text, and once more, row by row, as its description. A colour is moved away from its ground until it can be read.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TypeVar
from xml.sax.saxutils import escape

import pyte
from pyte.screens import Char

Rows = list[list[Char]]  # the cells of each row


class QuietScreen(pyte.Screen):
    """A screen that keeps quiet words quiet: pyte forgets `dim`, so it is kept in the place of `blink`."""

    def select_graphic_rendition(self, *attrs: int, **_: bool) -> None:
        """Take on styles. The numbers of a colour (38;5;2) are none, whatever they look like."""
        codes = list(attrs)
        kept: list[int] = []
        while codes:
            code = codes.pop(0)
            numbers = {5: 2, 2: 4}.get(codes[0] if codes else 0, 0) if code in (38, 48) else 0
            kept += [code, *codes[:numbers]] if numbers else {2: [5], 5: [], 22: [22, 25]}.get(code, [code])
            del codes[:numbers]
        super().select_graphic_rendition(*kept)


# --- colours ----------------------------------------------------------------------------------------------------------

READABLE: Final = 4.5  # WCAG 2.2, 1.4.3: the contrast of words with their ground


class Theme(NamedTuple):
    """The colours of one page. `normal` and `bright`: the eight a terminal names, in the order of their numbers."""

    ground: str
    frame: str
    text: str
    quiet: str
    normal: str
    bright: str


NORMAL: Final = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
NAMES: Final = (*NORMAL, *(f"bright{name}" for name in NORMAL))
THEMES: Final = {
    "light": Theme(
        *("f6f8fa", "d1d9e0", "1f2328", "5f6872"),
        "1f2328 b3262e 1a6b2f 7a4f00 0a57b5 7a3fb8 0f6a75 59636e",
        "454c54 a40e26 116329 633c01 0550ae 6639ba 0b5a64 3d444d",
    ),
    "dark": Theme(
        *("161b22", "30363d", "e1e6ec", "929ba6"),
        "8b949e f0827a 6cc47a d9a93b 74b0ff c9a0ff 5cc2cf c4ccd5",
        "9ea7b3 ffa198 7ee08d e8c065 9cc8ff dcbcff 7fd9e5 f0f6fc",
    ),
}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""

    def luminance(colour: str) -> float:
        knee = 0.04045
        parts = [part / 255 for part in bytes.fromhex(colour)]
        red, green, blue = (part / 12.92 if part <= knee else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """A colour on the way from one to the other."""
    both = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return bytes(round(a + (b - a) * share) for a, b in both).hex()


def readable(colour: str, ground: str) -> str:
    """The colour, taken away from its ground as far as it needs to be read."""
    far = max("000000", "ffffff", key=lambda end: contrast(end, ground))
    return next(found for step in range(21) if contrast(found := mixed(colour, far, step / 20), ground) >= READABLE)


def colours(cell: Char, theme: Theme) -> tuple[str, str]:
    """The colours of a cell: of its words, and of the ground below them."""
    named = dict(zip(NAMES, f"{theme.normal} {theme.bright}".split(), strict=True))
    ground = named.get(cell.bg.replace("bf", "br"), cell.bg)  # pyte misspells one of them
    words = named.get(cell.fg, cell.fg)
    ground, words = ground.replace("default", theme.ground), words.replace("default", theme.text)
    if cell.blink:
        words = theme.quiet if cell.fg == "default" else mixed(words, ground, 0.3)
    return (readable(ground, words), words) if cell.reverse else (readable(words, ground), ground)


# --- drawing ----------------------------------------------------------------------------------------------------------

COLUMN, ROW, LETTER, BASE = 8.4, 20, 14, 14.5  # pixels; `BASE` is where in a row the letters stand
EDGE: Final = 24
FONTS: Final = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"

# Signs drawn as boxes, so that they join: from and to across, from and to down, in eighths of a cell
_ARMS: Final = {"l": (0, 4.5, 3.8, 4.2), "r": (3.5, 8, 3.8, 4.2), "u": (3.5, 4.5, 0, 4.2), "d": (3.5, 4.5, 3.8, 8)}
_LINES: Final = "─lr │ud ┌rd ┐ld └ru ┘lu ├rud ┤lud ┬lrd ┴lru ┼lrud ╭rd ╮ld ╰ru ╯lu"
SHAPES: Final = (
    {sign: ((0, width, 0, 8),) for width, sign in enumerate("▏▎▍▌▋▊▉█", 1)}
    | {sign: ((0, 8, 8 - height, 8),) for height, sign in enumerate("▁▂▃▄▅▆▇", 1)}
    | {"━": ((0, 8, 3.5, 4.5),)}
    | {line[0]: tuple(_ARMS[arm] for arm in line[1:]) for line in _LINES.split()}
)


class Box(NamedTuple):
    """A filled box; across and down in eighths of a cell."""

    left: float
    right: float
    top: float
    bottom: float
    colour: str

    def with_next(self, box: "Box") -> "Box | None":
        """Both as one, where they join."""
        level = self[2:] == box[2:]
        return self._replace(right=max(self.right, box.right)) if level and box.left <= self.right else None

    def svg(self, top: float) -> str:
        """The box, in a row that begins at `top`."""
        x, width = EDGE + self.left * COLUMN / 8, (self.right - self.left) * COLUMN / 8
        y, height = top + self.top * ROW / 8, (self.bottom - self.top) * ROW / 8
        return f'<rect x="{x:.5g}" y="{y:.5g}" width="{width:.5g}" height="{height:.5g}" fill="#{self.colour}"/>'


class Run(NamedTuple):
    """Words of one look, with single spaces between them; a wide sign stands alone. `look`: the attributes it needs."""

    column: int
    columns: int
    text: str
    look: str
    wide: bool

    def with_next(self, run: "Run") -> "Run | None":
        """Both as one, where no more than a space is between them."""
        gap = run.column - self.column - self.columns
        if gap > 1 or self.look != run.look or self.wide or run.wide:
            return None
        return self._replace(columns=self.columns + gap + run.columns, text=self.text + " " * gap + run.text)

    def svg(self, top: float) -> str:
        """The words at their column, and exactly as wide as their columns."""
        x, y, width = EDGE + self.column * COLUMN, top + BASE, self.columns * COLUMN
        place = f'x="{x:.5g}" y="{y:.5g}" textLength="{width:.5g}" lengthAdjust="spacingAndGlyphs"'
        return f"<text {place} {self.look}>{escape(self.text)}</text>"


Part = TypeVar("Part", Box, Run)


def drawn(rows: Rows, theme: Theme, title: str) -> str:
    """Return rows of a screen as the text of an SVG file."""
    boxes, runs = [], []
    for number, row in enumerate(rows):
        top = EDGE + number * ROW
        boxes += [box.svg(top) for box in boxes_of(row, theme)]
        runs += [run.svg(top) for run in runs_of(row, theme)]
    width, height = len(rows[0]) * COLUMN + 2 * EDGE, len(rows) * ROW + 2 * EDGE
    size = f'width="{width:g}" height="{height:g}"'
    frame = f'width="{width - 1:g}" height="{height - 1:g}" rx="9" fill="#{theme.ground}" stroke="#{theme.frame}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:g} {height:g}" {size}>',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(words_of(rows))}</desc>",
        f'<rect x="0.5" y="0.5" {frame}/>',
        *(['<g shape-rendering="crispEdges">', *boxes, "</g>"] if boxes else []),
        f'<g font-family="{FONTS}" font-size="{LETTER}">',
        *runs,
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def rows_of(screen: pyte.Screen) -> Rows:
    """The cells of a screen from its first words to its last. The cursor, where it shows, is a cell turned over."""
    rows = [[screen.buffer[row][column] for column in range(screen.columns)] for row in range(screen.lines)]
    if not screen.cursor.hidden:
        row, column = screen.cursor.y, min(screen.cursor.x, screen.columns - 1)
        rows[row][column] = rows[row][column]._replace(reverse=not rows[row][column].reverse)
    words = [place for place, row in enumerate(rows) if text_of(row)]
    return rows[words[0] : words[-1] + 1] if words else []


def text_of(row: Sequence[Char]) -> str:
    """The words of a row."""
    return "".join(cell.data for cell in row).rstrip()


def words_of(rows: Rows) -> str:
    """The words of all rows, in lines."""
    return "\n".join(text_of(row) for row in rows)


def boxes_of(row: Sequence[Char], theme: Theme) -> list[Box]:
    """The grounds that differ from the page's, then the signs that are drawn."""
    looks = [colours(cell, theme) for cell in row]
    grounds = [Box(column * 8, column * 8 + 8, 0, 8, ground) for column, (_, ground) in enumerate(looks)]
    signs = [
        Box(column * 8 + left, column * 8 + right, top, bottom, looks[column][0])
        for column, cell in enumerate(row)
        for left, right, top, bottom in SHAPES.get(cell.data, ())
    ]
    return [*_joined(box for box in grounds if box.colour != theme.ground), *_joined(signs)]


def runs_of(row: Sequence[Char], theme: Theme) -> list[Run]:
    """The words of a row. A wide sign leaves the cell after it without data."""
    wide = [not after.data for after in row[1:]] + [False]
    return _joined(
        Run(column, 1 + wide[column], cell.data, _look(cell, theme), wide[column])
        for column, cell in enumerate(row)
        if cell.data.strip() and cell.data not in SHAPES
    )


def _look(cell: Char, theme: Theme) -> str:
    lines = " ".join(line for line, on in (("underline", cell.underscore), ("line-through", cell.strikethrough)) if on)
    return " ".join(
        attribute
        for attribute, on in (
            (f'fill="#{colours(cell, theme)[0]}"', True),
            ('font-weight="bold"', cell.bold),
            ('font-style="italic"', cell.italics),
            (f'text-decoration="{lines}"', lines),
        )
        if on
    )


def _joined(parts: Iterable[Part]) -> list[Part]:
    """The parts in order, each as one with the part before where the two join."""
    found: list[Part] = []
    for part in parts:
        both = found[-1].with_next(part) if found else None
        if both:
            found[-1] = both
        else:
            found.append(part)
    return found

"""Words that have broken programs, made here by kind; and the question whether any of them reached a terminal.

Each payload is unmistakable: nothing of the program's own is a colour 31337 or an OSC 52.
"""

import random
import re
import unicodedata
from itertools import chain

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"
LONG = 100_000

_chance = random.Random(20261122)


def markup():
    """What Rich, HTML, Markdown, YAML, templates and our own texts would take for more than words."""
    tags = ("bold", "/", "/b", "red on blue", "link=file:///etc", "not a tag at all")
    yield from (f"[{tag}]felt[/{tag}]" for tag in tags)
    yield from (f"<{tag}>felt</{tag}>" for tag in ("b", "script", "style fg='ansired'"))
    yield from (f"{sign}felt{sign}" for sign in ("*", "**", "_", "`", "~~", "```", "$$"))
    yield from (
        "# one",
        "> two",
        "- three",
        "1. four",
        "| a | b |",
        "![](x)",
        "&lt;&#27;&nbsp;",
        ":smile: :cross_mark:",
    )
    yield from (
        "a: b",
        "- [x",
        "{y",
        "&anchor",
        "*alias",
        "!!python/object:x",
        "%TAG",
        "text #comment",
        "'",
        '"',
        "|",
        "?",
    )
    yield from (
        "${thought}",
        "${last.thought|x}",
        "${",
        "$",
        "$${thought}",
        "{thought}",
        "{0.__class__}",
        "{}",
        "{{x}}",
    )
    yield from ("%s%n%d", "%(x)s", "f'{1}'", "\\x1b[31m", "\\u202e", "\\n", "\\", "^[[31m")


def looks_like_something_else():
    """Words that a careless reader of files takes for a value, a path or a command."""
    yield from ("0", "-0", "007", "+5", "1e5", "0x1f", "1_000", "1.10", "4:30", "NaN", "Infinity", "-inf", "9" * 30)
    yield from ("null", "~", "None", "true", "False", "yes", "no", "on", "off", "undefined", "2026-11-22", "12:00:00")
    yield from (
        "/etc/passwd",
        "../..",
        "C:\\nul",
        "~root",
        "file.yaml",
        "-",
        "--",
        "--help",
        "-h",
        "=",
        "a=b",
        "@x",
        ",",
    )
    yield from ("'; DROP TABLE sessions; --", "1 OR 1=1", "$(reboot)", "`reboot`", "| rm -rf /", "&& x", "; x", "!!")
    yield from (":back", "::back", ":::back", ":skip", ":(", ":", "::", ":unknown", ".", "..", "?", "g", "quit", "exit")


def sequences():
    """Escape sequences of every sort, whole, cut short, doubled, and in their 8-bit form."""
    bodies = ("52;c;bmF1Z2h0eQ==", "8;;http://31337.test/", "0;31337", "4;1;rgb:ff/00/00", "777;notify;a;b")
    for start, end in (("\x1b]", BEL), ("\x1b]", ST), ("\x9d", "\x9c"), ("\x1b]", ""), ("\x9d", "")):
        yield from (f"before {start}{body}{end} after" for body in bodies)
    for start, end in (("\x1bP", ST), ("\x90", "\x9c"), ("\x1b_", ST), ("\x9f", "\x9c"), ("\x1b^", ST), ("\x1bX", ST)):
        yield f"before {start}$q31337{end} after"
    for csi in ("\x1b[", "\x9b"):
        yield from (
            f"before {csi}{tail} after" for tail in ("31337m", "2J", "?1049h", "31337;1H", "6n", "!p", "1$r", "", "3")
        )
    yield from (
        f"before {ESC}{tail} after" for tail in ("c", "7", "(0", "#8", " F", "", ESC, "[" + ESC, "]" + ESC + "[31337m")
    )
    yield from (
        f"{ESC}{ESC}[31337m[31337m",
        f"{ESC}\x00[31337m",
        "\x9b\u202e31337m",
        f"{ESC}[\n31337m",
        f"{ESC}\ufeff[31337m",
    )


def controls():
    """Every control character, each between two words; tabs and line ends among them."""
    yield from (f"one{chr(code)}two" for code in chain(range(0x20), range(0x7F, 0xA0)))
    yield from (
        f"one{sign}two" for sign in ("\r\n", "\u2028", "\u2029", "\ufeff", "\ufffe", "\u00ad", "\u180e", "\u2060")
    )
    yield from (
        "\ufeffbegins with a mark",
        "\ttabs\tand\ttabs\t",
        "\x00",
        "nul\x00",
        "over\rwritten",
        "back\b\b\b\bspace",
    )


def directions():
    """Overrides, embeddings, isolates and marks of direction, closed and open; and words that run both ways."""
    for code in chain(range(0x202A, 0x202F), range(0x2066, 0x206A), (0x200E, 0x200F, 0x061C)):
        yield from (f"safe {chr(code)}gnp.exe", f"{chr(code)}" * 9, f"{chr(code)}closed\u202c\u2069")
    yield from ("שלום עולם", "مرحبا، كيف حالك؟", "abc עברית 123 عربي def", "(שלום)", "1,234 ₪ \u200f!")


def scripts():
    """Words of many scripts, wide ones and those whose signs are clusters."""
    yield from (
        "क्षत्रिय ज्ञान श्रीमती",
        "ภาษาไทยไม่มีช่องว่างน้ำ",
        "漢字と仮名とハンカク ﾊﾟｿｺﾝ",
        "한국어 한국어",
        "ⲀⲂ 𐎀𐎁 \U0001d518\U0001d52b\U0001d526",
    )
    yield from (
        "žluťoučký kůň",
        "Zoë ß ﬁ \u0131 İ",
        "ሰላም ລາວນ້ຳ မြန်မာ தமிழ்",
        "".join(chr(0xFF00 + ord(letter) - 0x20) for letter in "WIDE") + "\u3000",
        "a\u00a0b\u202fc\u3000d\u2007e",
    )
    yield unicodedata.normalize("NFD", "Ångström café naïve")


def marks():
    """Zero-width signs, and letters under a flood of marks."""
    yield from (f"in{chr(code)}visible{chr(code)}" for code in (0x200B, 0x200C, 0x200D, 0x2060, 0x034F, 0x115F, 0x3164))
    every = [chr(code) for code in range(0x300, 0x370)]
    yield "".join(letter + "".join(_chance.choices(every, k=40)) for letter in "he comes")
    yield from ("\u0301 a mark first", "\u0301" * 50, "a" + "\u20dd\u0489" * 200, "\u200d" * 99, "x" + "\ufe0f" * 99)


def emoji():
    """Families, tones, flags, keycaps and tags; whole and torn."""
    yield from ("👩‍👩‍👧‍👦" * 9, "👍🏽👩🏿‍🚒🧑🏻‍🤝‍🧑🏿", "🇩🇪🇯🇵🇺🇳" * 9, "🇩", "1️⃣#️⃣*️⃣", "❤️‍🔥🏳️‍🌈🏴‍☠️", "🙂‍↔️", "☃☃︎☃️")
    england = "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in "gbeng") + "\U000e007f"
    yield from (england, england[:-1], "\U0001f3fd alone", "\u200d👩\u200d", "\U000e0041\U000e007f")


def broken():
    """Halves of pairs, and code points that are no characters."""
    yield from (
        "half \ud83d",
        "\ude42 half",
        "\udc80\udcff",
        "\ude42\ud83d",
        "a\ud800b\udfff",
        "\uffff\U0010ffff\ufdd0",
    )


def long():
    """Long ones, with and without a space in them."""
    yield from ("x" * LONG, "word " * (LONG // 5), "漢" * LONG, "👩‍👧" * (LONG // 9), "🇩🇪" * (LONG // 8))
    yield from ("a" + "\u0301" * LONG, "\u200b" * LONG, "\t" * LONG, "क्" * (LONG // 2), ESC * LONG, "\x9d" * LONG)
    yield from (
        ESC * (LONG // 3) + "[m" * (LONG // 3),
        "\x9b" + "1;" * (LONG // 2),
        "line\n" * (LONG // 5),
        "[b]" * (LONG // 3),
    )


KINDS = {
    make.__name__: tuple(make())
    for make in (
        markup,
        looks_like_something_else,
        sequences,
        controls,
        directions,
        scripts,
        marks,
        emoji,
        broken,
        long,
    )
}
SHORT = tuple(dict.fromkeys(text for kind, texts in KINDS.items() if kind != "long" for text in texts))
EVERY = (*SHORT, *KINDS["long"])

# one string with a payload of every sort, short enough for a title; and the words in it that have to be seen
LOUD = (
    f"seen {ESC}[31337m{ESC}]52;c;bmF1Z2h0eQ=={BEL}\x9b31337m\x9d52;c;bmF1Z2h0eQ==\x9c{ESC}]8;;http://31337.test/{ST}"
    f"{ESC}P31337{ST}\u202e\u2066\ufeff\x00\x07\x08\x7f\x85\u2028 [red]still[/red] there"
)
SEEN = "seen [red]still[/red] there"

_HARM = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_HARM_AT_A_TERMINAL = re.compile("\x1b[]PX^_c]|\x1b\\[31337|[\x00-\x06\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def harm_in(output, *, at_a_terminal=False):
    """Return what could command a terminal, with what is around it; "" when there is nothing.

    At a terminal the program's own sequences are none, and those of this file are.
    """
    found = (_HARM_AT_A_TERMINAL if at_a_terminal else _HARM).search(output)
    return ascii(output[max(found.start() - 40, 0) : found.end() + 40]) if found else ""


def quoted(text):
    """Return the text as a YAML double-quoted scalar that any reader takes for the same text."""
    return '"' + "".join(_in_yaml(letter) for letter in text) + '"'


def _in_yaml(letter):
    if letter in '"\\':
        return f"\\{letter}"
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"


def dollars(text):
    """Return the text as an author writes it where names are filled in."""
    return text.replace("$", "$$")

"""Any session at all, made by chance, and words that other forms would take for more than words."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from sample_records import a_record, an_entry

HOSTILE = (
    "[2026-11-22 07:09] no entry of its own",
    "# no heading\n---\n> no quote\n- no list\n1. no list\n===\n```\nno code\n```\n<div>\n    no code\n\tno code",
    "=HYPERLINK(1)",
    "@home @SUM(1)",
    "שלום\u200f עולם\n\n\nthree lines on",
    "half \ud83d, right \u202eleft, bell \x07, line\u2028line, end\x85",
    "*not* **loud** _at_ all `code` [link](x) ![](y) [[z]] <b>&lt;</b> ~~gone~~ ==lit== %%hidden%% $x$ \\* \\",
    "",
    "   ",
    " *",
)

ODD = st.text(st.sampled_from("#-=+*_>`~[]()<>!|:.&;%$\\ \t\n019ab'\"@{}") | st.characters(), max_size=60)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False, allow_infinity=False) | ODD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ODD, inner, max_size=3),
    max_leaves=6,
)
ENTRIES = st.builds(
    an_entry,
    name=ODD,
    value=VALUES,
    kind=st.sampled_from(["write", "rate", "choose", "pick", "items", "promise", "measure", "show", "new-kind"]) | ODD,
    ask=ODD,
    round=st.lists(st.integers(1, 9), max_size=2).map(tuple),
    labels=st.none() | st.dictionaries(ODD, ODD, max_size=2),
    items=st.none() | st.dictionaries(ODD, ODD, max_size=2),
    low=st.none() | ODD,
    from_=st.none() | st.integers(0, 3),
    to=st.none() | st.integers(4, 10),
    seal_until=st.none() | st.sampled_from(["2026-11-30", "2026-12-01", "2099-01-01"]) | ODD,
    shelf=st.none() | st.sampled_from(["letters", "kind-words"]),
    aside=st.booleans(),
)
RECORDS = st.builds(
    lambda minutes, answers, **fields: a_record(minutes, *answers, **fields),
    st.integers(0, 60 * 24 * 400),
    st.lists(ENTRIES, min_size=1, max_size=4),
    title=ODD,
    exercise=ODD,
    felt=st.none() | st.sampled_from(["helped", "same", "harder"]) | ODD,
    ending=st.sampled_from(["done", "enough", "guard"]),
)


def quick(examples=100):
    return settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])

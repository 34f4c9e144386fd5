"""How the code is built: rules that hold everywhere. `docs/dev/architecture.md` tells why."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import selfattach

ROOT = Path(selfattach.__file__).parent
TESTS = Path(__file__).parent
LONGEST = 45  # lines of a function


def functions():
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}: {node.name}", node.end_lineno - node.lineno + 1


def test_no_function_is_longer_than_a_screen():
    assert [(name, lines) for name, lines in functions() if lines > LONGEST] == []


def test_every_test_has_a_time_limit_and_none_takes_its_own_away():
    settings = tomllib.loads((TESTS.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert 0 < settings["tool"]["pytest"]["ini_options"]["timeout"] <= 300
    without = [path.name for path in TESTS.rglob("*.py") if "timeout(0" in path.read_text(encoding="utf-8")]
    assert without in ([], [Path(__file__).name])


def test_every_file_says_at_its_head_what_it_is():
    silent = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if not (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").strip()
    ]
    assert silent == []


# --- words

WORDS_OF_A_SENTENCE = 3
OF_HELP = {"help", "short_help", "metavar", "epilog"}  # what Typer tells of commands and options, however short
FOR_PROGRAMMERS = {"TypeError", "AssertionError", "NotImplementedError", "LookupError", "WrongActError"}
PATTERNS = {"compile", "match", "fullmatch", "search", "sub", "findall", "split", "finditer"}
FROM_OUTSIDE = {  # compared with what others say, and never said
    "failed to fill whole buffer",  # age
    "No matching keys",  # age
    "day and night",  # helplines.json
    "making it safer",  # a section of the card, as scripts name it
}


def reads_as_a_sentence(text):
    words = (word.strip(".,;:!?`'\"()…") for word in text.split())
    return sum(word.isalpha() for word in words) >= WORDS_OF_A_SENTENCE and text not in FROM_OUTSIDE


def name_of(called):
    """Return the name of what is called: `raise LookupError(...)`, `re.compile(...)`."""
    return getattr(called, "id", None) or getattr(called, "attr", "")


def passed_over(node):
    """Return the parts of a node in which words are for no person who uses the program."""
    match node:
        case ast.Expr(value=ast.Constant() as docstring):
            return [docstring]
        case ast.AnnAssign(annotation=form) | ast.arg(annotation=form) | ast.FunctionDef(returns=form):
            return [form]
        case ast.Compare(left=left, comparators=others):  # what others say is looked for
            return [one for one in (left, *others) if isinstance(one, ast.Constant)]
        case ast.Assert(msg=message):
            return [message]
        case ast.Raise(exc=ast.Call(func=raised) as fault) if name_of(raised) in FOR_PROGRAMMERS:
            return [fault]
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[pattern, *_]) if name in PATTERNS:
            return [pattern]
        case _:
            return []


def sentences(source):
    """Yield line and text of each string in a source that reads as a sentence."""
    nodes = list(ast.walk(ast.parse(source)))
    parts = [part for node in nodes for part in passed_over(node) if part is not None]
    taken = {id(one) for part in parts for one in ast.walk(part)}
    taken |= {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        if id(node) in taken:
            continue
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        if reads_as_a_sentence(text):
            yield node.lineno, text


def help_texts(source):
    """Yield line and text of what `--help` would tell out of a source: what Typer is given, or else a docstring."""
    tree = ast.parse(source)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    docstrings = {maker: ast.get_docstring(node) for node in functions for maker in node.decorator_list}
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg=name, value=given) if name in OF_HELP:
                texts = [one.value for one in ast.walk(given) if isinstance(one, ast.Constant)]
                yield from ((given.lineno, one) for one in texts if isinstance(one, str) and re.search(r"\w", one))
            case ast.Call(func=ast.Attribute(attr="command" | "callback"), keywords=given):
                if "help" not in {one.arg for one in given}:
                    yield node.lineno, docstrings.get(node, "the docstring of what is made a command here")


def found_outside_words(find):
    return [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted(ROOT.rglob("*.py"))
        if path.relative_to(ROOT).parts[0] != "words"
        for line, text in find(path.read_text(encoding="utf-8"))
    ]


def test_every_sentence_a_person_can_meet_stands_in_words():
    assert found_outside_words(sentences) == []


def test_what_help_tells_stands_in_words():
    assert found_outside_words(help_texts) == []


@pytest.mark.parametrize(
    "source",
    [
        "NONE = 'No session is kept.'",
        "kept: str = 'It was left alone.'",
        "def told(file, why):\n    return f'{file} cannot be read: {why}'",
        "raise SelfattachError('There is no ' 'session of that name.')",
        "say(f'{a}{\"it was left alone\" if b else c}')",
        "AGO = {'week': ('week', '{n} weeks ago or so')}",
    ],
)
def test_a_sentence_is_found_wherever_it_stands(source):
    assert len(list(sentences(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        '"""What this file is for."""',
        "raise TypeError('a map of figures is wanted')",
        "assert found, 'nothing of that was found'",
        "re.compile('one (or|two) words or many')",
        "if 'while scanning a key' in problem: pass",
        "parts: 'tuple[Op | Ref | float, ...]'",
        "words.NOT_FOUND.format(of='letters')",
        "NAMES = ('one-sound', 'a name', '[a-z]+ (day|week)s? ago')",
    ],
)
def test_what_is_for_programmers_is_no_such_sentence(source):
    assert list(sentences(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "app = typer.Typer(help='Yours.')",
        "At = Annotated[str, typer.Option(metavar='DAY')]",
        "typer.Option(help=f'One of {ways}.')",
        "typer.Option(help='Leave out ' + SEALED)",
        "@app.command('list')\ndef show(at: int = 1):\n    'Show it.'",
        "@app.callback()\ndef group():\n    'Yours.'",
        "app.command('edit')(edit_answer)",
        "@app.command('show', short_help='Show it.', help=commands.SHOW)\ndef show(): ...",
    ],
)
def test_a_text_of_help_is_found_however_typer_comes_by_it(source):
    assert len(list(help_texts(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "@app.command('list', help=commands.LIST)\ndef show():\n    'Raises WrongInputError.'",
        "typer.Option('--felt', help=commands.FELT.format(felt=', '.join(FELT)))",
        "typer.Argument(metavar=commands.ID_METAVAR, help=commands.ID)",
    ],
)
def test_what_stands_in_words_is_no_such_text(source):
    assert list(help_texts(source)) == []


def test_each_topic_of_words_has_names_of_its_own():
    together = re.findall(r"from selfattach\.words\.(\w+) import \*", (ROOT / "words" / "topics.py").read_text("utf-8"))
    names = [
        getattr(node, "name", None) or node.target.id
        for topic in together
        for node in ast.parse((ROOT / "words" / f"{topic}.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.AnnAssign | ast.FunctionDef | ast.ClassDef)
    ]
    assert [name for name in sorted(set(names)) if names.count(name) > 1] == []


SAID_AND_LOADED = "import sys; from selfattach.cli import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"


@pytest.mark.parametrize(("arguments", "needed"), [("--version", set()), ("kind --one", {"selfattach.words.commands"})])
def test_what_says_nothing_does_not_wait_for_words(tmp_path, arguments, needed):
    ran = subprocess.run(
        [sys.executable, "-c", SAID_AND_LOADED, *arguments.split()],
        env={"SELFATTACH_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(ran.stderr.split())
    assert "selfattach.cli" in loaded
    assert {name for name in loaded if name.startswith("selfattach.words.")} == needed

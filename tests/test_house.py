"""How the code is built: rules that hold everywhere. `docs/dev/architecture.md` tells why."""

import ast
import tomllib
from pathlib import Path

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

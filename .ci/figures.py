"""Print the figures of the house that a program can count, beside their goals: `python .ci/figures.py`.

What must hold is a test (`tests/test_imports.py`, `tests/test_kinds.py`, `tests/test_house.py`); these tell how far the
rest has come. `docs/dev/architecture.md` has them with those of November.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent / "selfattach"
FILES = sorted(ROOT.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
NAMES = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in FILES}
MODULES = set(NAMES.values())
LONG = 40  # lines of a function


def functions() -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method."""
    for tree in TREES.values():
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def has_any(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether `Any` stands in its signature."""
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    notes = [function.returns, *(one.annotation for one in every if one)]
    return any(re.search(r"\bAny\b", ast.unparse(note)) for note in notes if note)


def own_imports(tree: ast.AST) -> Iterator[tuple[ast.ImportFrom, str]]:
    """Yield each import of a module of ours, with the module's name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("selfattach"):
            base = str(node.module).removeprefix("selfattach").removeprefix(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".removeprefix(".")
                yield node, inner if inner in MODULES else base


def arrows() -> set[tuple[str, str]]:
    """Return which module imports which."""
    return {(NAMES[path], to) for path, tree in TREES.items() for _, to in own_imports(tree) if to != NAMES[path]}


def room(name: str) -> str:
    """Return the room of a module: its folder, or itself at top level."""
    return name.partition(".")[0]


def lazy_imports() -> int:
    """Count imports of our own within functions."""
    found = 0
    for function in functions():
        found += len({node for node, _ in own_imports(function)})
    return found


def main() -> None:
    """Print the table."""
    all_arrows = arrows()
    between = {(room(one), room(other)) for one, other in all_arrows if room(one) != room(other)}
    inside = {pair for pair in all_arrows if all(one.startswith("cli.") or one == "cli" for one in pair)}
    in_cli = [one for one in MODULES if room(one) == "cli"]
    lengths = [(node.end_lineno or 0) - node.lineno + 1 for node in functions()]
    top = [name for name in MODULES if "." not in name and not (ROOT / name).is_dir() and not name.startswith("__")]
    rows = (
        ("modules at top level", len(top), "at most 8"),
        ("rooms, arrows between them", f"{len({room(one) for one in MODULES})}, {len(between)}", "about 19, 71"),
        (
            "in cli: files, arrows",
            f"{len(in_cli)}, {len(inside)}",
            "about 24, under 60",
        ),
        ("source lines", sum(len(path.read_text(encoding="utf-8").splitlines()) for path in FILES), "under 20,000"),
        ("longest function; over 40 lines", f"{max(lengths)}; {sum(one > LONG for one in lengths)}", "45; 4"),
        ("functions with Any in the signature", sum(map(has_any, functions())), "under 90"),
        ("own lazy imports", lazy_imports(), "under 60"),
    )
    for what, now, goal in rows:
        print(f"{what:38} {now!s:>14}   goal: {goal}")  # noqa: T201  it is what it is for


if __name__ == "__main__":
    main()

"""Who may import whom, in one table. A room that needs more stands in the wrong place, or the table is decided anew."""

import ast
import sys
from functools import cache
from pathlib import Path

import selfattach

ROOT = Path(selfattach.__file__).parent

# a room or module -> the rooms and modules of selfattach it may import; itself is understood
MAY_IMPORT = {
    "selfattach": set(),
    "__main__": {"cli"},
    "errors": {"words"},
    "kinds": {"words"},
    "words": set(),
    "text": {"words"},
    "disk": {"errors", "words"},
    "paths": {"errors", "words"},
    "config": {"disk", "errors", "text", "words"},
    "script": {"errors", "kinds", "text", "words"},
    "engine": {"errors", "history", "history.ids", "history.record", "kinds", "script", "text", "words"},
    "library": {"disk", "engine", "errors", "script", "text", "words"},
    "dates": {"errors", "words"},
    "history": {"dates", "disk", "errors", "kinds", "paths", "text", "words"},
    "exchange": {"errors", "history", "kinds", "script.texts", "text", "words"},
    "ui": {"engine", "errors", "script.model", "text", "words"},
    "shelves": {"errors", "history", "kinds", "paths", "text"},
    "help": {"disk", "engine", "errors", "history", "kinds", "script.model", "shelves", "text", "words"},
    "coach": {"disk", "errors", "kinds", "history", "text", "words"},
    "author": {"engine", "errors", "kinds", "library", "script", "text", "words"},
    "pages": {
        "exchange.redaction", "history.record", "insights", "kinds", "script.conditions", "script.model", "text",
        "words",
    },
    "insights": {"history", "kinds", "shelves", "text", "words"},
    "cli": {
        "selfattach", "author", "coach", "config", "dates", "disk", "engine", "errors", "exchange", "help", "history",
        "insights", "kinds", "library", "pages", "paths", "script", "shelves", "text", "ui", "words",
    },
}  # fmt: skip

# a third-party library -> the modules that are its one door
DOORS = {
    "yaml": {"script.yaml_reader"},
    "msgspec": {"history.record"},
    "tinydb": {"history.tinydb_file"},
    "platformdirs": {"paths"},
    "rich": {"ui.screen"},
    "prompt_toolkit": {"ui.prompt_box", "ui.prompt_input", "ui.prompt_keys", "ui.prompt_runs", "ui.prompt_widgets"},
    "wcwidth": {"text"},
    "pyrage": {"history.key_file"},
    "tomlkit": {"config"},
}
TYPER = "typer"  # every file of cli is its door
NO_SOCKETS = {
    "socket", "socketserver", "ssl", "select.epoll", "urllib", "http", "ftplib", "smtplib", "poplib", "imaplib",
    "telnetlib", "xmlrpc", "wsgiref", "webbrowser", "requests", "httpx", "aiohttp",
}  # fmt: skip
NO_CODE_FROM_DATA = {"pickle", "marshal", "shelve", "runpy", "code", "importlib.util"}


def modules():
    return sorted(ROOT.rglob("*.py"))


def name_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "selfattach"


@cache
def nodes(path):
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports_of(path):
    """Yield the name of every module a file imports, wherever in it, also those for the type checker alone."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            assert node.level == 0, f"{path}: a relative import"
            for alias in node.names:
                inner = ROOT / Path(*module.split(".")[1:], alias.name) if module.startswith("selfattach") else None
                is_module = inner is not None and (inner.is_dir() or inner.with_suffix(".py").is_file())
                yield f"{module}.{alias.name}" if is_module else module


def room_of(name):
    return next((room for room in (name, name.split(".", maxsplit=1)[0]) if room in MAY_IMPORT), None)


def own_imports(path):
    for name in imports_of(path):
        if name == "selfattach" or name.startswith("selfattach."):
            yield name.removeprefix("selfattach.")


def test_a_module_imports_only_what_its_room_may():
    for path in modules():
        room = room_of(name_of(path))
        assert room is not None, f"{name_of(path)} stands in no room of the table"
        allowed = MAY_IMPORT[room] | {room}
        for imported in own_imports(path):
            ways = {imported, *(imported.rsplit(".", depth)[0] for depth in range(1, imported.count(".") + 1))}
            assert ways & allowed, f"{name_of(path)} imports {imported}; {room} may import {', '.join(sorted(allowed))}"


# what is read there a person gives, and may be a pipe; or it is the program's own, the system's, or was just written
MAY_READ_OTHERWISE = {
    "author.checker", "cli.history.edit_answer", "cli.history.exchange", "cli.practise.run_options", "cli.setup.hook",
    "cli.setup.zsh_script", "disk", "history.device", "library", "pages.html", "ui.editor",
}  # fmt: skip


def test_a_file_that_is_kept_is_read_by_the_door_that_waits_for_no_pipe():
    for path in modules():
        named = {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}
        assert name_of(path) in MAY_READ_OTHERWISE or not named & {"read_bytes", "read_text"}, name_of(path)


def test_a_library_comes_in_through_its_one_door():
    for name, imported in [(name_of(path), imported) for path in modules() for imported in imports_of(path)]:
        library = imported.split(".", maxsplit=1)[0]
        if library in sys.stdlib_module_names or library == "selfattach":
            continue
        if library == TYPER:
            assert name == "cli" or name.startswith("cli."), f"{name} imports typer"
        else:
            assert library in DOORS, f"{name} imports {library}, which has no door"
            assert name in DOORS[library], f"{name} imports {library}; its door is {', '.join(DOORS[library])}"


def test_nothing_can_open_a_socket_or_run_what_it_reads():
    servers = {"start_server", "start_unix_server", "open_connection", "open_unix_connection", "create_server",
               "create_connection", "create_datagram_endpoint"}  # fmt: skip
    for path in modules():
        for imported in imports_of(path):
            for forbidden in NO_SOCKETS | NO_CODE_FROM_DATA:
                assert imported != forbidden, name_of(path)
                assert not imported.startswith(f"{forbidden}."), name_of(path)
        called = {
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for node in nodes(path)
            if isinstance(node, ast.Call)
        }
        assert not called & (servers | {"eval", "exec", "__import__"}), name_of(path)


def test_no_room_imports_in_a_circle():
    reached = {room: set(allowed) for room, allowed in MAY_IMPORT.items()}
    for _ in reached:
        for others in reached.values():
            for other in list(others):
                whole = other if other in reached else other.split(".", maxsplit=1)[0]
                if "." not in other:
                    others.update(reached.get(whole, set()))
    assert not [room for room, others in reached.items() if room in others]

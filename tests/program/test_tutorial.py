"""The tutorial for authors, followed word by word in an empty home: what it says comes out."""

import os
import re
import subprocess
import sys
from pathlib import Path

from documents import DOCS, text_of
from the_program import PATIENCE
from tools import naming

PAGE = DOCS / "authors" / "tutorial.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
FOLDER = Path(".local", "share", "selfattach", "exercises")
MODELINE = "# yaml-language-server"


class Follower:
    """Somebody in an empty home who does what the page says."""

    def __init__(self, home):
        self.home = home
        self.script = home / FOLDER / "tired-evening.yaml"
        self.begun = False
        self.command = ""

    def follow(self, kind, block, told):
        """Do what a block says. `told`: what comes out of it, as the page has it."""
        match kind:
            case "sh":
                came = self.run(block, typed=[line[2:] for line in told.splitlines() if re.match(r"> ?", line)])
                assert is_told(told, came), came
            case "yaml" if block.startswith(MODELINE):
                self.script.write_text(block + self.text(), encoding="utf-8")
            case "yaml":
                self.script.write_text((self.text() if self.begun else "") + block, encoding="utf-8")
                self.begun = True
            case "diff":
                old, new = (
                    "".join(f"{line[1:]}\n" for line in block.splitlines() if line[0] == sign) for sign in ("-", "+")
                )
                assert self.text().count(old) == 1
                self.script.write_text(self.text().replace(old, new), encoding="utf-8")

    def text(self):
        return self.script.read_text(encoding="utf-8")

    def run(self, line, typed):
        known = {
            "HOME": str(self.home),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
        }
        ran = subprocess.run(
            ["sh", "-c", line],
            env=known,
            input="".join(f"{one}\n" for one in typed),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return ran.stdout.replace(str(self.home), "~")


def is_told(told, came):
    """Whether what came out is what the page says. `...` is anything; what is typed is not seen in a pipe."""
    told = re.sub(r"^> ?.*$", ">", told, flags=re.MULTILINE)
    parts = [" ".join(part.split()) for part in re.split(r"^\.\.\.$", told, flags=re.MULTILINE)]
    pattern = ".*".join(map(re.escape, parts))
    return re.fullmatch(pattern.replace(r"\ ", " "), " ".join(came.split()), re.DOTALL) is not None


def test_who_follows_it_word_by_word_gets_what_it_says(tmp_path):
    blocks = BLOCK.findall(text_of(PAGE))
    follower = Follower(tmp_path)
    for (kind, block), (next_kind, told) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        with naming(block):
            follower.follow(kind, block, told if next_kind == "text" else "")
    assert [kind for kind, _ in blocks].count("sh") == 10
    assert (tmp_path / FOLDER / "selfattach.schema.json").stat().st_size > 10_000
    assert follower.text().startswith(MODELINE)
    assert "nothing to mend" in follower.run("selfattach author check tired-evening", [])


def test_what_it_does_not_say_would_be_seen():
    assert is_told("One.\n...\nTwo.\n", "One.\n\nmore\nTwo.\n")
    assert not is_told("One.\nTwo.\n", "One.\n\nmore\nTwo.\n")
    assert is_told("What?\n> this\n...\n", "What?\n> \nThen.\n")
    assert not is_told("...\nKept.\n", "Kept. Or not.\n")

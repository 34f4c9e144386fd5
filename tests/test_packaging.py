"""What is built: twice the same to the bit, with licence, exercises, manual and completion; and the manual is sound."""

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile

import pytest
from documents import DOCS, ROOT
from tools import pass_over_without

from selfattach import __version__

sys.path.insert(0, str(DOCS))  # scripts that write pages
import write_share

sys.path.remove(str(DOCS))

PAGES = ("man/man1/selfattach.1", "man/man5/selfattach-exercise.5")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The wheel and the source archive, built twice, at another place the second time."""

    def build(folder):
        command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return sorted(folder.iterdir())

    return build(tmp_path_factory.mktemp("once")), build(tmp_path_factory.mktemp("again"))


def test_built_twice_it_is_the_same_to_the_bit(built):
    once, again = ([(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths] for paths in built)
    assert len(once) == 2
    assert once == again


def test_the_wheel_has_all_that_belongs_to_it(built):
    (wheel,) = [path for path in built[0] if path.suffix == ".whl"]
    names = set(zipfile.ZipFile(wheel).namelist())
    version = wheel.name.split("-")[1]
    shared = f"selfattach-{version}.data/data/share"
    assert f"selfattach-{version}.dist-info/licenses/LICENSE" in names
    assert {"selfattach/py.typed", "selfattach/exercises/frame.yaml", "selfattach/shell/completion.zsh"} <= names
    assert {f"{shared}/{path}" for path in write_share.files()} <= names


def test_the_source_archive_has_what_makes_and_tests_it(built):
    (archive,) = [path for path in built[0] if path.name.endswith(".tar.gz")]
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    wanted = {"LICENSE", "README.md", "CONTRIBUTING.md", "SECURITY.md", "pyproject.toml", "docs/README.md"}
    assert wanted | {"tests/test_packaging.py", *(f"share/{path}" for path in PAGES)} <= names


# --- share/


@pytest.mark.parametrize("path", write_share.files())
def test_the_shared_files_are_as_they_would_be_written_now(path):
    written = write_share.files()[path]
    assert written == (ROOT / "share" / path).read_text("utf-8"), "write it anew: python docs/write_all.py"


def test_nothing_else_lies_there():
    assert {str(path.relative_to(ROOT / "share")) for path in (ROOT / "share").rglob("*") if path.is_file()} == {
        *write_share.files()
    }


@pytest.mark.parametrize("path", PAGES)
def test_groff_and_mandoc_find_nothing_wrong_with_the_manual(path):
    page = ROOT / "share" / path
    for program, *options in (("groff", "-man", "-ww", "-z"), ("mandoc", "-Tlint", "-Wwarning")):
        pass_over_without(program)
        ran = subprocess.run([program, *options, str(page)], capture_output=True, text=True, check=False)
        assert ran.stdout + ran.stderr == ""


def test_the_manual_names_every_command_and_option():
    page = (ROOT / "share" / PAGES[0]).read_text("utf-8").replace("\\-", "-")
    for one in write_share.commands():
        assert one.usage.split(" [")[0] in page
        assert all(left.split(",")[0].split()[0] in page for left, _ in one.options)


# --- one file of it


def test_the_script_that_makes_one_file_is_sound():
    script = DOCS / "one_file.sh"
    assert script.stat().st_mode & 0o111
    subprocess.run([shutil.which("sh"), "-n", str(script)], check=True)


def test_the_newest_version_of_the_changelog_is_this_one_and_has_a_day():
    first = re.search(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert first
    assert first[1] == __version__
    assert write_share.released()

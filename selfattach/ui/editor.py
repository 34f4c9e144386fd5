"""The person's own editor for long writing, and the one file it needs.

The words go into a folder that belongs to the draft, for the owner only, and the folder goes when the words are back.
If the machine stops while the editor is open, the draft finds them there. An editor that hands the file to a window and
comes back at once is noticed: the file stays, and the person says when it is saved. Where they go on without that, it
stays as long as the question is open, and what the window saves meanwhile is found. It knows no prompt and no screen.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from selfattach import words
from selfattach.errors import SelfattachError
from selfattach.text import clean, decoded, one_line

WORDS: Final = "words.txt"
WINDOW: Final = "window"  # beside them, as old as they were: of which question, and the words as the window got them
_USUAL: Final = ("editor", "nano", "vi")
_AT_ONCE: Final = 5.0  # seconds; opening a window takes less, and so does nobody who writes
_WAITS: Final = ("--wait", "-w", "--block", "-b", "--nofork", "-f", "--foreground", "--disable-server")
_PATIENCE: Final = 2  # seconds an editor gets to close


Ask = Callable[[str], None]  # tell this, and wait for Enter


class StillOpenError(SelfattachError):
    """A window has the words, nothing was saved there, and the person goes on; the file stays."""


def edit(text: str, folder: Path, environment: Mapping[str, str], ask: Ask, at: str) -> str:
    """Return the text as it stands in the file when the editor is closed, whatever else the editor says.

    `ask`: where only the person knows when that is. `at`: which question it is of; what an earlier window saved for it
    comes first. Raises SelfattachError where no editor could be used; then the words are as they were.
    """
    later = saved_later(text, folder, at)
    if later is not None:
        return later
    try:
        with edited(text, folder, environment, ask) as after:
            return after
    except StillOpenError:
        _note_window(text, folder, at)
        return text


def saved_later(text: str, folder: Path | None, at: str) -> str | None:
    """Return what a window saved after the person went on without it, and let its file go; None where it did not.

    `text`: the words as they are by now. Those that were written meanwhile stand above what the window saved.
    """
    if folder is None:
        return None
    try:
        of, _, given = (folder / WINDOW).read_text(encoding="utf-8").partition("\n")
        saved, noted = (folder / WORDS).stat(), (folder / WINDOW).stat()
        later = clean(decoded((folder / WORDS).read_bytes())).removesuffix("\n")
    except (OSError, ValueError):
        return None
    if of != at or saved.st_mtime_ns == noted.st_mtime_ns or not later.strip():
        return None
    shutil.rmtree(folder, ignore_errors=True)
    return later if text.strip() in ("", given.strip(), later.strip()) else f"{text}\n\n{later}"


def _note_window(text: str, folder: Path, at: str) -> None:
    with suppress(OSError):
        saved, note = (folder / WORDS).stat(), folder / WINDOW
        with open(note, "w", encoding="utf-8", opener=_for_the_owner) as made:
            made.write(f"{at}\n{text}")
        os.utime(note, ns=(saved.st_mtime_ns, saved.st_mtime_ns))


@contextmanager
def edited(text: str, folder: Path, environment: Mapping[str, str], ask: Ask) -> Iterator[str]:
    """Have that text in a block; the folder goes when the block is left, and stays where the block raises an error.

    Raises SelfattachError as `edit` does, and StillOpenError.
    """
    command = _command(environment)
    file = folder / WORDS
    before = _encoded(text)
    try:
        lay_down(text, folder)
        status, is_open = _run_until_saved(command, file, ask)
        after = file.read_bytes()
    except OSError as wrong:
        shutil.rmtree(folder, ignore_errors=True)
        why = wrong.strerror or str(wrong)
        raise SelfattachError(words.EDITOR_UNUSABLE.format(editor=one_line(command[0]), why=why)) from wrong
    if status and (after == before or not after.strip()):  # one that broke down had emptied the file to write it anew
        shutil.rmtree(folder, ignore_errors=True)
        raise SelfattachError(words.EDITOR_FAILED.format(editor=one_line(command[0]), status=status))
    if is_open:
        raise StillOpenError(words.EDITOR_STILL_OPEN)
    yield clean(decoded(after)).removesuffix("\n")
    shutil.rmtree(folder, ignore_errors=True)


def lay_down(text: str, folder: Path) -> Path:
    """Write the words into the one file of the folder, for the owner only. Return where that is."""
    file = folder / WORDS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.unlink(missing_ok=True)  # of a run that was cut; a link in its place is not written through
    with open(file, "xb", opener=_for_the_owner) as made:
        made.write(_encoded(text))
    return file


def _encoded(text: str) -> bytes:
    return f"{text}\n".encode() if text else b""


def how_to_leave(environment: Mapping[str, str]) -> str:
    """Return which editor opens, and with which keys it is left. Raises SelfattachError where there is none."""
    command = _command(environment)[0]
    keys = words.EDITOR_KEYS.get(_program(command), words.EDITOR_ANY_KEYS)
    return words.EDITOR_OPENS.format(name=one_line(Path(command).name), keys=keys)


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _command(environment: Mapping[str, str]) -> Sequence[str]:
    for name in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(environment.get(name, ""))
        except ValueError as wrong:
            raise SelfattachError(words.EDITOR_NOT_UNDERSTOOD.format(variable=name, why=wrong)) from wrong
        if command:
            return command
    found = next((command for command in _USUAL if shutil.which(command)), None)
    if found is None:
        raise SelfattachError(words.EDITOR_MISSING)
    return [found]


def _run_until_saved(command: Sequence[str], file: Path, ask: Ask) -> tuple[int, bool]:
    """Run the editor, and where only a window was opened, wait until the person says that it is saved there.

    Return its status, and whether they went on with nothing saved there.
    """
    before, began = _state(file), time.monotonic()
    status = _run([*command, str(file)])
    at_once = time.monotonic() - began < _AT_ONCE
    program = _program(command[0])
    if status or not at_once or program in words.EDITOR_KEYS or set(command) & {*_WAITS}:
        return status, False
    for told in (words.EDITOR_WINDOW, words.EDITOR_NOT_SAVED):
        if _state(file) != before:
            return status, False
        with suppress(KeyboardInterrupt):
            ask(told.format(editor=one_line(Path(command[0]).name), wait=words.EDITOR_WAITS.get(program, "--wait")))
    return status, _state(file) == before


def _state(file: Path) -> tuple[int, int, bytes]:
    """What shows that a file was saved, be it as it was."""
    now = file.stat()
    return now.st_mtime_ns, now.st_ino, file.read_bytes()


def _program(command: str) -> str:
    """The name an editor goes by: `editor` may be a link to any of them, and vim.basic is one of them."""
    return re.split(r"[.-]", Path(os.path.realpath(shutil.which(command) or command)).name)[0]


def _run(command: Sequence[str]) -> int:
    """Run the editor in front. Ctrl-C is the editor's own key meanwhile; what else ends us ends the editor first."""
    interrupt = signal.signal(signal.SIGINT, lambda _signum, _frame: None)
    try:
        process = subprocess.Popen(command)  # noqa: S603  the person's own command
        try:
            return process.wait()
        except BaseException:
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
            raise
    finally:
        signal.signal(signal.SIGINT, interrupt)

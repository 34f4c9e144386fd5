"""Cut the power, or refuse a call, at the n-th system call of a child process that changes files."""

import os
import signal
import traceback
from pathlib import Path

CALLS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "rmdir", "ftruncate")
REAL = {name: getattr(os, name) for name in CALLS}


def in_child(act, meddle):
    """Run `act(say)` in a child whose file calls go through `meddle`. Return what it said and how it ended."""
    end, start = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(end)
        try:
            for name in CALLS:
                setattr(os, name, _wrapped(name, meddle))
            act(lambda text: REAL["write"](start, f"{text}\n".encode()))
        except BaseException:  # noqa: BLE001  the child must not come back into pytest
            REAL["write"](start, f"FAILED {traceback.format_exc()}\n".encode())
        finally:
            os._exit(0)
    os.close(start)
    with os.fdopen(end, encoding="utf-8") as lines:
        said = lines.read().splitlines()
    _, status = os.waitpid(child, 0)
    return said, status


def _wrapped(name, meddle):
    def call(*args, **more):
        if name == "open" and not args[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not Path(args[0]).is_dir():
            return REAL[name](*args, **more)  # a file that is read: nothing is changed by it
        return meddle(name, REAL[name], *args, **more)

    return call


class CutAfter:
    """Kill the process by SIGKILL after its n-th call; with `half`, in the midst of it if it is a write."""

    def __init__(self, number, *, half=False):
        self.left = number
        self.half = half

    def __call__(self, name, real, *args, **more):
        self.left -= 1
        if self.left == 0 and self.half and name == "write":
            file, content = args
            real(file, bytes(content)[: len(content) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return real(*args, **more)
        finally:
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class RefuseAt:
    """Let the n-th call fail, as a full or broken disk does; with `half`, after half of it is written."""

    def __init__(self, number, error, *, only=CALLS, half=False):
        self.left = number
        self.error = error
        self.only = only
        self.half = half

    def __call__(self, name, real, *args, **more):
        if name in self.only:
            self.left -= 1
            if self.left == 0:
                if self.half and name == "write":
                    real(args[0], bytes(args[1])[: len(args[1]) // 2])
                raise OSError(self.error, os.strerror(self.error))
        return real(*args, **more)


class Count:
    """Note the names of the calls; of an `open` that makes no file, `look`."""

    def __init__(self):
        self.names = []

    def __call__(self, name, real, *args, **more):
        self.names.append("look" if name == "open" and not args[1] & os.O_CREAT else name)
        return real(*args, **more)


class Unsynced:
    """Note which files and folders under a root hold changes that a power cut could still take back."""

    def __init__(self, root):
        self._root = root
        self._paths = set()
        self._names = {}  # of open files
        self._named = []  # given a name before they were synced

    def left(self):
        return sorted(map(str, [*self._paths, *self._named]))

    def __call__(self, name, real, *args, **more):
        result = real(*args, **more)
        path = self._names.get(args[0]) if isinstance(args[0], int) else Path(os.fspath(args[0])).absolute()
        if name == "open":
            self._names[result] = path
        elif name in ("write", "ftruncate"):
            self._note(path)
        elif name == "fsync":
            self._paths.discard(path)
        elif name == "replace":
            self._named += self._paths & {path}
            self._paths.discard(path)
            self._note(Path(args[1]).absolute().parent)
        else:
            self._paths.discard(path)
            self._note(path.parent)
        return result

    def _note(self, path):
        if path and "cache" not in path.parts and path.suffix != ".lock" and self._root in (path, *path.parents):
            self._paths.add(path)


def calls_of(act):
    """Return the names of the calls of `act(say)`, in order. What it says is passed over."""
    count = Count()

    def counted(say):
        act(lambda text: None)
        say(" ".join(count.names))

    said, _ = in_child(counted, count)
    return said[0].split()

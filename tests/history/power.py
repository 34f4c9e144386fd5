"""Cut the power, or refuse a call, at the n-th system call of a child process that changes files."""

import os
import signal
import traceback

CALLS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "ftruncate")
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
    return lambda *args, **more: meddle(name, REAL[name], *args, **more)


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
    """Count the calls."""

    def __init__(self):
        self.names = []

    def __call__(self, name, real, *args, **more):
        self.names.append(name)
        return real(*args, **more)

"""Reading a whole file, and never waiting for one: called wherever something a person keeps is read.

A pipe, a socket or a device in a file's place would keep whoever opens it, for ever or until somebody writes there. It
is refused at once, as a folder is. It knows bytes, not what they mean.
"""

import errno
import os
import stat
from pathlib import Path


def read_file(path: Path) -> bytes:
    """Return what is in a file. Raises OSError, also where something stands in its place that is no file."""
    kind = os.stat(path).st_mode  # noqa: PTH116  there may be a thousand
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):  # to open a folder is refused by itself
        raise OSError(errno.EINVAL, "It is no file", str(path))
    return path.read_bytes()

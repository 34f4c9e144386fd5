"""Reading a whole file, and never waiting for one: called wherever something a person keeps is read.

A pipe, a socket or a device in a file's place would keep whoever opens it, for ever or until somebody writes there. It
is refused at once, as a folder is. It knows bytes, not what they mean.
"""

import errno
import os
import stat
from pathlib import Path

LARGEST = 256 * 1024 * 1024  # bytes; a month of long letters takes a thousandth; who plants more would fill the memory


def read_file(path: Path) -> bytes:
    """Return what is in a file. Raises OSError, also where something stands in its place that is no file."""
    status = os.stat(path)  # noqa: PTH116  there may be a thousand
    kind = status.st_mode
    if status.st_size > LARGEST and stat.S_ISREG(kind):
        raise OSError(errno.EFBIG, "It is larger than any file of this program", str(path))
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):  # to open a folder is refused by itself
        raise OSError(errno.EINVAL, "It is no file", str(path))
    return path.read_bytes()

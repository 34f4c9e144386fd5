"""The start of `selfattach` and `python -m selfattach`, before anything of it is loaded. It knows no command."""

import signal
import sys
from contextlib import suppress

try:
    import resource
except ImportError:  # Windows writes no core
    resource = None  # type: ignore[assignment]


def main() -> None:
    """Load the command line and run it. Ctrl-C while it loads ends the process and says nothing."""
    _keep_words_out_of_cores()
    handler = signal.getsignal(signal.SIGINT)
    if handler is signal.default_int_handler:  # whoever started us may have it ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from selfattach import cli  # noqa: PLC0415  this is what takes the time

    signal.signal(signal.SIGINT, handler)
    cli.main()


def _keep_words_out_of_cores() -> None:
    """Have no crash write memory into a file: there are words in it, and keys. What we start inherits that.

    On Linux one byte, and not none: where cores go to a program, a limit of 0 counts for files alone, and 1 is the one
    that the kernel takes for "no core at all". A file is never as small.
    """
    if resource is not None:
        most = 1 if sys.platform == "linux" else 0
        with suppress(OSError, ValueError):  # a limit below that may not be raised, and is as good for files
            resource.setrlimit(resource.RLIMIT_CORE, (most, most))


if __name__ == "__main__":
    main()

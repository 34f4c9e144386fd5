"""The start of `selfattach` and `python -m selfattach`, before anything of it is loaded. It knows no command."""

import signal


def main() -> None:
    """Load the command line and run it. Ctrl-C while it loads ends the process and says nothing."""
    handler = signal.getsignal(signal.SIGINT)
    if handler is signal.default_int_handler:  # whoever started us may have it ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from selfattach import cli  # noqa: PLC0415  this is what takes the time

    signal.signal(signal.SIGINT, handler)
    cli.main()


if __name__ == "__main__":
    main()

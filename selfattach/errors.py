"""What can go wrong, as the person hears it. Leaving a practice is not an error and is not here.

Each error carries the exit status of the process; only `selfattach.cli.main` turns one into the other.
This file knows nothing of where the words are shown.
"""


class SelfattachError(Exception):
    """Something failed that the person should hear of: exit 1. The message says what, where, and what to do."""

    status = 1


class WrongInputError(SelfattachError):
    """Wrong or missing input (a name, a file, an option, an answer): exit 2. Nothing was started or saved."""

    status = 2


class NothingFoundError(SelfattachError):
    """An id, a word or a filter matched nothing: exit 3."""

    status = 3


class LockedError(SelfattachError):
    """The history is encrypted and its key is not here: exit 4. Nothing was written."""

    status = 4

    def __init__(
        self, why: str = "Your history is locked, and the passphrase was not given. Nothing was changed."
    ) -> None:
        super().__init__(why)

"""This moment, on this machine's clock. The one place where the program asks what time it is."""

from datetime import UTC, datetime


def local_now() -> datetime:
    """Return this moment with the local zone, or in UTC where TZ holds a zone that no clock can have."""
    try:
        return datetime.now().astimezone()
    except (OSError, OverflowError, ValueError):  # `TZ=<+99>-99`
        return datetime.now(UTC)

"""Which device this is: the name of the one folder of a history that this machine writes.

It lies in the state folder, bound to the machine and the data folder, so that a copied home becomes another device and
no file ever has two writers. It knows nothing of sessions.
"""

import os
import re
from pathlib import Path

from selfattach.files import read_file
from selfattach.history import durable, ids, jsontext

_DEVICE = re.compile("[a-z0-9]{8}", re.ASCII)  # it becomes the name of a folder
_MACHINE_IDS = ("/etc/machine-id", "/var/lib/dbus/machine-id")


def this_machine() -> str:
    """Return what tells this machine from another, as well as the system knows."""
    for path in _MACHINE_IDS:
        try:
            known = Path(path).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            continue
        if known:
            return known
    return os.uname().nodename


def known_device(file: Path, data: Path, machine: str) -> str | None:
    """Return the id of this device, None when there is none yet for this machine and data folder."""
    try:
        known = jsontext.load(read_file(file))
        device = known["device"]
        if isinstance(device, str) and _DEVICE.fullmatch(device) and known["bound"] == _bound(data, machine):
            return device
    except (OSError, ValueError, KeyError, TypeError):
        pass  # none yet, or nothing that could be read: then this is a new device
    return None


def device_id(file: Path, data: Path, machine: str) -> str:
    """Return the id of this device, made anew when there is none for this machine and data folder.

    The caller holds the lock.
    """
    device = known_device(file, data, machine)
    if device is None:
        device = ids.letters(8)
        durable.replace(file, jsontext.dump({"device": device, "bound": _bound(data, machine)}))
    return device


def _bound(data: Path, machine: str) -> str:
    import hashlib  # noqa: PLC0415  loads OpenSSL, only where there is a history

    return hashlib.sha256(f"{machine}\n{data}".encode("utf-8", "surrogateescape")).hexdigest()

"""Which device this is: the name of the one folder of a history that this machine writes.

It lies in the state folder, bound to the machine and the data folder, so that a copied home becomes another device and
no file ever has two writers. It knows nothing of sessions.
"""

import os
import re
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from selfattach import disk
from selfattach.disk import read_file
from selfattach.history import ids, jsontext

_DEVICE = re.compile("[a-z0-9]{8}", re.ASCII)  # it becomes the name of a folder
_SMALL = "_sha2" if sys.version_info >= (3, 12) else "_sha256"
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
    return _read(file).get(_bound(data, machine)) if disk.is_there(file) else None


def own_ids(file: Path) -> frozenset[str]:
    """Return every id under which this state folder ever wrote: a home that moves comes back to the one it had."""
    return frozenset(_read(file).values())


def device_id(file: Path, data: Path, machine: str) -> str:
    """Return the id of this device, made anew when there is none for this machine and data folder.

    The caller holds the lock.
    """
    known, bound = _read(file), _bound(data, machine)
    if bound not in known:
        known[bound] = ids.letters(8)
    device = known.pop(bound)
    content = jsontext.dump({"device": device, "bound": bound, "former": known})
    try:
        is_written = read_file(file) == content
    except OSError:
        is_written = False
    if not is_written:
        disk.replace(file, content)
    return device


def _read(file: Path) -> dict[str, str]:
    """The ids by what they are bound to. What cannot be read is none: then this is a new device."""
    try:
        noted = jsontext.load(read_file(file))
        known = {**noted.get("former", {}), noted["bound"]: noted["device"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {str(bound): one for bound, one in known.items() if isinstance(one, str) and _DEVICE.fullmatch(one)}


def _bound(data: Path, machine: str) -> str:
    return _sha256(f"{machine}\n{data}".encode("utf-8", "surrogateescape"))


def _sha256(content: bytes) -> str:
    """The checksum by the small module that Python has for its own `random`: `hashlib` loads OpenSSL at every start."""
    with suppress(ImportError):
        return str(import_module(_SMALL).sha256(content).hexdigest())
    import hashlib  # noqa: PLC0415  where there is none

    return hashlib.sha256(content).hexdigest()

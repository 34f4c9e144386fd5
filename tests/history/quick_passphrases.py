"""A few passphrases that take no time in the passphrase part of age; all others are as slow as they should be."""

from functools import cache

import pyrage

from selfattach.history.key_file import new_key

_KEYS = {}  # of each quick passphrase
_REMEMBERED = set()  # passphrases of which a file is opened once only
_REAL = pyrage.passphrase.encrypt, pyrage.passphrase.decrypt


def encrypt(content, passphrase):
    if passphrase in _KEYS:
        return pyrage.encrypt(content, [_KEYS[passphrase].to_public()])
    return _REAL[0](content, passphrase)


def decrypt(content, passphrase):
    if passphrase in _KEYS:
        return pyrage.decrypt(content, [_KEYS[passphrase]])
    return (_opened_before if passphrase in _REMEMBERED else _REAL[1])(content, passphrase)


@cache
def _opened_before(content, passphrase):
    return _REAL[1](content, passphrase)


def make_quick(*passphrases):
    """From now on, in this process and its children, these passphrases take no time.

    They are for one file of tests: what is started anew does not know them, whichever test it belongs to.
    """
    for passphrase in passphrases:
        _KEYS.setdefault(passphrase, new_key())
    pyrage.passphrase.encrypt, pyrage.passphrase.decrypt = encrypt, decrypt


def remember_opened(passphrase):
    """From now on a file with this passphrase takes its time only once, in this process and its children."""
    _REMEMBERED.add(passphrase)
    make_quick()

"""A few passphrases that take no time in the passphrase part of age; all others are as slow as they should be."""

import pyrage

from selfattach.history.key_file import new_key

_KEYS = {}  # of each quick passphrase
_KNOWN = {}  # (file, passphrase) -> what it opens to
encrypt_really, decrypt_really = pyrage.passphrase.encrypt, pyrage.passphrase.decrypt


def encrypt(content, passphrase):
    if passphrase in _KEYS:
        return pyrage.encrypt(content, [_KEYS[passphrase].to_public()])
    return encrypt_really(content, passphrase)


def decrypt(content, passphrase):
    if passphrase in _KEYS:
        return pyrage.decrypt(content, [_KEYS[passphrase]])
    return _KNOWN.get((content, passphrase)) or decrypt_really(content, passphrase)


def make_quick(*passphrases):
    """From now on, in this process and its children, these passphrases take no time.

    They are for one file of tests: what is started anew does not know them, whichever test it belongs to.
    """
    for passphrase in passphrases:
        _KEYS.setdefault(passphrase, new_key())
    pyrage.passphrase.encrypt, pyrage.passphrase.decrypt = encrypt, decrypt


def know_opened(passphrase, opened):
    """From now on these files with this passphrase take no time, in this process and its children."""
    _KNOWN.update({(content, passphrase): inside for content, inside in opened.items()})
    make_quick()


def told():
    """All of this as plain values, for a process that is no child of this one."""
    return {passphrase: str(key) for passphrase, key in _KEYS.items()}, _KNOWN


def take(what_was_told):
    """Have in this process what was told in another."""
    keys, known = what_was_told
    _KEYS.update({passphrase: pyrage.x25519.Identity.from_str(key) for passphrase, key in keys.items()})
    _KNOWN.update(known)
    make_quick()

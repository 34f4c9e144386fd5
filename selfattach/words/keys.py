"""Words about the keys of a vault: opening it, the files that hold them, and changing what locks it."""

from typing import Final

# --- locked

LOCKED: Final = "Your history is locked, and the passphrase was not given. Nothing was changed."
LOCKED_AFTER_THREE: Final = "That was not the passphrase, three times. Nothing was changed."
LOCKED_KEY_NOT_HERE: Final = "it is encrypted, and its key is not here"
LOCKED_NOT_BY_THIS_KEY: Final = "it cannot be decrypted with your key ({why})"
LOCKED_NO_PART: Final = (
    "This history is encrypted, and the part that opens it is not installed. "
    "Install selfattach with its extra `vault`, as the README does."
)
LOCKED_WAITS: Final = (
    "Another machine encrypts this history, and its key was not opened here yet. Until then what you keep waits on "
    "this machine only, not encrypted, in {folder}."
)
LOCKED_UNMET: Final = (
    "Only folders that were not here before say that your history is encrypted: {devices}. If they are not yours, "
    "start `selfattach` on a terminal and say so; from then on they are left out."
)
LOCKED_OR_PLAIN: Final = (
    "If there is no such vault any more: `selfattach vault remove` keeps what is kept on this machine plain."
)


# --- key files

KEY_ANOTHER: Final = (
    "Bring it back from a backup, or from the folder of another machine with the same `recipient`; "
    "or use the key of your recovery sheet: `selfattach vault recovery --use`."
)
KEY_UNREADABLE: Final = "{file} cannot be read: {why}. {another}"
KEY_NO_AGE: Final = "{file} is damaged: it is no age file. {another}"
KEY_NOT_WHOLE: Final = "{file} is damaged: it is not whole. {another}"
KEY_EMPTY: Final = "{file} is damaged: it opens, but holds no key. {another}"
KEY_TOO_MUCH_WORK: Final = "{file} asks for more work than any key file of ours, so it was not tried. {another}"
KEY_MISSING: Final = "The history in {history} is encrypted, and {name} is in none of its folders. {another}"
KEY_OTHER: Final = "{file} opens to another key than the one this machine encrypts to. Nothing was changed. {another}"
KEY_NOT_TRIED: Final = (
    "There are more key files than are tried, and these were not: {files}. The passphrase may be right. Start "
    "`selfattach` on a terminal and say which folders are not yours, or move them out of the history; then try again."
)
KEY_OLDER: Final = (
    "That passphrase opened {file}, and not the copy of your key in the state folder, which has the passphrase "
    "that was chosen last on this machine. Both stay as they are."
)
KEY_FILE_PUT_RIGHT: Final = (
    "The file identity.age in this machine's folder of the history was not the one that this machine put there. "
    "It was put right. If you did not change it, see who else can write to that folder."
)
KEY_BUSY: Final = "This machine is too busy just now to work out the key. Nothing was opened. Try again in a while."
KEY_WEAK: Final = (
    "This machine is busy, so guessing the passphrase of {file} takes less work than it should. "
    "`selfattach vault passphrase` makes it anew; do that when the machine is idle."
)
KEY_PIN_UNUSABLE: Final = (
    "The key that this machine encrypts to cannot be used ({why}), so nothing was written. "
    "Remove the file {name} from the state folder, and unlock your history once."
)
KEY_PUT_RIGHT: Final = (
    "The file `recipient` in this machine's folder of the history said something else than what this machine encrypts "
    "to. It was put right. If you did not change it, see who else can write to that folder."
)


# --- changing what locks it

SHEET_OTHER_KEY: Final = "That is another key than the one this machine encrypts to ({pinned}). Nothing was changed."
SHEET_OPENS_NOTHING: Final = "That key opens nothing that is here. Nothing was changed."
PRACTICE_IS_OPEN: Final = "A practice is open in another window. End it first, then try again. Nothing was changed."
NOTHING_TO_LOCK_ANEW: Final = "Your history is not encrypted, so there is no passphrase to change."
NOT_ENCRYPTED_HERE: Final = "Your history is not encrypted on this machine."
NOTHING_TO_RECOVER: Final = "Your history is not encrypted, so there is nothing to recover it with."

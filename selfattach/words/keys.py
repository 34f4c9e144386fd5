"""Words about the keys of a vault: opening it, the files that hold them, and changing what locks it."""

from typing import Final

# --- locked

LOCKED: Final = (
    "Your words are safe, and nothing was changed. Your history stays locked, as the passphrase was not given."
)
LOCKED_AFTER_THREE: Final = (
    "Your words are safe, and nothing was changed. That was not the passphrase, three times in a row. Try again when "
    "you like. If it is lost, your recovery sheet opens everything: `selfattach vault recovery --use`."
)
LOCKED_KEY_NOT_HERE: Final = "it is encrypted, and its key is not on this machine"
LOCKED_NOT_BY_THIS_KEY: Final = "your key does not open it ({why})"
LOCKED_NO_PART: Final = (
    "Your words are safe. They are encrypted, and the part of this program that opens them is not installed here. "
    "Install selfattach with its extra `vault`, as the README does."
)
LOCKED_WAITS: Final = (
    "What you keep is safe on this machine, but it is not encrypted yet: it waits in {folder}. Another machine "
    "encrypts this history, and its key was not opened here yet. Open it once, and what waits is encrypted too: "
    "`selfattach history list`."
)
LOCKED_UNMET: Final = (
    "Only folders that were not here before say that your history is encrypted: {devices}. If they are not yours, "
    "start `selfattach` on a terminal and say so. From then on they are left out."
)
LOCKED_OR_PLAIN: Final = (
    "If there is no such vault any more, `selfattach vault remove` lets this machine keep your words without "
    "encryption."
)


# --- key files

KEY_ANOTHER: Final = (
    "To open your words again, bring that file back from a backup, or from the folder of another machine that has "
    "the same file `recipient`. Or type the key of your recovery sheet: `selfattach vault recovery --use`."
)
KEY_UNREADABLE: Final = (
    "Your words were not touched, but they cannot be opened now. The file with the key, {file}, cannot be read: "
    "{why}. {another}"
)
KEY_NO_AGE: Final = (
    "Your words were not touched, but they cannot be opened now. The file with the key, {file}, is damaged: it is no "
    "age file. {another}"
)
KEY_NOT_WHOLE: Final = (
    "Your words were not touched, but they cannot be opened now. The file with the key, {file}, is damaged: it is "
    "not whole. {another}"
)
KEY_EMPTY: Final = (
    "Your words were not touched, but they cannot be opened now. The file with the key, {file}, is damaged: it "
    "opens, but holds no key. {another}"
)
KEY_TOO_MUCH_WORK: Final = (
    "Your words were not touched. {file} asks for more work than any key file that this program makes, so it was not "
    "tried. {another}"
)
KEY_MISSING: Final = (
    "Your words were not touched, but they cannot be opened now. The history in {history} is encrypted, and the file "
    "with the key, {name}, is in none of its folders. {another}"
)
KEY_OTHER: Final = (
    "Your words were not touched. {file} holds another key than the one that locks your words on this machine. "
    "{another}"
)
KEY_NOT_TRIED: Final = (
    "Your words were not touched, and the passphrase may be right. There are too many key files to try them all, and "
    "these were not tried: {files}. Start `selfattach` on a terminal and say which folders are not yours, or move "
    "them out of the history. Then try again."
)
KEY_OLDER: Final = (
    "Your history is open. That passphrase opened {file}, but the copy of your key in the state folder has the "
    "passphrase that was chosen last on this machine. Both stay as they are."
)
KEY_FILE_PUT_RIGHT: Final = (
    "Nothing is lost. The file identity.age in this machine's folder of the history was not the one that this "
    "machine had put there, and it was put right. If you did not change it, see who else can write to that folder."
)
KEY_BUSY: Final = (
    "Your words are safe, and nothing was changed. This machine is too busy just now to work out the key. Try again "
    "in a while."
)
KEY_WEAK: Final = (
    "Your words are encrypted. But this machine is busy, so the passphrase of {file} is easier to guess than it "
    "should be. `selfattach vault passphrase` makes that file anew. Do that when the machine is less busy."
)
KEY_PIN_UNUSABLE: Final = (
    "What was kept before is safe, but this was not written. The key that this machine encrypts to cannot be used "
    "({why}). Remove the file {name} from the state folder, and unlock your history once."
)
KEY_PUT_RIGHT: Final = (
    "Nothing is lost, and nothing was written with another key. The file `recipient` in this machine's folder of the "
    "history named another key than the one that this machine uses, and it was put right. If you did not change it, "
    "see who else can write to that folder."
)


# --- changing what locks it

SHEET_OTHER_KEY: Final = (
    "Nothing was changed. That is another key than the one that locks your words on this machine ({pinned}). See "
    "whether you have an older or a newer sheet."
)
SHEET_OPENS_NOTHING: Final = (
    "Nothing was changed. That key opens nothing that is here. See whether you have another sheet, and type it "
    "letter by letter."
)
PRACTICE_IS_OPEN: Final = "Nothing was changed. A practice is open in another window. End it first, then try again."
NOTHING_TO_LOCK_ANEW: Final = "Your history is not encrypted, so there is no passphrase to change."
NOT_ENCRYPTED_HERE: Final = "Your history is not encrypted on this machine."
NOTHING_TO_RECOVER: Final = "Your history is not encrypted, so there is nothing to recover it with."

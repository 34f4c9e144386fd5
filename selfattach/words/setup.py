"""Words of the vault, the settings, the shell and the doctor."""

from typing import Final

from selfattach.words.basics import Menu

# --- the vault, and the passphrase

UNLOCK: Final = Menu(
    "Your history is locked. Unlock it now? Practising goes on without it too.",
    {"yes": "Unlock"},
    "not now",
    first="yes",
)
UNLOCK_NEW: Final = Menu(
    "Folders that were not here before say that your history is encrypted: {machines}. Are they yours?",
    {"yes": "Yes. Unlock it", "not_mine": "No. Leave them out"},
    "ask me another time",
)
UNLOCK_ONE: Final = Menu(
    "A folder that was not here before says that your history is encrypted: {machines}. Is it yours?",
    {"yes": "Yes. It is mine", "not_mine": "No. Leave it out"},
    "ask me another time",
)
STAYS_LOCKED: Final = "It stays locked for now; what you do is kept all the same."
DEEP_LOCKED: Final = "How often you have practised is locked, so nobody can look whether this one is open to you."
ASK_OURS: Final = "Passphrase of your history:"
ASK_OTHER: Final = "Another machine ({device}) made a passphrase of its own. Passphrase there (Enter leaves it locked):"
ASK_WRONG: Final = "That was not it."
ASK_NEW: Final = "A new passphrase (nothing is shown while you type):"
ASK_AGAIN: Final = "The same once more:"
PASSPHRASES_DIFFER: Final = "These were not the same. Once more, or leave it empty to stop."
ASK_A_MOMENT: Final = "One moment."
ASK_COMMAND_WRONG: Final = "What the command in `vault.passphrase_command` prints is not the passphrase."
ASK_COMMAND_FAILED: Final = "The command in `vault.passphrase_command` gave no passphrase (status {status})."
ASK_COMMAND_NO_TEXT: Final = "What the command in `vault.passphrase_command` prints is no text in UTF-8."
ASK_COMMAND_FOUND: Final = (
    "Your settings name a command that prints the passphrase. It was not set on this machine as it stands: a syncing "
    "tool, another program or an editor may have put it there. This is all of it:"
)
ASK_COMMAND_RUN: Final = "Shall it be run, now and from now on? y or n; Enter means no."
ASK_COMMAND_NOT_RUN: Final = (
    "The command in `vault.passphrase_command` was not set on this machine as it stands, so it was not run: {command} "
    "If it is yours, say yes to it at a terminal (`selfattach history list` asks), or set it: "
    "selfattach config set vault.passphrase_command CMD"
)
ASK_NO_TEXT: Final = "What was typed is no text as this terminal is set (UTF-8), so it cannot be used."

VAULT_ABOUT: Final = """\
A passphrase locks what you keep. Practising and saving go on without it; looking back asks for it.
Nobody can bring it back for you. Whoever forgets it needs the recovery sheet: selfattach vault recovery"""
VAULT_IS_THERE: Final = "Your history is encrypted already. `selfattach vault status` tells more."
VAULT_NEEDS_SOMEBODY: Final = "A passphrase is typed at a terminal, or comes from --passphrase-command CMD."
VAULT_NOT_SAID: Final = "There was no passphrase, so nothing was changed."
VAULT_CARD: Final = (
    "Shall your support card stay readable without the passphrase, for an hour when typing one is too much? "
    "Then its lines are not encrypted. y or n; Enter means no."
)
VAULT_MADE: Final = "Your history is encrypted now, and the plain files of this machine are gone."
VAULT_MADE_MOSTLY: Final = "What this machine keeps is encrypted now, but some files are plain still."
VAULT_MADE_MORE: Final = """\
Print or write down the recovery sheet, and keep it where you keep papers: selfattach vault recovery
Backups and file-syncing tools may still hold older, plain copies."""
STATE_SYNCED: Final = (
    "{state} holds what belongs to this machine alone: what is not finished, what was deleted, a copy of your card if "
    "you wished one. It lies in {carrier}, which carries it to others. Only {history} is for syncing. Keep the rest "
    "elsewhere (SELFATTACH_HOME names the place), and let {history} there be a link into the synced folder."
)
VAULT_PLAIN_ELSEWHERE: Final = (
    "These machines still keep plain files here: {devices}. Each encrypts its own when selfattach is next used there. "
    "One that is used no more never does: `selfattach history retire NAME` takes over what it kept, encrypted."
)
VAULT_PLAIN_BY_CHOICE: Final = "On these machines the vault was removed, so what they keep stays plain: {devices}."
VAULT_COPY_PLAIN: Final = (
    "{file} is not read and stays plain. If a syncing tool made it, `selfattach history import FILE` brings in what is "
    "missing, sessions that were deleted since too. Then delete it."
)
VAULT_OFF: Final = "Your history is not encrypted. `selfattach vault init` does that."
VAULT_OFF_HERE: Final = (
    "What this machine keeps is not encrypted; other machines encrypt theirs. To do so here too: selfattach vault init"
)
VAULT_WAITS: Final = (
    "Another machine encrypts this history, and its key was not opened here yet. What you keep meanwhile waits on this "
    "machine, not encrypted. Unlock it once, with any look back: selfattach history list\n"
    "If that is no vault of yours, start `selfattach` on a terminal and say so, or keep this machine's files plain: "
    "selfattach vault remove"
)
DOCTOR_OTHER_KEY: Final = (
    "The file `recipient` in {folder} says something else than what this machine encrypts to. The next start that can "
    "write puts it right; nothing is written with it. If you did not change it, see who else can write to that folder."
)
DOCTOR_OTHER_KEY_FILE: Final = (
    "The file identity.age in {folder} is not the one that this machine put there. The next unlock puts it right. "
    "If you did not change it, see who else can write to that folder."
)
DOCTOR_NO_PIN: Final = (
    "What this machine encrypts to cannot be read in its state folder. New sessions wait there, not encrypted, until "
    "you unlock your history once."
)
VAULT_NOT_PINNED: Final = "The next unlock shows that this is your key, and notes it on this machine."
VAULT_OLDER: Final = (
    "These machines kept their newest session with an older selfattach, which writes what a file in the synced folder "
    "tells it to: {devices}. One of them is enough to undo the lock; install the newer one there."
)
VAULT_JOIN: Final = (
    "Other machines encrypt this history. Its passphrase is asked for, and this machine encrypts to the same key."
)
VAULT_JOINED: Final = "What this machine keeps is encrypted now, to the key of the other machines."
VAULT_ON: Final = "Your history is encrypted, to {recipient}."
VAULT_FILES: Final = "Encrypted files: {files}."
VAULT_WAITING: Final = "Saved while it was locked, and put in their place at the next unlock: {files}."
VAULT_STILL_PLAIN: Final = "Still plain: {files}. The next start that can write encrypts them."
VAULT_TWO_KEYS: Final = (
    "Two machines made a key each. An unlock asks for the passphrase of both once; each goes on with its own key."
)
VAULT_SHEET_KEY: Final = "The key of the sheet, the line that begins with AGE-SECRET-KEY-1 (it is not shown):"
VAULT_NO_KEY: Final = "That is no key as the sheet has it: it begins with AGE-SECRET-KEY-1. Nothing was changed."
VAULT_SHEET_USED: Final = "Your history is open with the key of the sheet. The new passphrase holds on this machine."
VAULT_CHANGED: Final = """\
The new passphrase holds on this machine. On others the old one holds until you change it there too.
An older copy of identity.age, in a backup, still opens with the old one."""
VAULT_COMMAND_STALE: Final = (
    "The command in your settings told the old one, so it is taken out of them. Once it tells the new one: "
    "selfattach config set vault.passphrase_command CMD"
)
VAULT_REMOVE: Final = "Everything of this machine will be stored plain again. y or n; Enter means no."
VAULT_STAY_PLAIN: Final = (
    "What this machine keeps will be stored plain, what waits now too, whatever other machines do. "
    "y or n; Enter means no."
)
VAULT_STAYS_PLAIN: Final = """\
What this machine keeps is plain from now on. Other machines keep theirs encrypted."""
VAULT_REMOVED: Final = """\
What this machine keeps is plain now. Other machines keep theirs encrypted until you remove it there.
The file identity.age stays, for older encrypted copies. Delete it when you have none."""
RECOVERY: Final = """\
selfattach: recovery sheet, {day}

Whoever has this sheet can read everything. Keep it where you keep
papers, not on this machine.

The key:

{keys}

Its public half, to tell it from others:
{recipient}

To open everything with selfattach again: selfattach vault recovery --use

How to open a file without selfattach, with the program `age`
(most systems have it as a package):
1. Put the key into a file, say key.txt, with nothing else in it.
2. age --decrypt -i key.txt FILE.json.age > FILE.json
   There is a folder for each machine, with a file for each month; what
   still waits for its place there lies in its folder `inbox`. All in
   {folder}
   Use a copy of it: what is made in there, a syncing tool carries along.
3. FILE.json is plain JSON text. Delete key.txt afterwards.
With the passphrase instead of this sheet:
   age --decrypt -i identity.age FILE.json.age > FILE.json
(identity.age lies in the same folder; age asks for the passphrase.)"""


# --- settings, and the shell

CONFIG_AS_IT_COMES: Final = "# {line}  (as it comes)"  # a comment where the list is put into a file
CONFIG_COUNTRIES: Final = (
    "No numbers for `{country}` are here.{near} Known are: {countries}. "
    "`selfattach config unset support.country` shows the list each time."
)
CONFIG_KEPT: Final = "{key} is set. It counts from the next start on."
CONFIG_UNSET: Final = "{key} is as it comes again."
CONFIG_WAS_NOT_SET: Final = "{key} was not set, so nothing was changed."
HOOK_INVITATION: Final = "selfattach is here if you want it."  # plain letters only: a shell prints it
HOOK_UNKNOWN: Final = "hook takes one of {shells}.{near}"
HOOK_ABOUT: Final = (
    "At most once a day it says that selfattach is there; not on days with a practice.",
    "To be without it, take out these lines, from the one above to the one that ends it.",
)
HOOK_HOW: Final = "Append it to your start-up file once: selfattach hook {shell} >> {file}"


# --- the doctor

DOCTOR_WELL: Final = {
    "places": "your folders can be read and written.",
    "room": "there is room on the disk.",
    "lock": "nobody is saving right now.",
    "sessions": "every file of sessions can be read.",
    "drafts": "nothing unfinished is damaged.",
    "leftovers": "nothing was left over by a power cut.",
    "rights": "only you can read what is kept.",
    "vault": "the history is not encrypted; `selfattach vault init` does that.",
    "machines": "this is the only machine in the history.",
    "clock": "the clock of this machine agrees with what is kept.",
    "settings": "all settings can be used.",
    "exercises": "your own exercises can be read.",
    "helplines": "the helplines were compared with their sources within half a year.",
    "terminal": "the terminal can show every letter.",
}
DOCTOR_NO_FOLDER: Final = "{place} is no folder. Move it away, so that a folder can stand there."
DOCTOR_UNSEEN: Final = (
    "{place} cannot be looked at: {why}. See that its disk is there and that it is yours (chown, chmod), or let "
    "SELFATTACH_HOME name another folder."
)
DOCTOR_NO_ROOM: Final = "There is hardly any room left on the disk of {place}. Make some before you practise."
DOCTOR_LOCK_NOT_OURS: Final = "{file} cannot be locked, so nothing can be saved: {why}. Or remove it."
DOCTOR_LOCK_HELD: Final = "Another selfattach is saving right now. The lock goes with it, also when it is ended."
DOCTOR_NO_LOCKS: Final = (
    "The disk of {folder} locks no files ({why}), so a small file, {file}, says who is saving. "
    "That holds on one machine. Should two machines share this folder, keep it on a disk of each "
    "(SELFATTACH_HOME names the place)."
)
DOCTOR_LEFT_OPEN: Final = (
    "{file} can be read or listed by others on this machine, and the disk it lies on keeps no rights, so that cannot "
    "be changed there. Another place is yours alone (SELFATTACH_HOME names it), or `selfattach vault init` encrypts."
)
DOCTOR_LOCKED: Final = "Files that are locked were not looked into: {files}. `doctor --all` asks for the passphrase."
DOCTOR_ASIDE: Final = "{file} is a damaged file that was kept aside. Delete it when you do not need it."
DOCTOR_COPY: Final = "{file} is a copy of a month. It is read, and its machine puts it in its place."
DOCTOR_UNREAD: Final = (
    "{file} is not read: {why}. If no tool is at it any more, call it {name}: that is put together with its month."
)
DOCTOR_NO_FILE: Final = "{file} is a folder or a pipe where a file should be, and is passed over. Move it away."
DOCTOR_UNNAMED: Final = "{file} holds words that belong to no practice any more. Read it, then delete it."
DOCTOR_EDITED: Final = (
    "{file} holds words from an editor that was ended while they were being changed. Read it, then delete its folder."
)
DOCTOR_DRAFT_PLAIN: Final = "{file}, or an editor's file beside it, is not encrypted, though the history is."
DOCTOR_LEFTOVER: Final = "{file} was left over by a power cut or a stop. Nothing reads it."
DOCTOR_TOO_OPEN: Final = "{file} can be read or listed by others on this machine."
DOCTOR_NO_IDENTITY: Final = "{folder} has no identity.age. Without one, or the recovery sheet, nothing can be opened."
DOCTOR_MACHINES: Final = "other machines in this history: {devices}."
DOCTOR_CLOCK: Final = (
    "The newest session is from a later day than this machine says it is ({day}). "
    "Set the clock, or the order of your sessions will be wrong."
)
DOCTOR_ZONE: Final = (
    "TZ says {zone}, which is no time zone that is known here, so times are those of {used}. "
    "A name like Europe/Vienna is one; without TZ the machine's own is used."
)
DOCTOR_OLD_HELPLINES: Final = (
    "The helplines were last compared with their sources on {day}. A newer selfattach has newer ones."
)
DOCTOR_ENCODING: Final = "The output is {encoding}, so some letters show as ?. UTF-8 shows all of them."
DOCTOR_REPAIR: Final = (
    "`selfattach doctor --repair` mends what is marked with ! as far as it can. What it takes out of the way it keeps."
)
DOCTOR_REMOVED: Final = "{file} was taken away."
DOCTOR_DRAFT_SEALED: Final = "{file} and what lies beside it is encrypted now."
DOCTOR_CLOSED: Final = "{file} is yours alone now."
NOT_REPAIRED: Final = "{file} could not be mended: {why}"
REPAIRED: Final = "{file}: {sessions} whole sessions rescued. The damaged file is kept as {aside}"
REPAIRED_OTHERS: Final = (
    "{file}: {sessions} whole sessions are in your own folder now. The file is another machine's and stays."
)

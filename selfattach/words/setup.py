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
STAYS_LOCKED: Final = "It stays locked for now. What you do is kept all the same."
DEEP_LOCKED: Final = (
    "Your history is locked, so it cannot be seen how often you have practised, and whether this one is open to you "
    "yet."
)
ASK_OURS: Final = "Passphrase of your history:"
ASK_OTHER: Final = "Another machine ({device}) has a passphrase of its own. What is it? Enter leaves it locked:"
ASK_WRONG: Final = "That was not it. Try once more."
ASK_NEW: Final = "A new passphrase (nothing is shown while you type):"
ASK_AGAIN: Final = "The same once more:"
PASSPHRASES_DIFFER: Final = "These two were not the same. Type them once more, or leave it empty to stop."
ASK_A_MOMENT: Final = "One moment."
ASK_COMMAND_WRONG: Final = (
    "What the command in `vault.passphrase_command` prints is not the passphrase. If you changed the passphrase, "
    "change that command too."
)
ASK_COMMAND_FAILED: Final = (
    "The command in `vault.passphrase_command` gave no passphrase (status {status}). Try it by itself in the terminal."
)
ASK_COMMAND_NO_TEXT: Final = "What the command in `vault.passphrase_command` prints is no text in UTF-8."
ASK_COMMAND_FOUND: Final = (
    "Your settings name a command that prints the passphrase. As it stands, it was not set on this machine: a "
    "syncing program, another program or an editor may have put it there. This is all of it:"
)
ASK_COMMAND_RUN: Final = "Is it yours, and may it run now and from now on? y or n; Enter means no."
ASK_COMMAND_NOT_RUN: Final = (
    "It was not run, to be careful: as it stands, the command in `vault.passphrase_command` was not set on this "
    "machine. It is: {command} If it is yours, say yes to it at a terminal (`selfattach history list` asks), or set "
    "it: selfattach config set vault.passphrase_command CMD"
)
ASK_NO_TEXT: Final = "What you typed cannot be used: it is no text as this terminal is set (UTF-8)."

VAULT_ABOUT: Final = """\
A passphrase locks what you keep. Practising and saving go on without it; looking back asks for it.
Nobody can bring it back for you. Whoever forgets it needs the recovery sheet: selfattach vault recovery"""
VAULT_IS_THERE: Final = "Your history is encrypted already. `selfattach vault status` tells more."
VAULT_NEEDS_SOMEBODY: Final = (
    "Nothing was changed. A passphrase is typed at a terminal, or comes from --passphrase-command CMD."
)
VAULT_NOT_SAID: Final = "Nothing was changed, as there was no passphrase."
VAULT_CARD: Final = (
    "May your support card be read without the passphrase, in an hour when typing it is too much? Its lines are not "
    "encrypted then. Type y or n; Enter means no."
)
VAULT_MADE: Final = "Your history is encrypted now. The files of this machine that were not encrypted are gone."
VAULT_MADE_MOSTLY: Final = "What this machine keeps is encrypted now, but for some files."
VAULT_MADE_MORE: Final = (
    "Print or write down the recovery sheet, and keep it where you keep papers: selfattach vault recovery\nBackups "
    "and syncing programs may still hold older copies that are not encrypted."
)
STATE_SYNCED: Final = (
    "{state} holds what belongs to this machine alone: what is not finished, what was deleted, a copy of your card if "
    "you wished one. It lies in {carrier}, which carries it to others. Only {history} is for syncing. Keep the rest "
    "elsewhere (SELFATTACH_HOME names the place), and let {history} there be a link into the synced folder."
)
VAULT_PLAIN_ELSEWHERE: Final = (
    "On these machines some files here are not encrypted yet: {devices}. Each encrypts its own when selfattach is "
    "next used there. If a machine is not used any more, `selfattach history retire NAME` takes over what it kept, "
    "encrypted."
)
VAULT_PLAIN_BY_CHOICE: Final = "On these machines the vault was removed, so what they keep is not encrypted: {devices}."
VAULT_COPY_PLAIN: Final = (
    "{file} is not read, and it is not encrypted. If a syncing program made it, `selfattach history import FILE` "
    "brings in what is missing, and also sessions that you deleted since. Then delete it."
)
VAULT_OFF: Final = "Your history is not encrypted. `selfattach vault init` does that."
VAULT_OFF_HERE: Final = (
    "What this machine keeps is not encrypted; other machines encrypt theirs. To do so here too: selfattach vault init"
)
VAULT_WAITS: Final = (
    "What you keep is safe on this machine, but it waits there and is not encrypted yet. Another machine encrypts "
    "this history, and its key was not opened here yet. Unlock it once, with any look back: selfattach history list\n"
    "If that is no vault of yours, start `selfattach` on a terminal and say so. Or keep the files of this machine "
    "without encryption: selfattach vault remove"
)
DOCTOR_OTHER_KEY: Final = (
    "Nothing was written with it, but the file `recipient` in {folder} names another key than the one that this "
    "machine uses. The next start that can write puts it right. If you did not change it, see who else can write to "
    "that folder."
)
DOCTOR_OTHER_KEY_FILE: Final = (
    "Nothing is lost, but the file identity.age in {folder} is not the one that this machine put there. The next "
    "unlock puts it right. If you did not change it, see who else can write to that folder."
)
DOCTOR_NO_PIN: Final = (
    "Nothing is lost, but the key that this machine encrypts to cannot be read in its state folder. New sessions "
    "wait there, not encrypted, until you unlock your history once."
)
VAULT_NOT_PINNED: Final = "The next unlock shows that this is your key, and this machine notes it."
VAULT_OLDER: Final = (
    "These machines kept their newest session with an older selfattach: {devices}. An older one encrypts to any key "
    "that a file in the synced folder names, so one such machine is enough to open the lock to others. Install the "
    "newer one there."
)
VAULT_JOIN: Final = (
    "Other machines encrypt this history. You are asked for its passphrase, and from then on this machine uses the "
    "same key."
)
VAULT_JOINED: Final = "What this machine keeps is encrypted now, with the key of the other machines."
VAULT_ON: Final = "Your history is encrypted, to the key {recipient}."
VAULT_FILES: Final = "Encrypted files: {files}."
VAULT_WAITING: Final = "Files saved while it was locked: {files}. The next unlock puts them in their place."
VAULT_STILL_PLAIN: Final = "Files that are not encrypted yet: {files}. The next start that can write encrypts them."
VAULT_TWO_KEYS: Final = (
    "Two machines made a key each. An unlock asks once for the passphrase of both. Each goes on with its own key."
)
VAULT_SHEET_KEY: Final = (
    "The key of the sheet, the line that begins with AGE-SECRET-KEY-1 (nothing is shown while you type):"
)
VAULT_NO_KEY: Final = "Nothing was changed. That is no key as the sheet has it: it begins with AGE-SECRET-KEY-1."
VAULT_SHEET_USED: Final = (
    "Your history is open, with the key of the sheet. On this machine the new passphrase opens it from now on."
)
VAULT_CHANGED: Final = (
    "On this machine the new passphrase opens your history. On others the old one does, until you change it there "
    "too.\nAn older copy of identity.age, in a backup, still opens with the old one."
)
VAULT_COMMAND_STALE: Final = (
    "The old command is taken out of your settings, as it printed the old passphrase. Once it prints the new one: "
    "selfattach config set vault.passphrase_command CMD"
)
VAULT_REMOVE: Final = "Everything of this machine will be stored without encryption again. y or n; Enter means no."
VAULT_STAY_PLAIN: Final = (
    "What this machine keeps will be stored without encryption, also what waits now, whatever other machines do. y "
    "or n; Enter means no."
)
VAULT_STAYS_PLAIN: Final = "What this machine keeps is not encrypted from now on. Other machines keep theirs encrypted."
VAULT_REMOVED: Final = (
    "What this machine keeps is not encrypted now. Other machines keep theirs encrypted until you remove the vault "
    "there.\nThe file identity.age stays, for older encrypted copies. Delete it when you have none."
)
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
    "No numbers for `{country}` are here.{near} These countries have some: {countries}. `selfattach config unset "
    "support.country` shows the list each time."
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
DOCTOR_FAREWELL: Final = "a farewell was said, and not everything has gone. `selfattach farewell` lets go of the rest."
DOCTOR_NO_FOLDER: Final = "{place} is no folder. Move it away, so that a folder can stand there."
DOCTOR_UNSEEN: Final = (
    "{place} cannot be looked at: {why}. See that its disk is there and that it is yours (chown, chmod), or let "
    "SELFATTACH_HOME name another folder."
)
DOCTOR_NO_ROOM: Final = (
    "What is kept is safe, but there is hardly any room left on the disk of {place}. Make some before you practise."
)
DOCTOR_LOCK_NOT_OURS: Final = (
    "What is kept is safe, but nothing new can be saved: {file} cannot be locked: {why}. Or remove it."
)
DOCTOR_LOCK_HELD: Final = "Another selfattach is saving right now. When it ends, you can save here again."
DOCTOR_NO_LOCKS: Final = (
    "The disk of {folder} cannot lock files ({why}), so a small file, {file}, says who is saving. That works on one "
    "machine. If two machines share this folder, keep it on a disk of each (SELFATTACH_HOME names the place)."
)
DOCTOR_LEFT_OPEN: Final = (
    "{file} can be read or listed by others on this machine, and its disk cannot keep files private, so that cannot "
    "be changed there. Choose a place that is yours alone (SELFATTACH_HOME names it), or `selfattach vault init` "
    "encrypts."
)
DOCTOR_LOCKED: Final = "Files that are locked were not looked into: {files}. `doctor --all` asks for the passphrase."
DOCTOR_ASIDE: Final = "{file} is a damaged file that was kept aside. Delete it when you do not need it."
DOCTOR_COPY: Final = "{file} is a copy of a month. It is read, and its machine puts it in its place."
DOCTOR_UNREAD: Final = (
    "{file} is not read: {why}. If no program is writing it any more, rename it to {name}. Then it is put together "
    "with its month."
)
DOCTOR_NO_FILE: Final = "{file} is a folder or a pipe where a file belongs, and it is not read. Move it away."
DOCTOR_UNNAMED: Final = "Words are in {file}, and no practice has them any more. Read it, then delete it."
DOCTOR_EDITED: Final = (
    "Your words are in {file}: an editor was ended while they were being changed. Read it, then delete its folder."
)
DOCTOR_DRAFT_PLAIN: Final = "{file}, or an editor's file beside it, is not encrypted, though the history is."
DOCTOR_LEFTOVER: Final = "{file} is left over from a power cut or a stop. Nothing reads it."
DOCTOR_TOO_OPEN: Final = "{file} can be read or listed by others on this machine."
DOCTOR_NO_IDENTITY: Final = (
    "{folder} has no file identity.age. Nothing can be opened without one, or without the recovery sheet."
)
DOCTOR_MACHINES: Final = "other machines in this history: {devices}."
DOCTOR_CLOCK: Final = (
    "Nothing is lost, but the newest session is from a later day than this machine says it is ({day}). Set the "
    "clock, or the order of your sessions will be wrong."
)
DOCTOR_ZONE: Final = (
    "TZ says {zone}, and no time zone of that name is known here, so times are those of {used}. A name like "
    "Europe/Vienna works. Without TZ, the time zone of the machine is used."
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
    "{file}: {sessions} whole sessions are in your own folder now. The file belongs to another machine, and stays."
)

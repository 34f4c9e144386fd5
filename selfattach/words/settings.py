"""Words about the file of settings: what in it cannot be used, and what a setting can be."""

from typing import Final

SETTINGS_OPENING: Final = "# How selfattach speaks to you. All of it can be left out, and --options win over it.\n"
SETTINGS_FAULT: Final = "{file}: {why}"
SETTINGS_UNREADABLE: Final = "{file} cannot be read ({why}), so your settings are left aside for now."
SETTINGS_NO_TOML: Final = "{file} is left aside for now: {why}."
SETTINGS_NO_PART: Final = "{file}: there is no part `{part}`.{near}"
SETTINGS_NO_TABLE: Final = "`{part}` is not written as a part; write [{part}] on a line of its own"
SETTINGS_PART_NO_TABLE: Final = "{file}: `{part}` is not written as a part; write [{part}] on a line of its own."
SETTINGS_UNCHANGEABLE: Final = "it is written in a way that cannot be changed here"
SETTINGS_LEFT: Final = "{file} was left as it is: {why}."

SETTING_UNKNOWN: Final = "there is no setting `{key}`.{near}"
SETTING_ASKED_UNKNOWN: Final = "There is no setting `{key}`.{near}"
SETTING_ONE_OF: Final = "`{key}` is one of {known}.{near}"
SETTING_BOOLEAN: Final = "`{key}` is true or false."
SETTING_BOOLEAN_IN_FILE: Final = "`{key}` is true or false, without quotes."
SETTING_TEXTS: Final = {
    "country": '`country` is a name or two letters in quotes, like "DE".',
    "passphrase_command": '`passphrase_command` is a command in quotes, like "pass show selfattach".',
}

ROUTINE_EXAMPLE: Final = 'exercises = ["settle", "one-sound"]'
ROUTINES_NO_TABLE: Final = "{file}: `routine` is not written as a part; write [routine.NAME] on a line of its own."
ROUTINE_NO_TABLE: Final = (
    "the routine `{name}` is not written as a part; write [routine.{name}] on a line of its own, and {wanted} below it."
)
ROUTINE_NO_SETTING: Final = "[routine.{name}] has no setting `{key}`.{near}"
ROUTINE_WANTS: Final = "[routine.{name}] needs a list of names of exercises, like {wanted}."

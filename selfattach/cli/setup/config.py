"""`selfattach config`: the person's own settings, seen and changed; their comments and their order stay.

It decides nothing about what a setting changes; names and values are known by selfattach/config.py.
"""

import sys
from typing import Annotated

import typer

from selfattach import disk, words
from selfattach.cli.completion import setting_keys, setting_values
from selfattach.cli.context import AppContext
from selfattach.cli.options import Json
from selfattach.cli.output import print_json, tell
from selfattach.cli.setup.passphrase_command import KEY as COMMAND
from selfattach.cli.setup.passphrase_command import set_command
from selfattach.config import SETTINGS_FILE, Setting, check_key, choices_of, list_settings, read_value, set_setting
from selfattach.errors import WrongInputError
from selfattach.help.helplines import read_helplines
from selfattach.kinds import JsonObject
from selfattach.paths import HELPLINES, library
from selfattach.text import clean, one_line
from selfattach.words import commands

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help=commands.CONFIG)

_Key = Annotated[
    str, typer.Argument(metavar=commands.CONFIG_KEY_METAVAR, help=commands.CONFIG_KEY, autocompletion=setting_keys)
]
_Value = Annotated[
    str,
    typer.Argument(metavar=commands.CONFIG_VALUE_METAVAR, help=commands.CONFIG_VALUE, autocompletion=setting_values),
]


@app.command("list", help=commands.CONFIG_LIST)
def list_all(as_json: Json = False) -> None:
    """What in the file cannot be used is told on stderr."""
    settings = _settings()
    if as_json:
        print_json([_plain(setting) for setting in settings])
        return
    for setting in settings:
        line = f"{setting.key} = {_as_toml(setting.value)}"
        sys.stdout.write(f"{line if setting.is_set else words.CONFIG_AS_IT_COMES.format(line=line)}\n")


@app.command("get", help=commands.CONFIG_GET)
def get_one(key: _Key, as_json: Json = False) -> None:
    """Raises WrongInputError where there is no such setting."""
    check_key(key)
    setting = _of(key)
    if as_json:
        print_json(_plain(setting))
    else:
        sys.stdout.write(f"{clean(_as_typed(setting.value))}\n")


@app.command("set", help=commands.CONFIG_SET)
def set_one(key: _Key, value: _Value, as_json: Json = False) -> None:
    """Raises WrongInputError where there is no such setting, or it cannot be that."""
    meant = read_value(key, value)
    context = AppContext()
    if key == "support.country":
        _check_country(str(meant))
    if key == COMMAND:
        set_command(context.places, str(meant))
    else:
        set_setting(context.places.config / SETTINGS_FILE, key, meant)
    if key == "vault.support_card":
        context.card_copy.renew()
    _report_change(key, words.CONFIG_KEPT, as_json=as_json)


@app.command("unset", help=commands.CONFIG_UNSET)
def unset_one(key: _Key, as_json: Json = False) -> None:
    """Raises WrongInputError where there is no such setting. One that was not set is no error."""
    check_key(key)
    context = AppContext()
    changed = (
        set_command(context.places, None)
        if key == COMMAND
        else set_setting(context.places.config / SETTINGS_FILE, key, None)
    )
    if key == "vault.support_card":
        context.card_copy.renew()
    _report_change(key, words.CONFIG_UNSET if changed else words.CONFIG_WAS_NOT_SET, as_json=as_json)


@app.command("path", help=commands.CONFIG_PATH)
def tell_path(as_json: Json = False) -> None:
    """The file need not be there."""
    file = AppContext().places.config / SETTINGS_FILE
    if as_json:
        print_json({"path": str(file), "exists": disk.is_file(file)})
    else:
        sys.stdout.write(f"{clean(str(file))}\n")


def _settings() -> list[Setting]:
    settings, faults = list_settings(AppContext().places.config / SETTINGS_FILE)
    tell(*faults)
    return settings


def _of(key: str) -> Setting:
    return next(setting for setting in _settings() if setting.key == key)


def _report_change(key: str, said: str, *, as_json: bool) -> None:
    if as_json:
        print_json(_plain(_of(key)))
    tell(said.format(key=key))


def _plain(setting: Setting) -> JsonObject:
    return {
        "key": setting.key,
        "value": setting.value,
        "default": setting.default,
        "set": setting.is_set,
        "choices": list(choices_of(setting.key)),
    }


def _as_typed(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else value


def _as_toml(value: str | bool) -> str:
    return _as_typed(value) if isinstance(value, bool) else f'"{one_line(value)}"'


def _check_country(country: str) -> None:
    """Raise WrongInputError when no helplines are known for it."""
    helplines = read_helplines(library() / HELPLINES)
    known_country = helplines.of(country)
    if known_country is None or not known_country.lines:
        known = ", ".join(one.country for one in helplines.countries)
        near = helplines.nearest(country)
        raise WrongInputError(words.CONFIG_COUNTRIES.format(country=one_line(country), near=near, countries=known))

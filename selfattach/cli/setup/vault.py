"""`selfattach vault`: encrypt the history with a passphrase, look at that, change it, remove it, keep a way back in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.history.unfinished import agreed
from selfattach.cli.options import Json, Yes
from selfattach.cli.output import print_json, print_lines, tell
from selfattach.cli.setup import passphrase
from selfattach.cli.setup.passphrase import unseen
from selfattach.cli.setup.passphrase_command import set_command
from selfattach.config import SETTINGS_FILE, set_setting
from selfattach.errors import LockedError, WrongInputError
from selfattach.history import vault_changes
from selfattach.history.key_file import key_of, weak_key_file
from selfattach.paths import carrier_of
from selfattach.text import one_line
from selfattach.words import commands

if TYPE_CHECKING:
    from selfattach.history.vault_changes import Status

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help=commands.VAULT)

_CARD = "vault.support_card"


@app.command("init", help=commands.VAULT_INIT)
def init(
    passphrase_command: Annotated[
        str | None,
        typer.Option(
            metavar=commands.VAULT_INIT_PASSPHRASE_COMMAND_METAVAR, help=commands.VAULT_INIT_PASSPHRASE_COMMAND
        ),
    ] = None,
    card: Annotated[
        bool | None,
        typer.Option("--readable-card/--locked-card", help=commands.VAULT_INIT_READABLE_CARD),
    ] = None,
) -> None:
    """Raises WrongInputError where there is a vault already, or nobody who could say a passphrase."""
    context = AppContext()
    if context.history.vault.recipient:
        raise WrongInputError(words.VAULT_IS_THERE)
    if passphrase_command is None and not context.typed:
        raise WrongInputError(words.VAULT_NEEDS_SOMEBODY)
    joins = context.history.vault.exists
    secret = _ask_for_secret(passphrase_command, joins=joins)
    readable = agreed(context, words.VAULT_CARD) if card is None and context.typed else bool(card)
    if passphrase_command is not None:  # before anything is encrypted, so that it can be opened again
        set_command(context.places, passphrase_command)
    if readable:
        set_setting(context.places.config / SETTINGS_FILE, _CARD, "readable")
    is_strong = True
    if joins:
        vault_changes.join(context.history, context.drafts)
    else:
        with _a_moment(context):
            is_strong = vault_changes.make(context.history, context.drafts, secret)
    context.card_copy.renew()
    found = vault_changes.status(context.history)
    is_all = not (found.plain_elsewhere or found.plain_by_choice or found.plain_copies or found.plain)
    print_lines(words.VAULT_JOINED if joins else words.VAULT_MADE if is_all else words.VAULT_MADE_MOSTLY)
    _tell_weak(context, is_strong=is_strong)
    _tell_plain(found)
    print_lines(*words.VAULT_MADE_MORE.split("\n"))
    _tell_synced_state(context)


def _ask_for_secret(command: str | None, *, joins: bool) -> str:
    """Return the new passphrase, "" where one joins a vault and is asked when it is opened. Raises LockedError."""
    if joins:
        if command is None:
            print_lines(words.VAULT_JOIN)
        return ""
    if command is None:
        print_lines(*words.VAULT_ABOUT.split("\n"), "")
    secret = passphrase.ask_for_new() if command is None else passphrase.said_by(command)
    if not secret:
        raise LockedError(words.VAULT_NOT_SAID)
    return secret


def _tell_synced_state(context: AppContext) -> None:
    """Tell where the state folder lies in what is synced."""
    if carrier := carrier_of(context.places):
        state, history = context.places.state, context.places.history
        print_lines(words.STATE_SYNCED.format(state=state, carrier=carrier, history=history))


def _tell_weak(context: AppContext, *, is_strong: bool) -> None:

    if not is_strong:
        tell(weak_key_file(context.history.writer.folder))


def _state_of(found: "Status") -> str:
    if found.recipient:
        return words.VAULT_ON.format(recipient=found.recipient)
    if found.waits:
        return words.VAULT_WAITS
    return words.VAULT_OFF_HERE if found.off_here else words.VAULT_OFF


def _tell_plain(found: "Status") -> None:
    """Tell what beside an encrypted history is plain."""
    if found.plain:
        print_lines(words.VAULT_STILL_PLAIN.format(files=found.plain))
    if found.plain_elsewhere:
        print_lines(words.VAULT_PLAIN_ELSEWHERE.format(devices=", ".join(found.plain_elsewhere)))
    if found.plain_by_choice:
        print_lines(words.VAULT_PLAIN_BY_CHOICE.format(devices=", ".join(found.plain_by_choice)))
    for file in found.plain_copies:
        print_lines(one_line(words.VAULT_COPY_PLAIN.format(file=file)))


@contextmanager
def _a_moment(context: AppContext) -> Iterator[None]:
    """Say that it takes one, as making a key file does, and show nothing that is typed meanwhile."""
    if not context.typed:
        yield
        return

    with unseen():
        tell(words.ASK_A_MOMENT)
        yield


@app.command("status", help=commands.VAULT_STATUS)
def show_status(as_json: Json = False) -> None:
    """Asks for no passphrase."""
    found = vault_changes.status(AppContext().history)
    if as_json:
        print_json(found._asdict())
        return
    print_lines(_state_of(found))
    if found.recipient and not found.pinned:
        print_lines(words.VAULT_NOT_PINNED)
    if found.encrypted:
        print_lines(words.VAULT_FILES.format(files=found.encrypted))
    if found.waiting:
        print_lines(words.VAULT_WAITING.format(files=found.waiting))
    if found.recipient:
        _tell_plain(found)
    if found.keys > 1:
        print_lines(words.VAULT_TWO_KEYS)
    if found.older:
        print_lines(words.VAULT_OLDER.format(devices=", ".join(found.older)))


@app.command("passphrase", help=commands.VAULT_PASSPHRASE)
def change_passphrase(
    passphrase_command: Annotated[
        str | None,
        typer.Option(
            metavar=commands.VAULT_PASSPHRASE_PASSPHRASE_COMMAND_METAVAR,
            help=commands.VAULT_PASSPHRASE_PASSPHRASE_COMMAND,
        ),
    ] = None,
) -> None:
    """Raises WrongInputError where there is no vault, and LockedError where no passphrase was said."""
    context = AppContext()
    if not context.history.vault.exists:
        raise WrongInputError(words.VAULT_OFF)
    if passphrase_command is None and not context.typed:
        raise WrongInputError(words.VAULT_NEEDS_SOMEBODY)
    context.history.put_in_order()
    secret = passphrase.ask_for_new() if passphrase_command is None else passphrase.said_by(passphrase_command)
    if not secret:
        raise LockedError(words.VAULT_NOT_SAID)
    with _a_moment(context):
        is_strong = vault_changes.change_passphrase(context.history, secret)
    stale = passphrase_command is None and bool(context.settings.passphrase_command)
    if stale or passphrase_command is not None:
        set_command(context.places, passphrase_command)
    print_lines(*words.VAULT_CHANGED.split("\n"))
    _tell_weak(context, is_strong=is_strong)
    if stale:
        print_lines(words.VAULT_COMMAND_STALE)


@app.command("remove", help=commands.VAULT_REMOVE)
def remove(yes: Yes = False) -> None:
    """Raises WrongInputError where nothing is encrypted for this machine."""
    context = AppContext()
    stays_plain = vault_changes.can_stay_plain(context.history)
    if not (stays_plain or context.history.vault.recipient):
        raise WrongInputError(_state_of(vault_changes.status(context.history)))
    if not stays_plain:
        context.history.put_in_order()
    if not (yes or agreed(context, words.VAULT_STAY_PLAIN if stays_plain else words.VAULT_REMOVE)):
        print_lines(words.NOTHING_CHANGED)
        return
    vault_changes.remove(context.history, context.drafts)
    set_command(context.places, None)
    set_setting(context.places.config / SETTINGS_FILE, _CARD, None)
    context.card_copy.forget()
    print_lines(*(words.VAULT_STAYS_PLAIN if stays_plain else words.VAULT_REMOVED).split("\n"))


@app.command("recovery", help=commands.VAULT_RECOVERY, short_help=commands.VAULT_RECOVERY_SHORT)
def recovery(
    use: Annotated[bool, typer.Option("--use", help=commands.VAULT_RECOVERY_USE)] = False,
) -> None:
    """Raises WrongInputError where there is no vault, and with `--use` LockedError where no passphrase was said."""
    context = AppContext()
    if use:
        _use_sheet(context)
        return
    keys = vault_changes.recovery_keys(context.history)
    lines = "\n".join(keys)  # from its first column: `age` takes no key after a space
    sheet = words.RECOVERY.format(
        day=words.day(context.now().date()),
        folder=context.places.history,
        keys=lines,
        recipient=context.history.vault.recipient,
    )
    print(sheet)  # noqa: T201  a key must not be wrapped


def _use_sheet(context: AppContext) -> None:

    if not context.typed:
        raise WrongInputError(words.VAULT_NEEDS_SOMEBODY)
    if not context.history.vault.exists:
        raise WrongInputError(words.VAULT_OFF)
    try:
        key = key_of(passphrase.typed(words.VAULT_SHEET_KEY))
    except ValueError:
        raise WrongInputError(words.VAULT_NO_KEY) from None
    secret = passphrase.ask_for_new()
    if not secret:
        raise LockedError(words.VAULT_NOT_SAID)
    with _a_moment(context):
        is_strong = vault_changes.use_sheet(context.history, context.drafts, key, secret)
        context.card_copy.renew()
    print_lines(words.VAULT_SHEET_USED)
    _tell_weak(context, is_strong=is_strong)

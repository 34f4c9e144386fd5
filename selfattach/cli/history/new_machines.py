"""The one question about folders of machines that were not met here yet: whose they are. Asked at a start.

All of them together; where there are several it can be asked of each, so that a folder somebody put there takes none of
one's own with it. Until it is answered their sessions count, and nothing of them comes unasked
(`history/trusted_machines.py`).
"""

from contextlib import suppress

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.engine.voice import Voice
from selfattach.errors import LockedError, SelfattachError
from selfattach.history.history import History
from selfattach.history.ids import day_of

_OWN = "/"  # no name of a folder: what stands in one's own and was not written here


def ask_about_machines(context: AppContext, voice: Voice) -> None:
    """Ask whose the new folders are; left open, it is asked again at the next start."""
    with suppress(SelfattachError):  # a folder that cannot be looked at is told where it is read
        machines = context.history.vault.machines
        told = {device: _describe_folder(context, device) for device in context.history.shards.not_met()}
        if machines.unsettled():
            told[_OWN] = words.NEW_IN_OWN.format(n=len(machines.unsettled()))
        if not told:
            return
        menu = _of_all(words.NEW_MACHINES, several=len(told) > 1).about(machines="\n".join(told.values()))
        chosen = voice.menu(menu)
        each = _of_each(voice, words.NEW_ONE, told) if chosen == "each" else dict.fromkeys(told, chosen)
        _settle(context, voice, *([one for one in told if each.get(one) == whose] for whose in ("mine", "not_mine")))


def _settle(context: AppContext, voice: Voice, mine: list[str], not_mine: list[str]) -> None:
    history, machines = context.history, context.history.vault.machines
    if _OWN in mine:
        history.maintenance.take_as_ours(machines.unsettled())
    for which, is_mine in ((mine, True), (not_mine, False)):
        if folders := [one for one in which if one != _OWN]:
            machines.settle(folders, mine=is_mine)
        if _OWN in which:
            machines.settle_sessions(mine=is_mine)
    history.vault.forget()
    if not_mine:
        voice.say(words.NEW_MACHINES_LEFT_OUT)
    if mine and not history.is_shut:
        context.card_copy.renew()


def ask_about_a_vault(history: History, voice: Voice, unmet: list[str]) -> str | None:
    """Ask whose a vault is that nothing but new folders tell of. Return what was chosen; "not_mine" is noted."""
    menu = _of_all(words.UNLOCK_NEW, several=len(unmet) > 1)
    chosen = voice.menu(menu.about(machines=", ".join(unmet)))
    each = dict.fromkeys(unmet, chosen)
    if chosen == "each":
        each = _of_each(voice, words.UNLOCK_ONE, dict(zip(unmet, unmet, strict=True)))
        chosen = next((one for one in ("yes", None) if one in each.values()), "not_mine")
    not_mine = [one for one in unmet if each[one] == "not_mine"]
    if not_mine:
        history.vault.machines.settle(not_mine, mine=False)
        history.vault.forget()
        voice.say(words.NEW_MACHINES_LEFT_OUT)
    return chosen


def _of_each(voice: Voice, menu: words.Menu, told: dict[str, str]) -> dict[str, str | None]:
    """Ask about one after the other, until one is left open: the others are, too."""
    said: dict[str, str | None] = dict.fromkeys(told)
    for one, about in told.items():
        said[one] = voice.menu(menu.about(machines=about))
        if said[one] is None:
            break
    return said


def _of_all(menu: words.Menu, *, several: bool) -> words.Menu:
    return menu._replace(options={**menu.options, **words.NEW_EACH}) if several else menu


def _describe_folder(context: AppContext, device: str) -> str:
    """A folder with its first and last day, and how many sessions it holds, as far as that can be read."""
    files = context.history.shards.of_device(device)
    try:
        summaries, _ = context.history.index.of_files(files)
        days = sorted(day_of(head.started) for head in summaries if not head.rank.deleted)
    except LockedError:
        return words.NEW_MACHINE_LOCKED.format(device=device, files=len(files))
    if not days:
        return words.NEW_MACHINE_EMPTY.format(device=device, files=len(files))
    return words.NEW_MACHINE.format(device=device, first=words.day(days[0]), last=words.day(days[-1]), n=len(days))

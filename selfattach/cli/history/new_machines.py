"""The one question about folders of machines that were not met here yet: whose they are. Asked at a start.

Until it is answered their sessions count, and nothing of them comes unasked (`history/trusted_machines.py`).
"""

from contextlib import suppress

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.engine.voice import Voice
from selfattach.errors import LockedError, SelfattachError
from selfattach.history.history import History
from selfattach.history.ids import day_of


def ask_about_machines(context: AppContext, voice: Voice) -> None:
    """Ask whose the new folders are, all at once; left open, it is asked again at the next start."""
    with suppress(SelfattachError):  # a folder that cannot be looked at is told where it is read
        new = context.history.shards.not_met()
        machines = context.history.vault.machines
        if not (new or machines.unsettled()):
            return
        own = [words.NEW_IN_OWN.format(n=len(machines.unsettled()))] if machines.unsettled() else []
        told = "\n".join([*(_describe_folder(context, device) for device in new), *own])
        chosen = voice.menu(words.NEW_MACHINES.about(machines=told))
        if chosen in ("mine", "not_mine"):
            if chosen == "mine" and machines.unsettled():
                context.history.maintenance.take_as_ours(machines.unsettled())
            machines.settle(new, mine=chosen == "mine")
            machines.settle_sessions(mine=chosen == "mine")
            context.history.vault.forget()
            if chosen == "not_mine":
                voice.say(words.NEW_MACHINES_LEFT_OUT)
            elif not context.history.is_shut:
                context.card_copy.renew()


def ask_about_a_vault(history: History, voice: Voice, unmet: list[str]) -> str | None:
    """Ask whose a vault is that nothing but new folders tell of. Return what was chosen; "not_mine" is noted."""
    chosen = voice.menu(words.UNLOCK_NEW.about(machines=", ".join(unmet)))
    if chosen == "not_mine":
        history.vault.machines.settle(unmet, mine=False)
        history.vault.forget()
        voice.say(words.NEW_MACHINES_LEFT_OUT)
    return chosen


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

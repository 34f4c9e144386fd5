"""`selfattach doctor`: what is not as it should be, and what to do; with `--repair` it does what it can.

Exit status 0 where nothing is to be mended, 1 where something is.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfattach import __version__, words
from selfattach.cli.context import AppContext
from selfattach.cli.options import Json, Quiet
from selfattach.cli.output import print_json, print_lines, tell
from selfattach.errors import LockedError, SelfattachError, reason
from selfattach.history.repair import repair
from selfattach.paths import HELPLINES, library
from selfattach.text import one_line
from selfattach.words import commands

if TYPE_CHECKING:
    from selfattach.cli.setup.doctor_checks import Doctor

app = typer.Typer(rich_markup_mode=None)

_STATES = {"well": "  ", "note": "- ", "fault": "! "}


@app.command(help=commands.DOCTOR)
def doctor(
    repair: Annotated[bool, typer.Option("--repair", help=commands.DOCTOR_REPAIR)] = False,
    everything: Annotated[bool, typer.Option("--all", help=commands.DOCTOR_ALL)] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Returns 1 where a fault was found, or could not be mended."""
    context = AppContext(only_looks=not repair, looks_for_faults=True)
    mended, failed = _repair(context) if repair else ([], [])
    if everything:
        _open(context)
    findings = [
        one._replace(told=one_line(one.told)) for one in _doctor(context, everything=everything).findings()
    ]  # names of files are in it
    faults = [one for one in findings if one.state == "fault"]
    if as_json:
        found = [one._asdict() for one in findings]
        well = not (faults or failed)
        about = _about(context)
        print_json({"about": about, "well": well, "mended": mended, "not_mended": failed, "findings": found})
        return 1 if faults or failed else 0
    if not quiet:
        print_lines(*(f"  {name}: {told}" for name, told in _about(context).items()), hang="  ")
    print_lines(*map(one_line, failed if quiet else (*mended, *failed)))
    for one in faults if quiet else findings:
        print_lines(f"{_STATES[one.state]}{one.check}: {one.told}", hang="  ")
    if any(one.mended_by for one in faults) and not repair:
        print_lines("", words.DOCTOR_REPAIR)
    return 1 if faults or failed else 0


def _about(context: AppContext) -> dict[str, str]:
    """What a report wants to know of this machine: versions, the system, the folders with `~` for one's own."""
    import platform  # noqa: PLC0415  for this command

    home = str(Path.home())
    folders = {name: one_line(str(place)) for name, place in context.places._asdict().items()}
    return {
        "selfattach": __version__,
        "python": f"{platform.python_version()} ({platform.python_implementation()})",
        "platform": f"{platform.system()} {platform.release()} {platform.machine()}",
    } | {name: f"~{place[len(home) :]}" if place.startswith(f"{home}/") else place for name, place in folders.items()}


def _doctor(context: AppContext, *, everything: bool = False) -> "Doctor":
    from selfattach.cli.setup.doctor_checks import Doctor  # noqa: PLC0415  for this command

    return Doctor(
        context.places,
        context.history,
        context.drafts,
        context.library,
        library() / HELPLINES,
        context.now(),
        everything=everything,
    )


def _open(context: AppContext) -> None:
    """Have the key at hand, so that what is locked is read too. Where it cannot be had, that is told, as without it."""
    if context.history.vault.exists:
        try:
            context.history.vault.unlock()
        except LockedError as locked:
            tell(str(locked))
        tell(*context.history.vault.warnings)


def _repair(context: AppContext) -> tuple[list[str], list[str]]:
    """Mend what can be mended, and return in words what was done, and what could not be."""
    mended = _doctor(context).mend()  # that needs no passphrase
    told = [one.told for one in mended if one.state == "well"]
    failed = [one.told for one in mended if one.state == "fault"]
    try:
        for one in repair(context.history):
            how = words.NOT_REPAIRED if one.why else words.REPAIRED if one.aside else words.REPAIRED_OTHERS
            said = how.format(file=one.file, sessions=one.rescued, aside=one.aside, why=one.why)
            (failed if one.why else told).append(said)
        lost = context.history.maintenance.take_losses()
        told += [words.LOST_TAKEN.format(file=one.file, why=one.why) for one in lost]
    except OSError as wrong:
        failed.append(words.REFUSED_BY_DISK.format(file=wrong.filename, why=reason(wrong)))
    except SelfattachError:
        print_lines(*map(one_line, (*told, *failed)), out=sys.stderr)
        raise
    return told, failed

"""Where everything is put together: places, library, history, voices. Each is made when first asked for.

Environment, clock and terminal enter the program here and nowhere else.
"""

import os
import sys
import time
from contextlib import nullcontext, suppress
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, TextIO, cast

from selfattach import __version__, disk, words
from selfattach.cli.output import Overheard, tell
from selfattach.cli.plain_option import said_plain
from selfattach.config import SETTINGS_FILE, Settings, read_settings
from selfattach.dates import local_now
from selfattach.engine.voice import Manner, Voice
from selfattach.errors import SelfattachError, reason
from selfattach.paths import Places, find_places, library
from selfattach.text import one_line

if TYPE_CHECKING:
    from selfattach.cli.shelves.load_help import LookedUp
    from selfattach.cli.shelves.plain_card import CardCopy
    from selfattach.help.facts import Card
    from selfattach.help.page import HelpPage
    from selfattach.history.drafts import Drafts
    from selfattach.history.history import History
    from selfattach.history.protocols import ReadableHistory
    from selfattach.history.seals import SealRules
    from selfattach.library import Library
    from selfattach.ui.plain import PlainVoice


class AppContext:
    """One run of the program on one machine."""

    def __init__(self, *, only_looks: bool = False, looks_for_faults: bool = False) -> None:
        """Begin. `only_looks`: it leaves every file where it lies; `looks_for_faults`: it tells them by itself."""
        self._only_looks = only_looks
        self._looks_for_faults = looks_for_faults
        self.environment = os.environ
        self.first_words_said = False  # where words are kept, and what this is
        self.may_ask = True  # for a passphrase, where somebody types
        self.said_plain = said_plain.get()  # on the command line; None: nothing was said
        self._margin = ""  # of what is asked beside a voice
        self._unlock_offered = False

    @cached_property
    def places(self) -> Places:
        """The person's folders."""
        places = find_places(self.environment)
        if self._only_looks or not places.was_shared:
            return places
        from selfattach.history.migrate_state import settle  # noqa: PLC0415  where a platform has one folder for both

        return settle(places)

    @cached_property
    def library(self) -> "Library":
        """All scripts."""
        from selfattach.library import Library  # noqa: PLC0415  not at every Tab, nor for the page of support

        return Library(library(), self.places.own_exercises, self.places.cache / "library.json", __version__)

    @cached_property
    def history(self) -> "History":
        """The kept sessions."""
        from selfattach.cli.setup.passphrase import AskingVault, Whom  # noqa: PLC0415
        from selfattach.history.history import History  # noqa: PLC0415

        if not self._looks_for_faults:
            self._refuse_unseen()

        def whom() -> Whom:
            typed = self.typed and self.may_ask
            return Whom(self.settings.passphrase_command, self.places.state, typed, self._margin)

        def tell_on_one_line(told: str) -> None:
            tell(one_line(told))  # names of files are in it

        return History(self.places, vault=AskingVault(self.places, whom), tell=tell_on_one_line)

    def _refuse_unseen(self) -> None:
        """Raise SelfattachError where what is kept cannot be looked at: else it would be taken for nothing."""
        if fault := disk.first_unseen(self.places.state, self.places.data):
            raise SelfattachError(words.REFUSED_BY_DISK.format(file=fault.filename, why=reason(fault)))

    @cached_property
    def card_copy(self) -> "CardCopy":
        """The support card as it may be read while the history is locked."""
        from selfattach.cli.shelves.plain_card import CardCopy  # noqa: PLC0415  after a change only, and for the page of support

        return CardCopy(self.places, lambda: self.history, self.now)

    @property
    def past(self) -> "ReadableHistory":
        """The kept sessions, or none of them while they are locked; nobody is asked."""
        from selfattach.history.history import NoHistory  # noqa: PLC0415  as above

        return NoHistory() if self.history.is_shut else self.history

    @property
    def past_unasked(self) -> "ReadableHistory":
        """The same without what must not come unasked: what stands in folders that were not met here."""
        return self.past.of_known_hands()

    def leave_locked(self) -> None:
        """Neither ask for a passphrase nor run the command that prints it."""
        self._unlock_offered = True
        self.history.vault.refuse()

    def offer_to_unlock(self, voice: Voice | None = None) -> None:
        """Open a locked history, if the person likes; offered once. Without a voice only a command may do it."""
        if self._unlock_offered or not self.history.is_shut:
            return
        self._unlock_offered = True
        self.history.put_away()
        if self.history.vault.recipient:
            with suppress(SelfattachError):  # whatever the disk refuses is done another time
                self.drafts.reseal()
        if voice is None or not self.typed:
            self.may_ask = False
        elif not self.settings.passphrase_command and not self._wants_to_unlock(voice):
            return
        try:
            with nullcontext() if voice is None else voice.lent():
                self.history.put_in_order()
        except SelfattachError as locked:
            self.history.vault.refuse()
            if voice is not None:
                voice.say(f"{locked} {words.STAYS_LOCKED}")
            return
        except KeyboardInterrupt:  # at the passphrase; the practice goes on
            self.history.vault.refuse()
            if voice is not None:
                voice.say(words.STAYS_LOCKED[0].upper() + words.STAYS_LOCKED[1:])
            return
        with suppress(SelfattachError):
            self.card_copy.renew()  # another machine may have changed the card

    def _wants_to_unlock(self, voice: Voice) -> bool:
        """Ask. Where only folders that were not met here say that there is a vault, whose they are, all in one."""
        if unmet := self.history.vault.unmet_signs():
            from selfattach.cli.history.new_machines import ask_about_a_vault  # noqa: PLC0415  then only

            chosen = ask_about_a_vault(self.history, voice, unmet)
            if chosen == "not_mine":
                return False
        else:
            chosen = voice.menu(words.UNLOCK)
        if chosen != "yes":
            self.history.vault.refuse()
        return chosen == "yes"

    @property
    def seals(self) -> "SealRules":
        """What tells of words whether they are sealed at this moment."""
        from selfattach.history.ids import practice_day  # noqa: PLC0415  not for every command

        return self.history.seals(practice_day(self.now()))

    @cached_property
    def drafts(self) -> "Drafts":
        """What was begun and not finished."""
        from selfattach.history.drafts import Drafts  # noqa: PLC0415

        return Drafts(self.places.state / "drafts", self.history.vault)

    @property
    def has_drafts(self) -> bool:
        """Whether anything lies where drafts are kept; `drafts` tells what, or why it cannot be looked at."""
        folder = self.places.state / "drafts"
        try:
            return disk.is_folder(folder) and any(folder.iterdir())
        except OSError:
            return False

    @property
    def is_new(self) -> bool:
        """Whether nobody has practised here yet. A place that cannot be looked at is not taken for a new one."""
        return not disk.may_be_there(self.places.state)

    def help_page(self, voice: Voice, *, asks: bool = True, found: "LookedUp | None" = None) -> "HelpPage":
        """The page of help in this voice. `asks`: somebody can choose; `found`: what it tells of, if that is known."""
        from selfattach.cli.shelves.load_help import finder  # noqa: PLC0415  with the loop, or for the page alone
        from selfattach.help.page import HelpPage  # noqa: PLC0415  same

        return HelpPage(voice, finder(self, found), asks=asks, typed=self.typed)

    def card(self) -> "Card":
        """The support card as the page has it."""
        from selfattach.help.facts import read_card  # noqa: PLC0415  same
        from selfattach.history.ids import practice_day  # noqa: PLC0415  for the page of help
        from selfattach.history.shards import Shards  # noqa: PLC0415  same
        from selfattach.history.vault import Vault  # noqa: PLC0415  same

        with suppress(SelfattachError, OSError):  # a disk that is dead keeps nobody from the numbers
            self.card_copy.forget_unless_wished()
        shards = Shards(self.places.history, Vault(self.places))
        if "history" in self.__dict__:  # it may have been unlocked before
            shards.vault.take(self.history.vault.keys)
        shards.vault.refuse()  # nobody is asked for a passphrase at such a moment
        return read_card(shards, practice_day(self.now()), self.card_copy.file)

    @staticmethod
    def now() -> datetime:
        """This moment, with the local zone."""
        return local_now()

    @property
    def typed(self) -> bool:
        """Whether a person types here."""
        return sys.stdin.isatty()

    @cached_property
    def settings(self) -> Settings:
        """The person's own settings. What cannot be used of them is told once, and passed over."""
        settings, faults = read_settings(self.places.config / SETTINGS_FILE)
        tell(*faults)
        return settings

    def take_settings(self, settings: Settings) -> None:
        """Have these settings, where none were read yet: they were looked at where nobody is told of faults."""
        self.__dict__.setdefault("settings", settings)

    def needs_plain(self, out: TextIO) -> bool:
        """Whether nobody could read the terminal voice here."""
        return self.environment.get("TERM", "dumb") in ("", "dumb") or not out.isatty()

    @property
    def wants_plain(self) -> bool:
        """Whether the person likes the plain voice better: by the command line, or by what was set before."""
        if self.said_plain is not None:
            return self.said_plain
        return self.environment.get("ACCESSIBLE", "") not in ("", "0") or self.settings.voice == "plain"

    def plain_voice(self, out: TextIO, manner: Manner, *, read: bool = True) -> "PlainVoice":
        """Lines, for everyone and everything that cannot use the terminal voice. `read`: somebody has to."""
        from selfattach.ui.plain import WIDTH, Clock, PlainVoice  # noqa: PLC0415
        from selfattach.ui.size import size_of  # noqa: PLC0415

        width = size_of(out)[0] if out.isatty() else WIDTH
        heard = out if read else cast("TextIO", Overheard(out))
        clock = Clock(time.monotonic, time.sleep)
        return PlainVoice(heard, sys.stdin, clock, manner=manner, width=width, environment=self.environment)

    def terminal_voice(self, manner: Manner) -> Voice:
        """The full voice."""
        from selfattach.ui.screen import MARGIN  # noqa: PLC0415
        from selfattach.ui.terminal import TerminalVoice  # noqa: PLC0415

        self._margin = MARGIN
        return TerminalVoice(sys.stdin, sys.stdout, clock=time.monotonic, environment=self.environment, manner=manner)

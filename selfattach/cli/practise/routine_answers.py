"""Answers given along for a routine, shared out among its practices: by the id of each, or by a name only one has."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from selfattach import words
from selfattach.engine.session import Framed
from selfattach.kinds import JsonObject
from selfattach.text import did_you_mean, one_line
from selfattach.ui.given_answers import Unused, asks, prompts_with_depth, read_given, refuse_all


class Share(NamedTuple):
    """What was given for one practice, as it was given."""

    answers: JsonObject
    settings: list[str]


class Shares:
    """What was given for each practice of a routine; the first is for the first time it is held, and so on."""

    def __init__(
        self, answers: JsonObject, settings: Sequence[str], exercises: Sequence[str], practices: Mapping[str, Framed]
    ) -> None:
        """Share them out. Raises WrongInputError with all that is wrong with any of them."""
        self._practices = practices
        self._prompts = {ident: prompts_with_depth(framed) for ident, framed in practices.items()}
        self._shares = {ident: [Share({}, []) for _ in range(count)] for ident, count in Counter(exercises).items()}
        self._faults: list[str] = []
        for name, value in answers.items():
            self._share_answer(name, value)
        for setting in settings:
            self._share_setting(setting)
        for ident, shares in self._shares.items():
            for share in shares:
                _, faults = read_given(share.answers, share.settings, practices[ident])
                self._faults += [f"{ident}: {fault}" for fault in faults]
        refuse_all(self._faults)

    def next_of(self, ident: str) -> Share:
        """Return what is for the next time that one is held."""
        shares = self._shares.get(ident)
        return shares.pop(0) if shares else Share({}, [])

    def left(self) -> dict[str, list[Unused]]:
        """Return what was given for practices that were not held, by exercise."""
        found: dict[str, list[Unused]] = {}
        for ident, shares in self._shares.items():
            for share in shares:
                given, _ = read_given(share.answers, share.settings, self._practices[ident])
                for name, value in given.items():
                    if value is not None:
                        found.setdefault(ident, []).append(Unused(name, value, (), "not_held"))
        return found

    def _share_answer(self, name: str, value: object) -> None:
        if name not in self._shares:
            owner = self._owner(name)
            if owner:
                self._shares[owner][0].answers[name] = value
            return
        turns = value if isinstance(value, list) else [value]
        if len(turns) > len(self._shares[name]) or not all(one is None or isinstance(one, Mapping) for one in turns):
            self._faults.append(words.ROUTINE_ANSWERS_SHAPE.format(exercise=one_line(name)))
            return
        for share, given in zip(self._shares[name], turns, strict=False):
            share.answers.update(given or {})

    def _share_setting(self, setting: str) -> None:
        name, equals, _ = setting.partition("=")
        if not equals:
            self._faults.append(words.GIVEN_NO_EQUALS.format(setting=one_line(setting)))
            return
        owners = [ident for ident in self._shares if name.startswith(f"{ident}.")]
        owner = max(owners, key=len, default="")
        if owner:
            self._shares[owner][0].settings.append(setting.removeprefix(f"{owner}."))
        elif owner := self._owner(name):
            self._shares[owner][0].settings.append(setting)

    def _owner(self, name: str) -> str:
        """The one practice that asks for this; "" and a fault where there is none, or more than one."""
        owners = [ident for ident, prompts in self._prompts.items() if asks(prompts, name)]
        if len(owners) == 1:
            return owners[0]
        told = one_line(name)
        if owners:
            both = " and ".join(f"`{owner}`" for owner in owners)
            self._faults.append(words.ROUTINE_ANSWER_OF_TWO.format(name=told, exercises=both, first=owners[0]))
            return ""
        known = [*self._shares, *(one for prompts in self._prompts.values() for one in prompts)]
        self._faults.append(words.ROUTINE_ANSWER_UNKNOWN.format(name=told, near=did_you_mean(name, known)))
        return ""

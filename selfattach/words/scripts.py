"""Words about answers that were given along, and about practices entered later."""

from typing import Final

UNUSED: Final = {
    "other_way": "not on the way taken, so not used: {names}",
    "ended": "not used, as it had ended before: {names}",
    "fewer_rounds": "not used, as it was asked fewer times: {names}",
    "not_said": "not put there, as nobody said whether you would say it to somebody you care about: {names}",
    "not_held": "not used, as this one was not held now: {names}",
}
UNUSED_ROUND: Final = "{name} ({round})"
ROUTINE_ANSWER_OF_TWO: Final = (
    "`{name}` is asked by {exercises}; put it below the one that is meant, like `{first}: {{{name}: ...}}`, or "
    "--set {first}.{name}=..."
)
ROUTINE_ANSWER_UNKNOWN: Final = "no practice of this routine asks for anything called `{name}`.{near}"
ROUTINE_ANSWERS_SHAPE: Final = "below `{exercise}` go answers, name: value, or a list of such, one for each time."

ON_NO_NAME: Final = "--on enters a practice that you did on another day. Say which one it was."
ON_NO_DAY: Final = "--on takes one day, with a time if you like: yesterday, 2026-11-03, '3 november 18:30'."
ON_IN_THE_FUTURE: Final = "--on takes a day in the past, and {day} is still to come."
ON_BEFORE_1970: Final = "--on takes a day from 1970 on."
ON_FOR: Final = "This is entered for {day}."
ENTERED: Final = "Entered on {day}."

"""Words of the terminal and of plain lines: keys, commands, what a box wants."""

from typing import Final

from selfattach.words.basics import counted
from selfattach.words.practice import BREATHE_HOLD, BREATHE_IN, BREATHE_OUT, BREATHE_REST

# --- the terminal

TERMINAL_TITLE: Final = "notes"  # of the window, where nothing is to show what is done here
TERMINAL_NO_EDITOR: Final = "An editor would put these words on the disk, so it stays closed here."
TERMINAL_DOORS: Final = 'Ctrl-C pauses, and has "Reach someone". F1 shows the keys.'
TERMINAL_DOORS_SHORT: Final = "Ctrl-C: pause, reach someone. F1: keys."
TERMINAL_CARE: Final = "Take care"
TERMINAL_ON: Final = "Enter"
TERMINAL_MORE: Final = "Enter: more of it"
TERMINAL_QUIET: Final = "... Enter goes on"
TERMINAL_QUIET_WORDS: Final = "... Enter: next"
TERMINAL_BREATHS: Final = "{rounds} breaths: {phases}."
TERMINAL_ONE_BREATH: Final = "One breath: {phases}."
TERMINAL_BREATH_END: Final = "Any key ends it after the breath you are in."
TERMINAL_BREATH_END_SHORT: Final = "Any key ends it after this breath."
TERMINAL_PLACE: Final = "{at} of about {of}"
TERMINAL_QUESTION: Final = "Question {at} of about {of}."
TERMINAL_EXAMPLE: Final = "For example: {words}"
TERMINAL_BORROW: Final = "F2: borrow a line."
TERMINAL_BORROW_EMPTY: Final = "F2 or Down: borrow a line."
TERMINAL_SHOW_ONE: Final = "F2: show me one."
TERMINAL_SHOW_ONE_EMPTY: Final = "F2 or Down: show me one."
TERMINAL_TO_THE_BOX: Final = "{keys}. Esc: back."
BORROW_NONE: Final = "my own words"
BACK_TO_MY_PAGE: Final = "Back to my page"
TAKE_IT_IN: Final = "Take it into the box as a beginning"
ANOTHER_ONE: Final = "Another one"
TERMINAL_LEAVE_OPEN: Final = "skip it"
TERMINAL_LEFT_OPEN: Final = "skipped"
TERMINAL_BELOW: Final = "{n} more below"
TERMINAL_ABOVE: Final = "{n} more above"
TERMINAL_BETWEEN: Final = "{n} more between"
TERMINAL_CHOOSE: Final = "1 to {n} or arrows, then Enter"
TERMINAL_CHOOSE_ONE: Final = "1 or an arrow, then Enter"
TERMINAL_CHOOSE_SHORT: Final = "1 to {n}, then Enter"
TERMINAL_CHOOSE_ONE_SHORT: Final = "1, then Enter"
TERMINAL_PROSE: Final = "Choose with a number here. Enter clears the words."
TERMINAL_TICK: Final = "1 to {n} or Space ticks, Enter goes on"
TERMINAL_TICK_ONE: Final = "1 or Space ticks, Enter goes on"
TERMINAL_TICK_AT_MOST: Final = "Tick up to {most} of {n}, Enter goes on"
NOTHING_YET: Final = "Nothing is written yet. Enter again goes on without it."
TERMINAL_WRITE_OPEN: Final = "Enter skips it."
TERMINAL_WRITE: Final = "Enter goes on."
TERMINAL_NOTHING_YET_MANY: Final = "Nothing is written yet. The same again goes on without it."
TERMINAL_WRITE_MANY_OPEN: Final = "Ctrl-D skips it."
TERMINAL_WRITE_MANY: Final = "Ctrl-D: done."
TERMINAL_WRITE_MANY_OPEN_SHORT: Final = "Ctrl-D or Enter 3 times: skipped."
TERMINAL_WRITE_MANY_SHORT: Final = "Ctrl-D or Enter 3 times: done."
TERMINAL_KEPT: Final = {  # below a box, what becomes of what is written in it
    "": "",
    "kept": "What you write is kept.",
    "ask": "You decide at the end.",
    "never": "What you write is never kept.",
    "unsaved": "What you write is not kept.",
}
TERMINAL_ITEMS_SO_FAR: Final = "So far: {figures}. Esc goes back to them."
TERMINAL_ROW: Final = "{lowest} to {highest} or arrows."
TERMINAL_ROW_OPEN: Final = "Enter skips it"
TERMINAL_ROW_CLEARS: Final = "Backspace clears it."
TERMINAL_ROW_TAKES: Final = "Enter takes{colon} {figure}"
TERMINAL_CANNOT_TELL: Final = "?: {cannot_tell}."
TERMINAL_FIGURE_OR: Final = "{lowest} to {highest}, or ?: {cannot_tell}."
TERMINAL_DAYS: Final = "Days, or hard."
TERMINAL_AT_MOST: Final = "At most {n} of them."
TERMINAL_KEYS: Final = {
    "tell": "Enter goes on, Esc goes back, g: too much, Ctrl-C: pause, reach someone.",
    "list": "Number or arrows, Enter takes it, Esc goes back, g: too much, Ctrl-C: pause, reach someone.",
    "ticks": "Number or Space ticks, Enter goes on, Esc goes back, g: too much, Ctrl-C: pause, reach someone.",
    "write": "Enter goes on, empty or not, Esc goes back, Ctrl-C: pause, reach someone.",
    "many": (
        "Enter: new line. Ctrl-D, Alt+Enter, or Enter three times at the end: done. Ctrl-X Ctrl-E opens your editor, "
        "Esc goes back, Ctrl-C: pause, reach someone."
    ),
    "row": (
        "Number or arrows, Enter takes it, Enter alone skips it, Esc goes back, g: too much, "
        "Ctrl-C: pause, reach someone."
    ),
    "figure": "A number and Enter, Enter alone skips it, Esc goes back, g: too much, Ctrl-C: pause, reach someone.",
    "menu": "Number or arrows, Enter takes it, Enter alone: none of these.",
}
TERMINAL_KEYS_BORROW: Final = (
    "F2, or the down arrow in an empty box, opens the lines to borrow. One that is taken can be changed."
)
TERMINAL_KEYS_SHOW_ONE: Final = "F2, or the down arrow in an empty box, opens the examples. What you wrote stays."


def choose(options: int, *, narrow: bool = False) -> str:
    """Return how one of so many is chosen."""
    short = (TERMINAL_CHOOSE_ONE_SHORT, TERMINAL_CHOOSE_SHORT)
    return counted(short if narrow else (TERMINAL_CHOOSE_ONE, TERMINAL_CHOOSE), options)


def tick(options: int, most: int) -> str:
    """Return how so many at most of them are ticked."""
    if most < options:
        return TERMINAL_TICK_AT_MOST.format(n=options, most=most)
    return TERMINAL_TICK_ONE if options == 1 else TERMINAL_TICK.format(n=options)


# --- the plain voice

PLAIN_CARE: Final = "Take care:"
PLAIN_STEP: Final = "Question {at} of about {all}."
PLAIN_EARLIER: Final = "You said: {words}"
PLAIN_HINT: Final = "Hint: {words}"
PLAIN_EXAMPLE: Final = "For example: {words}"
PLAIN_START: Final = "A beginning you could use: {words}"
PLAIN_PREFILL: Final = "Said before: {words}. Enter keeps it, :skip goes on without it."
PLAIN_SO_FAR: Final = (
    "Written so far: one line. New lines are added below it, :show reads it.",
    "Written so far: {n} lines. New lines are added below them, :show reads them.",
)
PLAIN_ITEMS_SO_FAR: Final = "So far: {figures}. :back goes back to them."
PLAIN_MANY: Final = "Write as many lines as you like. A line with only a dot ends it."
PLAIN_EXAMPLE_TAKES: Final = ":example takes it."
PLAIN_EXAMPLE_BEGUN: Final = "The example is taken as a beginning. Go on below it; :take {last} changes its last line."
PLAIN_BORROW: Final = "Lines you could borrow:"
PLAIN_BORROW_TAKES: Final = "A number alone takes one, and so does :example {last}."
PLAIN_BORROWED: Final = "Taken: {words}"
PLAIN_EXAMPLE_WHICH: Final = "Which one? From 1 to {last}, for example :example {last}."
_EXAMPLES_TO_READ: Final = (
    "There is an example to read. :example names it, :example 1 reads it.",
    "There are {n} examples to read. :example names them, :example 1 reads the first.",
)
PLAIN_EXAMPLE_LISTED: Final = "{number}. {name}"
PLAIN_BEGINNING_LISTED: Final = "{number}. The beginning that you could use"
PLAIN_BEGINNING_TAKES: Final = ":example {number} takes it."
PLAIN_EXAMPLE_READS: Final = ":example 1 reads the first. What you have written stays."
PLAIN_EXAMPLE_NUMBER: Final = "A number reads one. Enter: back to my page."
PLAIN_READING: Final = "Enter reads on, :back goes back to your page."
PLAIN_AFTER_READING: Final = "Enter: 1."
PLAIN_NO_EXAMPLE: Final = "There is no example here."
PLAIN_EMPTY_LINE: Final = "(an empty line)"
PLAIN_NOTHING_WRITTEN: Final = "Nothing is written here yet."
PLAIN_SKIP_LOSES: Final = (
    "You have written here. :skip once more goes on, and what is written is lost. A line with only a dot keeps it."
)
PLAIN_SHOWN: Final = "That is all. Go on below it; a line with only a dot ends it."
PLAIN_TAKE_WHICH: Final = "Which line? From 1 to {last}, for example :take {last}."
PLAIN_NO_SUCH_LINE: Final = "There is no line {n}. The last one is {last}."
PLAIN_TAKE: Final = "Line {n} is: {line}\nWrite it anew. Enter alone takes it out, :back leaves it as it is."
PLAIN_LINE_STAYS: Final = "Line {n} stays as it is."
PLAIN_LINE_CHANGED: Final = "Line {n} is changed."
PLAIN_LINE_OUT: Final = "Line {n} is taken out."
PLAIN_LINE_CUT: Final = (
    "That line was longer than a terminal takes at once, so its end may be missing. Shorter lines are safe, and so is "
    ":edit where many lines are asked for."
)
PLAIN_NOT_HERE: Final = "{word} is for questions with many lines."
PLAIN_NOTHING_FITTED: Final = "Twenty lines in a row did not fit here, so nothing more is read."
PLAIN_SAME_LINES: Final = "A hundred lines in a row were the same, so nothing more is read."
PLAIN_NO_TERMINAL: Final = "An editor needs a terminal, and there is none here."
PLAIN_ONE_LINE: Final = "Several lines came at once. One is asked for here, so none of them is taken."
PLAIN_TAKEN_AS_ONE: Final = "{n} lines came at once. They are taken together, as one line."
PLAIN_REWRITING: Final = (
    "New lines are added below. :show reads it with numbers, :take 2 changes line 2 or takes it out, :edit opens your "
    "editor. A line with only a dot keeps it so, :stop leaves it as it was."
)
EDITOR_OPENS: Final = "Your editor opens now: {name}. {keys}"
_VI_KEYS: Final = "To keep it and come back: Esc, then :wq and Enter. To leave it as it was: Esc, then :q! and Enter."
_NANO_KEYS: Final = "To keep it and come back: Ctrl-X, then y, then Enter. To leave it as it was: Ctrl-X, then n."
_EMACS_KEYS: Final = "To keep it and come back: Ctrl-X Ctrl-S, then Ctrl-X Ctrl-C."
EDITOR_KEYS: Final = {
    **dict.fromkeys(("vi", "vim", "nvim", "view", "hx", "helix"), _VI_KEYS),
    **dict.fromkeys(("nano", "pico", "rnano"), _NANO_KEYS),
    "emacs": _EMACS_KEYS,
    "micro": "To keep it and come back: Ctrl-S, then Ctrl-Q.",
    "ed": "To keep it and come back: a dot alone, then w, then q.",
}
EDITOR_WINDOW: Final = (
    "`{editor}` came back at once, so its window may still be open. Save there, then press Enter here. "
    'EDITOR="{editor} {wait}" waits by itself.'
)
EDITOR_NOT_SAVED: Final = (
    "Nothing was saved there yet. Save there and press Enter. Enter alone goes on with your words as they were."
)
EDITOR_STILL_OPEN: Final = (
    "Nothing was saved in the window, so nothing changed here. What you save there later stays in its file."
)
EDITOR_SAVED_LATER: Final = "The window has saved your words since. They are here now, for a last look."
EDITOR_WAITS: Final = {"kate": "--block", "gvim": "--nofork", "mvim": "--nofork", "mousepad": "--disable-server"}
EDITOR_ANY_KEYS: Final = "Save there and close it to come back."
_TAKEN: Final = ("One line is taken.", "{n} lines are taken.")
_BACK: Final = (
    "Back from the editor, with one line. A line with only a dot ends it.",
    "Back from the editor, with {n} lines. A line with only a dot ends it.",
)
_EARLIER_LINES: Final = (
    "This is about what you wrote, one line. :show reads it.",
    "This is about what you wrote, {n} lines. :show reads it.",
)
_KEPT_LINES: Final = ("There is one line.", "There are {n} lines.")
PLAIN_SCALE: Final = "From {lowest}, {low}, to {highest}, {high}."
PLAIN_BARE_SCALE: Final = "From {lowest} to {highest}."
PLAIN_CANNOT_TELL: Final = "? means: {words}."
PLAIN_PICK: Final = "Any number of these, for example 1 3."
PLAIN_PICK_AT_MOST: Final = "Up to {n} of these, for example 1 3."
PLAIN_YES_NO: Final = "yes or no."
PLAIN_YES_NO_BY_ENTER: Final = "yes or no. Enter: no."
PLAIN_KEPT: Final = "What you write here: {kept}."
PLAIN_LEFT_OPEN: Final = "skipped"
PLAIN_ITEM_SCALE: Final = "Scale: {scale}."
PLAIN_BREATH: Final = "{phase}, {seconds} seconds."
PLAIN_BREATH_UNCOUNTED: Final = "{phase}."
PLAIN_PHASES: Final = {
    BREATHE_IN: "Breathe in",
    BREATHE_HOLD: "Hold",
    BREATHE_OUT: "Breathe out",
    BREATHE_REST: "Wait",
}
PLAIN_QUIET: Final = "Quiet now, {span}."
PLAIN_QUIET_UNCOUNTED: Final = "Quiet now."
PLAIN_BREATH_OFF: Final = "Breathe in {inhale}, out {exhale} seconds, {rounds} times, at your own pace."
PLAIN_COMMANDS: Final = (
    "Enter skips a question, and so does :skip. :back goes back one question, :again says it again, "
    ':ground is for when it is too much, :stop pauses and has "Reach someone", :help tells this.'
)
PLAIN_WAYS: Final = "A number takes one. :again says them again, and what Enter does. :back goes back, :stop leaves."
PLAIN_WRITING: Final = (
    "While you write: :show reads what is written, with numbers. :take 2 changes line 2 or takes it out. "
    ":edit opens your editor."
)
PLAIN_UNKNOWN_COMMAND: Final = "There is no {word}. To write it as it is, begin with two colons."
PLAIN_NONE: Final = "Enter: {open}."
PLAIN_FIRST: Final = "Enter: {number}. 0: {open}."


def plain_so_far(lines: int) -> str:
    """Return that so much is written already."""
    return counted(PLAIN_SO_FAR, lines)


def plain_examples(examples: int) -> str:
    """Return that there are so many examples to read."""
    return counted(_EXAMPLES_TO_READ, examples)


def plain_taken(lines: int) -> str:
    """Return that so many lines came and are taken."""
    return counted(_TAKEN, lines)


def plain_back(lines: int) -> str:
    """Return that an editor was closed, with so many lines in it."""
    return counted(_BACK, lines)


def plain_earlier_lines(lines: int) -> str:
    """Return that a question is about something long that was written, in place of reading it."""
    return counted(_EARLIER_LINES, lines)


def plain_kept_lines(lines: int) -> str:
    """Return how long it is that is to be changed."""
    return counted(_KEPT_LINES, lines)

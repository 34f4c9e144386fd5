"""Two or three examples for each command: what is typed, and what comes of it.

`--help` ends with them, the page of the commands and the manual show them, and a test runs each in a home with some
history. A group has none, its commands have. Like `commands` this topic is read alone, and only for `--help`.
"""

from typing import Final

HEADING: Final = "Examples"
EXAMPLES: Final = {
    "": (
        ("selfattach", "What you might do now."),
        ("selfattach practice mindfulness-check-in", "Four minutes, to begin with."),
        ("selfattach support", "Your own card, and people who answer."),
    ),
    "practice": (
        ("selfattach practice", "Two questions, then two offers, each with its reason."),
        ("selfattach practice critic-reframe", "By name, or a unique part of it."),
        ("selfattach practice --for closeness --minutes 10", "What serves closeness, in ten minutes at most."),
    ),
    "routine": (
        ("selfattach routine evening", "Two short ones, one after the other."),
        ("selfattach routine --list", "Which routines there are."),
        ("selfattach routine morning --if-due --max-minutes 6", "At most once a day: for the start of a shell."),
    ),
    "exercises list": (
        ("selfattach exercises list", "All there are."),
        ("selfattach exercises list --for inner-critic --minutes 5", "For the critic, in five minutes at most."),
        ("selfattach exercises list --json", "The same for a program."),
    ),
    "exercises show": (
        ("selfattach exercises show like-a-friend", "What it is, and how sure anyone is."),
        ("selfattach exercises show evening-notes --json", "Its steps, and the names of its answers."),
    ),
    "exercises print": (
        ("selfattach exercises print like-a-friend -o sheet.html", "A sheet to write on; a browser prints it."),
        ("selfattach exercises print settle > settle.html", "The same, through the standard output."),
    ),
    "support": (
        ("selfattach support", "Your card, and the numbers where you seem to be."),
        ("selfattach support Sweden", "The numbers of another country."),
        ("selfattach support --print > support.txt", "One page for paper."),
    ),
    "author new": (
        ("selfattach author new my-evening", "A small whole exercise, to change as you like."),
        ("selfattach exercises show settle --source", "How one of the library is made."),
    ),
    "author check": (
        ("selfattach author check my-evening.yaml", "What to mend, with its line."),
        ("selfattach author check my-evening.yaml --walks", "Ways through it, to be read aloud."),
        ("selfattach author check -q my-evening.yaml", "Quiet where it is well: for a hook before a commit."),
    ),
    "author format": (
        ("selfattach author format rate", "What a step takes."),
        ("selfattach author format conditions", "What a way can go by."),
        ("selfattach author format | less", "All of it."),
    ),
    "author schema": (
        ("selfattach author schema > selfattach.schema.json", "A file that an editor can be given."),
        ("selfattach author schema | less", "To look at it."),
    ),
    "insights": (
        ("selfattach insights", "The last 30 days."),
        ("selfattach insights --all --numbers", "All there is, and the numbers."),
        ("selfattach insights --year --html year.html", "The last year on a page, for a browser and for paper."),
    ),
    "journey": (
        ("selfattach journey", "Where you are, and what comes next."),
        ("selfattach journey --json", "The same for a program."),
    ),
    "history list": (
        ("selfattach history list -n 5", "The five newest."),
        ("selfattach history list --since 'last week' --felt helped", "What helped since last week."),
        ("selfattach history list --json", "The same for a program."),
    ),
    "history show": (
        ("selfattach history show last", "The newest one, with your words."),
        ("selfattach history show 1 --json", "The first of the list just printed, for a program."),
    ),
    "history search": (
        ("selfattach history search late train", "Sessions with both words."),
        ("selfattach history search 'not enough' --since november", "With these two side by side, since November."),
    ),
    "history edit": (
        ("selfattach history edit last", "Which answers there are; where there is one, it opens."),
        ("selfattach history edit last thought --lines", "The answer called thought, without an editor."),
    ),
    "history delete": (
        ("selfattach history delete last", "The newest one; for a day undo brings it back."),
        ("selfattach history delete --exercise evening-notes", "All of one exercise."),
        ("selfattach history delete --all --drafts --now", "Everything, for good. It asks first."),
    ),
    "history undo": (
        ("selfattach history undo", "Bring back what the last deletion took."),
        ("selfattach history list -n 3", "See that it is there again."),
    ),
    "history export": (
        ("selfattach history export --sealed -o all.json", "Everything, for another machine or for later."),
        ("selfattach history export --format markdown -o notes", "A folder for a note-taking program."),
        ("selfattach history export --format page -o page.html", "One page, for a browser and for paper."),
    ),
    "history import": (
        ("selfattach history import all.json", "In again; twice is once."),
        ("selfattach history import --as-letters journal.txt --yes", "Another journal, as letters of yours."),
    ),
    "history retire": (
        ("selfattach history retire", "Which machines there are."),
        ("selfattach history retire kq3v7x2m", "Take over the folder of one that is no more."),
    ),
    "noticed": (
        ("selfattach noticed", "It asks for the line, and waits as long as you like."),
        ("selfattach noticed < note.txt", "All of a file, as one text."),
        ("selfattach history export --exercise noticed-line --format jrnl", "These lines, to read again."),
    ),
    "kind": (
        ("selfattach kind", "Your lines, those with a star first."),
        ("selfattach kind --one", "One of them on one line, for a prompt."),
        ("selfattach kind add", "One line more."),
    ),
    "kind add": (
        ("selfattach kind add", "It asks for the line."),
        ("selfattach kind add < note.txt", "All of a file, as one text; you are asked about it later."),
    ),
    "letters": (
        ("selfattach letters", "Which there are; Enter reads the newest that is open."),
        ("selfattach letters show last", "The newest one whole."),
    ),
    "letters list": (
        ("selfattach letters list", "All of them, without their words."),
        ("selfattach letters list --json", "The same for a program."),
    ),
    "letters show": (
        ("selfattach letters show last", "The newest one whole."),
        ("selfattach letters show last --sealed", "The same, though its day has not come."),
    ),
    "promises": (
        ("selfattach promises", "What is open, and how to look at it again."),
        ("selfattach promises --json", "The same for a program."),
    ),
    "vault init": (
        ("selfattach vault init", "It asks for a passphrase twice."),
        ("selfattach vault init --passphrase-command 'pass show selfattach'", "A program of yours keeps it."),
    ),
    "vault status": (
        ("selfattach vault status", "Whether it is locked, and what is not yet."),
        ("selfattach vault status --json", "The same for a program."),
    ),
    "vault passphrase": (
        ("selfattach vault passphrase", "It asks for the old one, and for the new one twice."),
        (
            "selfattach vault passphrase --passphrase-command 'pass new'",
            "The new one comes from a program of yours.",
        ),
    ),
    "vault remove": (
        ("selfattach vault remove", "Plain files again, on this machine."),
        ("selfattach vault status", "See that it is so."),
    ),
    "vault recovery": (
        ("selfattach vault recovery | lp", "The sheet, on paper."),
        ("selfattach vault recovery --use", "The passphrase is lost: type the key of the sheet."),
    ),
    "farewell": (
        ("selfattach farewell", "A copy first, then a word of yours, and then it goes."),
        ("selfattach history export --sealed --to everything.json", "The copy alone: all of it stays here, too."),
    ),
    "config list": (
        ("selfattach config list", "Every setting, set or not."),
        ("selfattach config list --json", "The same for a program."),
    ),
    "config get": (
        ("selfattach config get practice.pace", "One value, as it counts now."),
        ("selfattach config get support.country", "Whose numbers are shown; empty: it is guessed."),
    ),
    "config set": (
        ("selfattach config set practice.pace slow", "Longer rests and breaths."),
        ("selfattach config set support.country SE", "The numbers of Sweden each time."),
    ),
    "config unset": (
        ("selfattach config unset practice.pace", "As it comes."),
        ("selfattach config unset support.country", "Whose numbers are shown is guessed again."),
    ),
    "config path": (
        ("selfattach config path", "Where the settings are."),
        ('cat "$(selfattach config path)"', "What stands there."),
    ),
    "doctor": (
        ("selfattach doctor", "What there is, and what is not as it should be."),
        ("selfattach doctor -q", "Only what is not as it should be."),
        ("selfattach doctor --repair", "Mend what can be mended."),
    ),
    "hook": (
        ("selfattach hook bash >> ~/.bashrc", "One line a day in a new shell."),
        ("selfattach hook fish", "See first what it would be."),
    ),
}

"""All the words, whatever their topic: what the name `words` stands for once one of them is said."""

# ruff: noqa: F403  all of them are `words.NAME`, whichever topic they belong to

from selfattach.words.answers import *
from selfattach.words.authors import *
from selfattach.words.basics import *
from selfattach.words.coach import *
from selfattach.words.farewell import *
from selfattach.words.help import *
from selfattach.words.history import *
from selfattach.words.insights import *
from selfattach.words.keys import *
from selfattach.words.library import *
from selfattach.words.moments import *
from selfattach.words.pages import *
from selfattach.words.practice import *
from selfattach.words.routines import *
from selfattach.words.screens import *
from selfattach.words.scripts import *
from selfattach.words.settings import *
from selfattach.words.setup import *
from selfattach.words.shelves import *
from selfattach.words.start import *
from selfattach.words.storage import *

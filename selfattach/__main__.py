"""`python -m selfattach` is `selfattach`."""

from selfattach.cli import main

main()

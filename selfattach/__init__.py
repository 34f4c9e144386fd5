"""selfattach: a terminal coach for self-compassion practice, on your own machine only."""

__version__ = "0.2.0"

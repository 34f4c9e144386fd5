"""Pages for paper and for a browser: one writer of HTML, and what stands on each of the three pages there are."""

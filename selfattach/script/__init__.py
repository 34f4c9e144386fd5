"""Scripts: YAML text -> Exercise, or every fault with its place. Imports nothing of ours but the text rules."""

"""The voices in which a practice is held: terminal, plain lines, scripted. They know sessions, and no store."""

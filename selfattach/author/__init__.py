"""For those who write exercises: what to mend in a script, and how it reads along four ways."""

"""What to offer next and why: worked out from stored sessions, the same on the same day with the same history."""

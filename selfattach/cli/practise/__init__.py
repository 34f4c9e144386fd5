"""Practising: home, the coach, one practice from its first words to its record, several in a row."""

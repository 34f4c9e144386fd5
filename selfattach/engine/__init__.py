"""The engine: a session from its first stop to its record. It knows no terminal, no disk and no clock."""

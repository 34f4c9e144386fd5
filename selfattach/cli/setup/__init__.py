"""Settings, the vault, the doctor, and lines for a shell."""

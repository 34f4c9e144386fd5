"""What a person put where it can be found again, read out of stored sessions."""

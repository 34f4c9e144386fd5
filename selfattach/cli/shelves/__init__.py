"""What a person put where it can be found again, and the page of help."""

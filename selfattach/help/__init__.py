"""The page of help, and whose numbers: what stands at the hardest minute, whatever else is broken."""

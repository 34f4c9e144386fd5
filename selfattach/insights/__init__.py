"""Looking back: what one did, said and wrote, worked out from stored sessions. Pure, and it writes nothing."""

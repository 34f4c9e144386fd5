"""What was kept: listing, finding, changing it, taking it along, and whose folders there are."""

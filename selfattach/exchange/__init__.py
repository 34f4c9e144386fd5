"""Taking a history along, in JSON, Markdown, CSV and for jrnl, and bringing one's own in again."""

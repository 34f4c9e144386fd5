"""What a person chose to keep, on their own machine: records, shards, heads and drafts. It knows no engine."""

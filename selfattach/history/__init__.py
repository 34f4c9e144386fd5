"""What a person chose to keep, on their own machine: records, shards, their index and drafts. It knows no engine."""

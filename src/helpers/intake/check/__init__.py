"""The check of an export before it becomes an edition: faults, doubts and notes (`run`), and where they are told."""

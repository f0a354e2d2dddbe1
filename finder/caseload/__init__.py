"""Many anonymous cases at once: an uploaded table, its verdicts, its sums."""

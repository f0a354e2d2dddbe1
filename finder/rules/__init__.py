"""What holds: programme types, funding, other doors."""

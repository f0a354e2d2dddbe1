"""What an operator sets and counts."""

"""What follows: from a situation to advice, places, funding, an estimate."""

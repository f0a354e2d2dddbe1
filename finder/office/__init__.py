"""For whoever keeps the data: examine it, compare editions, list what is old, enumerate the decisions."""

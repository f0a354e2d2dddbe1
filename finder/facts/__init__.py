"""What is: one reader per data file, and the answers of a person."""

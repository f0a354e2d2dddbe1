"""For other programs: tables, contacts, open data."""

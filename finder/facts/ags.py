"""The office that knows every provider: whom to call where nobody else's number is on file."""

PHONE = "032 627 23 11"
"""Of the two numbers in its papers (ia-factsheet, ami-2024) the one that matches other offices of the same house."""
EMAIL = "ami@ddi.so.ch"

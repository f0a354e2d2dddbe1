"""Kosten."""

from pages.parts.frame import open_page

frame = open_page("costs")

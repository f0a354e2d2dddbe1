"""Welches Programm passt zu mir?."""

from pages.parts.frame import open_page

frame = open_page("guide")

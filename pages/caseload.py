"""Viele Fälle."""

from pages.parts.frame import open_page

frame = open_page("office.caseload")

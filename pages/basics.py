"""Grundlagen: every rule with its source and vintage, tariffs, limits, contradictions, and what we do not know."""

from __future__ import annotations

import streamlit as st

from pages.parts.frame import open_page
from views.basics import parts

frame = open_page("basics")
say = frame.words

names, contents = zip(*parts(say, frame.on), strict=True)
for tab, content in zip(st.tabs([say(f"basics.tab.{name}") for name in names]), contents, strict=True):
    tab.html(content)

"""Blatt: its language, download, print, the sheet itself; below it everything else to take away. Nothing stays here."""

from __future__ import annotations

import streamlit as st

from finder.errors import BadAnswer
from finder.facts.dataset import on_file
from finder.facts.kinds import HEALTH_KINDS
from finder.facts.offers import Offer
from finder.facts.texts import GERMAN
from finder.steps.advise import advice_of
from finder.steps.case import Case
from finder.steps.case_file import load, save
from finder.steps.fund import funding_of
from finder.steps.handout import Handout, handout
from finder.steps.nearby import nearby
from finder.steps.registration import registration
from finder.steps.sites import offers_by_key, sites_by_name, sites_of
from operation.settings import read
from pages.parts import state
from pages.parts.ask import warn
from pages.parts.download import download, opened, picture
from pages.parts.frame import open_page
from pages.parts.offer_list import OfferLine, listed, take_along
from pages.parts.part import part
from pages.parts.upload import upload
from views.html import tag
from views.paper import sheet
from views.paper.names import file_name
from views.registration_text import registration_text
from views.words import words

frame = open_page("takeaway", intro=False)
say, german = frame.words, words(GERMAN)
situation, kept = state.situation(), offers_by_key(state.shortlist(), on_file().offers)
case = Case.of(situation, frame.on)
advice, funding = advice_of(case), funding_of(case)


PDF = "application/pdf"


def _intro(key: str) -> None:
    st.html(tag("p", say(f"takeaway.{key}_intro"), class_="note"))


def _beside() -> str | None:
    """The second language of the sheet: the reader's own, or the one chosen for the client."""
    others = [language for language in on_file().languages if language != GERMAN]
    own = frame.words.language if frame.words.language in others else None
    chosen = st.selectbox(
        say("takeaway.beside"),
        [GERMAN, *others],
        index=(others.index(own) + 1) if own else 0,
        format_func=lambda one: (
            say("takeaway.only_german")
            if one == GERMAN
            else say("takeaway.beside_german", language=words(one)("meta.name"))
        ),
        key="sheet_language",
        filter_mode=None,
    )
    return None if chosen == GERMAN else chosen


def _content(sensitive: bool) -> Handout:
    """What the sheet holds; ``sensitive``: also the kinds for traumatised and addicted people."""
    return handout(
        situation,
        advice,
        funding,
        on_file().offers,
        shortlist=tuple(kept.values()),
        income=state.income(),
        sensitive=sensitive,
    )


@part
def _sheet(found: Handout) -> None:
    """The sheet and the ways to take it along: its language changes nothing else on the page."""
    with st.container(key="sheet_bar", horizontal=True, vertical_alignment="bottom"):
        other = _beside()
        actions = st.container(key="sheet_actions", horizontal=True)
    made = (found, german, words(other) if other else None, read().office_url)
    file = file_name("blatt", "pdf", frame.on, GERMAN, *([other] if other else []))
    with actions:
        download(
            say("takeaway.download_sheet"), lambda: sheet.pdf(*made), file, PDF, key="download_sheet", primary=True
        )
        opened(say("takeaway.print_sheet"), lambda: sheet.pdf(*made), file, PDF, key="print_sheet")
    if not state.answers():
        st.html(tag("p", say("takeaway.no_answers"), class_="note"))
    with st.container(key="sheet_preview"):
        picture(say("takeaway.preview"), lambda: sheet.png(*made), made, key="sheet_picture")


def _settings(found: Handout, sensitive: bool) -> None:
    st.checkbox(say("takeaway.sensitive"), key="sheet_sensitive", persist_state="session")
    if sensitive:
        st.html(tag("p", say("takeaway.sensitive_help"), class_="note"))
    if found.withheld:
        st.html(tag("p", say("takeaway.withheld", count=found.withheld), class_="note"))


def _printable(sensitive: bool) -> list[Offer]:
    """The offers put aside, without those whose kind tells of health unless it may be named."""
    return [one for one in kept.values() if sensitive or one.type not in HEALTH_KINDS]


def _case() -> None:
    _intro("case")
    told, shortlist, on = situation, tuple(state.shortlist()), frame.on  # of this run, whatever comes after it
    download(
        say("takeaway.save_case"),
        lambda: save(told, shortlist, on),
        file_name("antworten", "json", frame.on),
        "application/json",
        key="save_case",
    )
    with st.container(key="load_case"):
        st.html(tag("h3", say("takeaway.load_case")) + tag("p", say("takeaway.load_help"), class_="note"))
        chosen = upload(say("takeaway.choose_file"), say("takeaway.choose_file"), "case_upload", ["json"])
        pasted = st.text_area(say("takeaway.paste"), key="case_paste", max_chars=20_000, height=120)
        if st.button(say("takeaway.take_over"), key="case_take_over") and (content := chosen or pasted.strip()):
            _take_over(content)


def _take_over(content: str | bytes) -> None:
    try:
        case = load(content)
    except BadAnswer as error:
        key = f"takeaway.refused.{error.hint}"
        warn(say(key, field=error.field))
        return
    state.take_over(case.situation)
    state.shortlist()[:] = case.shortlist
    st.session_state["case_loaded"] = len(case.situation.answered())
    st.rerun()


def _registration(sensitive: bool) -> None:
    found = registration(situation, advice, funding, sensitive=sensitive)
    text = registration_text(german, found, situation, _printable(sensitive), frame.on)
    _intro("registration")
    st.html(tag("pre", text, class_="to-copy", lang="de", tabindex="0"))
    file = file_name("anmeldung", "txt", frame.on, GERMAN)
    download(say("takeaway.download_text"), lambda: text, file, "text/plain", key="download_text")


def _lists(drawn: Handout, sensitive: bool) -> None:
    _intro("lists")
    lines = _lines(drawn, sensitive)
    if lines:
        take_along(say, lines, frame.on)
    else:
        st.html(tag("p", say("takeaway.no_offers")))


def _lines(drawn: Handout, sensitive: bool) -> list[OfferLine]:
    """What was put aside, nearest first; without it the sites of the sheet."""
    if not (offers := _printable(sensitive)):
        return [OfferLine(site.number, site.offer, site.km, site.journey) for site in drawn.sites]
    home = advice.residence.home
    return listed(sites_of(nearby(home, None, offers)) if home else sites_by_name(offers))


@part
def _everything() -> None:
    """Everything below the heading: a click here leaves the frame as it is."""
    loaded = st.session_state.pop("case_loaded", None)
    if loaded is not None:
        st.html(tag("p", say("takeaway.loaded", count=loaded), class_="note", role="status"))
    may_name_health = frame.staff and bool(st.session_state.get("sheet_sensitive"))
    drawn = _content(may_name_health)
    _sheet(drawn)
    if frame.staff:
        _settings(drawn, may_name_health)
        with st.expander(say("takeaway.registration")):
            _registration(may_name_health)
    with st.expander(say("takeaway.lists")):
        _lists(drawn, may_name_health)
    with st.expander(say("takeaway.case"), key="case_fold"):
        _case()


_everything()

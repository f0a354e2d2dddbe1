"""Blatt: its language, download, print, the sheet itself; below it everything else to take away. Nothing stays here.

All but the case file is one element; a file is chosen in a field of the framework's.
"""

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
from pages.parts import questions, state
from pages.parts.download import link, opened, picture
from pages.parts.frame import open_page
from pages.parts.offer_list import OfferLine, links_to, listed
from pages.parts.part import part
from pages.parts.sheet_fields import LANGUAGE, SENSITIVE, beside, may_name_health, take
from pages.parts.upload import field, in_words
from views.fields import chosen_from, ticked, warning
from views.html import Markup, details, joined, tag
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


def _intro(key: str) -> Markup:
    return tag("p", say(f"takeaway.{key}_intro"), class_="note")


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


def _sheet(found: Handout) -> Markup:
    """The sheet and the ways to take it along."""
    other = beside(frame.words.language)
    names = {
        one: say("takeaway.only_german")
        if one == GERMAN
        else say("takeaway.beside_german", language=words(one)("meta.name"))
        for one in on_file().languages
    }
    made = (found, german, words(other) if other else None, read().office_url)
    file = file_name("blatt", "pdf", frame.on, GERMAN, *([other] if other else []))
    bar = (
        chosen_from(LANGUAGE, say("takeaway.beside"), names, other or GERMAN),
        link(say("takeaway.download_sheet"), lambda: sheet.pdf(*made), file, PDF, key="download_sheet", primary=True),
        opened(say("takeaway.print_sheet"), lambda: sheet.pdf(*made), file, PDF, key="print_sheet"),
    )
    nothing = Markup() if state.answers() else tag("p", say("takeaway.no_answers"), class_="note")
    drawn = picture(say("takeaway.preview"), lambda: sheet.png(*made), made, key="sheet_picture")
    return tag("div", joined(bar), class_="sheet-bar") + nothing + tag("div", drawn, class_="sheet-preview")


def _settings(found: Handout, sensitive: bool) -> Markup:
    told = [say("takeaway.sensitive_help")] if sensitive else []
    if found.withheld:
        told.append(say("takeaway.withheld", count=found.withheld))
    notes = joined(tag("p", one, class_="note") for one in told)
    return ticked(SENSITIVE, say("takeaway.sensitive"), checked=sensitive) + notes


def _printable(sensitive: bool) -> list[Offer]:
    """The offers put aside, without those whose kind tells of health unless it may be named."""
    return [one for one in kept.values() if sensitive or one.type not in HEALTH_KINDS]


def _registration(sensitive: bool) -> Markup:
    found = registration(situation, advice, funding, sensitive=sensitive)
    text = registration_text(german, found, situation, _printable(sensitive), frame.on)
    file = file_name("anmeldung", "txt", frame.on, GERMAN)
    copied = tag("pre", text, class_="to-copy", lang="de", tabindex="0")
    saved = link(say("takeaway.download_text"), lambda: text, file, "text/plain", key="download_text")
    return _intro("registration") + copied + saved


def _lists(drawn: Handout, sensitive: bool) -> Markup:
    lines = _lines(drawn, sensitive)
    return _intro("lists") + (links_to(say, lines, frame.on) if lines else tag("p", say("takeaway.no_offers")))


def _lines(drawn: Handout, sensitive: bool) -> list[OfferLine]:
    """What was put aside, nearest first; without it the sites of the sheet."""
    if not (offers := _printable(sensitive)):
        return [OfferLine(site.number, site.offer, site.km, site.journey) for site in drawn.sites]
    home = advice.residence.home
    return listed(sites_of(nearby(home, None, offers)) if home else sites_by_name(offers))


@part
def _to_take_along() -> None:
    """Everything below the heading but the case file: a click here leaves the rest as it is."""
    sensitive = frame.staff and may_name_health()
    drawn = _content(sensitive)
    parts = [_sheet(drawn)]
    if frame.staff:
        parts.append(_settings(drawn, sensitive))
        parts.append(details(say("takeaway.registration"), _registration(sensitive), class_="k-fold", id="t-forms"))
    parts.append(details(say("takeaway.lists"), _lists(drawn, sensitive), class_="k-fold", id="t-lists"))
    questions.draw({"language": say.language, "look": "stHtml sheet", "body": joined(parts)}, "takeaway", take)


def _case() -> None:
    """The case file: saved, and taken over from one."""
    told, shortlist, on = situation, tuple(state.shortlist()), frame.on  # of this run, whatever comes after it
    file = file_name("antworten", "json", on)

    with st.expander(say("takeaway.case"), key="case_fold"):
        saved = link(
            say("takeaway.save_case"), lambda: save(told, shortlist, on), file, "application/json", key="save_case"
        )
        loading = tag("h3", say("takeaway.load_case")) + tag("p", say("takeaway.load_help"), class_="note")
        named = in_words("case_upload", say("takeaway.choose_file"))
        st.html(tag("div", _intro("case") + saved + loading + named))
        chosen = field(say("takeaway.choose_file"), "case_upload", ["json"])
        pasted = st.text_area(say("takeaway.paste"), key="case_paste", max_chars=20_000, height=120)
        if st.button(say("takeaway.take_over"), key="case_take_over") and (content := chosen or pasted.strip()):
            _take_over(content)


def _take_over(content: str | bytes) -> None:
    try:
        found = load(content)
    except BadAnswer as error:
        st.html(warning(say(f"takeaway.refused.{error.hint}", field=error.field)))
        return
    state.take_over(found.situation)
    state.shortlist()[:] = found.shortlist
    st.session_state["case_loaded"] = len(found.situation.answered())
    st.rerun()


loaded = st.session_state.pop("case_loaded", None)
if loaded is not None:
    st.html(tag("p", say("takeaway.loaded", count=loaded), class_="note", role="status"))
_to_take_along()
_case()

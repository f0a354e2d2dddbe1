"""The guided path: one question after the other in plain words, then the same verdicts as everywhere."""

from __future__ import annotations

import streamlit as st

from finder.steps.advise import Fit, advise
from finder.steps.fund import fund
from finder.steps.guide import SCREENS, next_question, open_screens, remaining
from finder.steps.next_steps import next_steps
from pages.parts import guide_screens, state
from pages.parts.frame import announce, open_page
from views import costs as costs_view
from views import verdicts
from views.html import bullets, details, esc, tag

frame = open_page("guide", intro=False)
say = frame.words
walk = st.session_state.setdefault("guide_walk", {"started": False, "skipped": [], "done": [], "editing": None})


def _welcome() -> None:
    promises = [say(f"guide.{key}") for key in ("free", "private", "open")]
    st.html(tag("p", esc(say("guide.intro")), class_="intro") + bullets([esc(line) for line in promises]))
    if st.button(say("guide.start"), key="guide_start", type="primary", width="stretch"):
        walk["started"] = True
        st.rerun()


def _screen(screen: str) -> None:
    left = max(1, remaining(state.situation(), walk["skipped"], frame.on))  # an answer to change is a question, too
    done = len(walk["done"])
    share = round(100 * done / max(1, done + left))
    st.html(
        tag("p", esc(say("guide.progress", number=done + 1, count=done + left)), class_="progress-text")
        + tag("div", tag("span", style=f"inline-size:{share}%"), class_="progress", aria_hidden="true")
        + tag("h2", esc(say(f"screen.{screen}.plain")), id="guide-question", tabindex="-1")
        + tag("p", esc(say(f"screen.{screen}.example")), class_="example")
    )
    announce("guide-question", screen)
    given = guide_screens.draw(say, screen)
    if given is not None:
        for key, value in given.items():
            state.give(key, value)
        _done(screen)
    st.html(details(say("guide.why"), tag("p", esc(say(f"screen.{screen}.why")))))
    with st.container(horizontal=True, key="guide_open"):
        for key, label in (("unknown", "guide.unknown"),):
            if st.button(say(label), key=f"guide_{key}_{screen}", type="tertiary"):
                for name in SCREENS[screen]:
                    state.give(name, None)
                walk["skipped"] = [*walk["skipped"], screen]
                _done(screen)
        if walk["done"] and st.button(say("app.back"), key=f"guide_back_{screen}", type="tertiary"):
            _again(walk["done"].pop())


def _done(screen: str) -> None:
    walk["done"] = [one for one in walk["done"] if one != screen] + [screen]
    walk["editing"] = None
    st.rerun()


def _again(screen: str) -> None:
    walk["editing"] = screen
    walk["skipped"] = [one for one in walk["skipped"] if one != screen]
    st.rerun()


def _result() -> None:
    situation = state.situation()
    advice, funding = advise(situation, frame.on), fund(situation, frame.on)
    todo = next_steps(situation, advice, funding)
    st.html(
        tag("h2", esc(say("guide.result")), id="guide-question", tabindex="-1")
        + tag("p", esc(say("guide.result_intro")), class_="note")
        + verdicts.overview(say, advice)
        + verdicts.doors(say, advice.doors)
        + verdicts.group(say, advice, Fit.FITS, funding, plain=True)
        + verdicts.funding(say, funding, advice.residence)
        + (tag("h2", esc(say("step.title"))) + costs_view.steps(say, "self", todo) if todo else "")
    )
    announce("guide-question", "result")
    with st.container(horizontal=True, key="onward"):
        for key in ("offers", "costs", "takeaway"):
            st.page_link(f"pages/{key}.py", label=say(f"advice.to_{key}"))
    st.html(
        verdicts.group(say, advice, Fit.OPEN, funding, plain=True)
        + details(say("guide.others"), verdicts.group(say, advice, Fit.DOES_NOT_FIT, funding, plain=True))
        + verdicts.notes(say, advice)
    )
    _answers()


def _answers() -> None:
    """What was answered, each with a way to change it that keeps the others."""
    st.html(tag("h2", esc(say("guide.answers"))))
    told = state.answers()
    for screen, keys in SCREENS.items():
        answered = any(key in told for key in keys)
        if not answered and screen not in walk["skipped"]:
            continue
        with st.container(horizontal=True, vertical_alignment="center", key=f"guide_answer_{screen}"):
            value = guide_screens.answered(say, screen) if answered else say("guide.left_open")
            st.html(
                tag("p", tag("b", esc(say(f"screen.{screen}.name"))) + ": " + esc(value)),
                width="stretch",
            )
            if st.button(say("guide.change", name=say(f"screen.{screen}.name")), key=f"guide_change_{screen}"):
                _again(screen)
    if open_screens(state.situation(), [], frame.on) and st.button(say("guide.resume"), key="guide_resume"):
        walk["skipped"] = []
        st.rerun()


with st.container(key="guide"):
    asked = walk["editing"] or next_question(state.situation(), walk["skipped"], frame.on)
    if not walk["started"] and not state.answers():
        _welcome()
    elif asked is not None:
        _screen(asked)
    else:
        _result()

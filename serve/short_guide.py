"""``/kurz``: the guide for a poor phone, a slow line, a text browser: plain HTML, one page for one question.

No script, no cookie, nothing in an address but the language. The answers travel in hidden fields, so the server keeps
nothing between two pages and any process can answer any of them. Where nothing is stored and nobody is signed in, a
forged request can change nothing for anybody: no token against it is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from finder.errors import BadAnswer, FinderError
from finder.facts.dataset import on_file
from finder.facts.situation import QUESTIONS, Situation
from finder.facts.texts import GERMAN
from finder.steps.advise import advise
from finder.steps.fund import fund
from finder.steps.guide import SCREENS, SCREENS_OF_THE_PATH, next_question, ticked
from finder.steps.handout import handout
from finder.steps.places import find
from operation.settings import Settings
from serve.api import TooLarge, read_body
from serve.shell import spoken
from views import short_guide as view
from views.paper import sheet
from views.paper.names import file_name
from views.short_guide import Fault, Walk
from views.words import Words, words

PATH = "/kurz"
HEADERS = {"cache-control": "no-store", "referrer-policy": "same-origin"}
MOST_FIELDS = 120
Form = Mapping[str, list[str]]


def routes(settings: Settings) -> list[Route]:
    """The one address."""
    action, base = settings.base_path + PATH, settings.base_path

    async def guide(request: Request) -> Response:
        if request.method == "GET":
            say = words(spoken(request.headers, request.query_params))
            if set(request.query_params) - {"lang"}:  # an answer never stands in an address
                return RedirectResponse(f"{action}?lang={say.language}", 303)
            return _page(view.welcome(say, action, [words(one) for one in on_file().languages], base))
        try:
            form = _form(await read_body(request))
        except (TooLarge, ValueError):
            say = words(GERMAN)
            return _page(view.refused(say, say("error.ours"), action, base), 413)
        say = words(_first(form, "lang") or GERMAN)
        on = settings.day()
        try:
            walk = _walk(form)
            if _first(form, "restart"):
                return RedirectResponse(f"{action}?lang={say.language}", 303)
            if _first(form, "sheet"):
                made = await to_thread.run_sync(_paper, walk.situation, on, say, settings.office_url)
                return Response(made, media_type="application/pdf", headers=HEADERS | _named(say, on))
            return _page(_next(say, action, walk, form, on, base))
        except FinderError:
            return _page(view.refused(say, say("error.ours"), action, base), 422)

    return [Route(PATH, guide, methods=["GET", "POST"])]


def _next(say: Words, action: str, walk: Walk, form: Form, on: date, base: str) -> str:
    """The page that follows what was sent."""
    screen = _first(form, "screen")
    if screen in SCREENS:
        if _first(form, "back"):
            before = walk.done[-1] if walk.done else screen
            return view.question(say, action, _again(walk, before), before, on, base=base)
        given = _given(say, screen, walk.situation, form)
        if isinstance(given, Fault):
            return view.question(say, action, walk, screen, on, given, base)
        walk = _answered(walk, screen, given)
    elif (edit := _first(form, "edit")) in SCREENS:
        return view.question(say, action, _again(walk, edit), edit, on, base=base)
    following = next_question(walk.situation, walk.skipped, on)
    if following is None:
        return view.result(say, action, walk, on, base)
    return view.question(say, action, walk, following, on, base=base)


def _given(say: Words, screen: str, situation: Situation, form: Form) -> Mapping[str, Any] | Fault:
    """The answers of a screen, none where it was left open, or what was not understood."""
    if _first(form, "skip"):
        return {}
    if ticks := SCREENS_OF_THE_PATH[screen].ticks:
        shown = {tick.key for tick in ticks if tick.shown(situation)}
        boxes = [] if _first(form, "none") else [one for one in form.get("box", []) if one in shown]
        if not boxes and not _first(form, "none"):
            return Fault(screen, say("short.tick_or_none"))
        return ticked(screen, boxes, situation)
    if choice := _first(form, "choice"):
        key = SCREENS[screen][0]
        try:
            return {key: QUESTIONS[key].read(choice)}
        except BadAnswer as error:
            return view.fault_of(say, error, key, {})
    return _typed(say, screen, form)


def _typed(say: Words, screen: str, form: Form) -> Mapping[str, Any] | Fault:
    typed = {key: _first(form, f"t.{key}") for key in SCREENS[screen] if key != "locality"}
    if meant := _first(form, "meant"):
        typed["postcode"] = meant
    given: dict[str, Any] = {}
    for key, text in typed.items():
        if not text.strip():
            continue
        try:
            if key == "postcode":
                found = find(text)
                if len({place.postcode for place in found}) > 1:
                    return view.choice_of(say, found, typed)
                named = len(found) == 1 and any(sign.isalpha() for sign in text)
                given |= {"postcode": found[0].postcode, "locality": found[0].locality if named else None}
            else:
                given[key] = QUESTIONS[key].read(text)
        except BadAnswer as error:
            return view.fault_of(say, error, key, typed)
    return given or Fault(SCREENS[screen][0], say("short.nothing_typed"), typed)


def _answered(walk: Walk, screen: str, given: Mapping[str, Any]) -> Walk:
    """The walk with the answers of a screen; what it leaves open counts as left open on purpose."""
    situation = walk.situation.but(**dict.fromkeys(SCREENS[screen])) if not given else walk.situation
    situation = situation.but(**given)
    missing = any(getattr(situation, key) is None for key in SCREENS[screen])
    skipped = tuple(dict.fromkeys((*walk.skipped, screen))) if missing else walk.skipped
    return Walk(situation, skipped, tuple(dict.fromkeys((*walk.done, screen))))


def _again(walk: Walk, screen: str) -> Walk:
    """The walk with one screen to be answered once more; the later ones keep their answers."""
    done = walk.done[: walk.done.index(screen)] if screen in walk.done else walk.done
    return Walk(walk.situation, tuple(one for one in walk.skipped if one != screen), done, screen)


def _walk(form: Form) -> Walk:
    """Where somebody stands, as the hidden fields tell.

    Raises:
        BadAnswer: a hidden field was changed to something that is no answer.
    """
    answers = {key: _first(form, f"a.{key}") for key in QUESTIONS if _first(form, f"a.{key}")}
    known = {
        name: tuple(dict.fromkeys(one for one in form.get(name, []) if one in SCREENS)) for name in ("skipped", "done")
    }
    return Walk(Situation.of(answers), known["skipped"], known["done"])


def _paper(situation: Situation, on: date, say: Words, address: str) -> bytes:
    found = handout(situation, advise(situation, on), fund(situation, on), on_file().offers)
    return sheet.pdf(found, words(GERMAN), None if say.language == GERMAN else say, address)


def _named(say: Words, on: date) -> dict[str, str]:
    name = file_name("blatt", "pdf", on, GERMAN, *([] if say.language == GERMAN else [say.language]))
    return {"content-disposition": f'attachment; filename="{name}"'}


def _form(body: bytes) -> Form:
    return parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)


def _first(form: Form, name: str) -> str:
    return form.get(name, [""])[0]


def _page(content: str, status: int = 200) -> Response:
    return HTMLResponse(content, status, headers=HEADERS)

"""Links to what a person takes away: made at the click, on the server, and kept nowhere (:mod:`serve.downloads`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from serve.downloads import PATH, SHELF, DownloadLink, Make
from views.html import Markup, tag

_LINKS = "downloads"


def download(label: str, make: Make, file: str, mime: str, key: str, *, primary: bool = False) -> None:
    """Draws a link that looks like a button and saves what ``make`` gives at the moment of the click.

    Args:
        make: gives the content; it runs beside the page, so it may ask nothing of the page's widgets or state.
        file: the name on the person's device.
        key: its name in the session, and its ``id`` on the page.
    """
    if not SHELF.served:  # `streamlit run app.py`, for trying out: the framework's own way, good enough for one visitor
        st.download_button(
            label,
            make,
            file_name=file,
            mime=mime,
            type="primary" if primary else "secondary",
            on_click="ignore",
            key=key,
        )
        return
    st.html(download_link(label, make, file, mime, key, primary=primary), width="content")


def link(label: str, make: Make, file: str, mime: str, key: str, *, primary: bool = False) -> Markup:
    """The same as markup; where nothing is ``SHELF.served`` the framework's own button is drawn and there is none."""
    if SHELF.served:
        return download_link(label, make, file, mime, key, primary=primary)
    download(label, make, file, mime, key, primary=primary)
    return Markup()


def download_link(label: str, make: Make, file: str, mime: str, key: str, *, primary: bool = False) -> Markup:
    """The same as markup, to stand in markup of ours. It leads somewhere only where ``SHELF.served``."""
    found = SHELF.offer(_mine(), key, make, file, mime, inline=False)
    look = "download primary" if primary else "download"
    return tag("a", label, href=_address(found), download=file, class_=look, id=key)


def picture(alt: str, make: Callable[[], bytes], about: Any, key: str) -> Markup:
    """A PNG that is made when the browser asks for it.

    Args:
        about: what it shows; the browser asks again when this changes.
    """
    if not SHELF.served:
        st.image(make(), caption=alt, width="content")
        return Markup()
    found = SHELF.offer(_mine(), key, make, f"{key}.png", "image/png", about, inline=True)
    return tag("figure", tag("img", src=_address(found), alt=alt) + tag("figcaption", alt), class_="picture")


def opened(label: str, make: Make, file: str, mime: str, key: str) -> Markup:
    """A link that opens what ``make`` gives in a tab of its own, where the browser prints it."""
    if not SHELF.served:
        return Markup()
    found = SHELF.offer(_mine(), key, make, file, mime, inline=True)
    return tag("a", label, href=_address(found), target="_blank", rel="noopener", class_="download", id=key)


def _mine() -> dict[str, DownloadLink]:
    links: dict[str, DownloadLink] = st.session_state.setdefault(_LINKS, {})
    return links


def _address(found: DownloadLink) -> str:
    return f"{PATH}/{found.token}"  # relative, like every address of ours: it works below a path as well

"""Fields of a form as ``questions.js`` reads them: a text, a list, answers in the open, a box to tick."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from views.html import Markup, joined, tag


def typed(
    key: str, label: str, value: str, *, fault: str = "", placeholder: str | None = None, late: bool = False
) -> Markup:
    """A field for a text.

    Args:
        fault: why what stands in it was not understood.
        late: it is sent once it is left, not while somebody types.
    """
    box = tag(
        "input",
        type="text",
        id=_id(key),
        value=value,
        placeholder=placeholder,
        autocomplete="off",
        maxlength="40",
        data_late="yes" if late else None,
        aria_invalid="true" if fault else None,
        aria_describedby=f"{_id(key)}-note",
    )
    return _field(key, tag("label", label, for_=_id(key)) + box + _note(key, fault))


def chosen_from(key: str, label: str, options: Mapping[str, str], chosen: str) -> Markup:
    """A list: value → name."""
    lines = joined(
        tag("option", name, value=value, selected="selected" if value == chosen else None)
        if value
        else Markup('<option value=""{}>{}</option>').format(Markup("" if chosen else " selected"), name)
        for value, name in options.items()
    )
    return _field(
        None, tag("label", label, for_=_id(key)) + tag("select", lines, id=_id(key), data_choose=key), class_="f-field"
    )


def in_the_open(key: str, label: str, options: Mapping[str, str], chosen: Collection[str], *, many: bool) -> Markup:
    """Answers that stand there to be clicked: one of them, or as many as apply."""
    chips = joined(
        tag(
            "label",
            tag(
                "input",
                type="checkbox" if many else "radio",
                name=_id(key),
                id=f"{_id(key)}-{value}",
                value=value,
                checked="checked" if value in chosen else None,
            )
            + tag("span", name),
            class_="q-chip",
        )
        for value, name in options.items()
    )
    group = tag("div", chips, class_="q-chips", role="group" if many else "radiogroup", aria_labelledby=_id(key))
    return _field(key, tag("span", label, id=_id(key), class_="f-label") + group, class_="f-field wide")


def ticked(key: str, label: str, *, checked: bool) -> Markup:
    """A box to tick."""
    box = tag(
        "input",
        type="checkbox",
        id=_id(key),
        value="yes",
        data_choose=key,
        checked="checked" if checked else None,
    )
    return tag("label", box + tag("span", label), class_="f-tick")


def warning(sentence: str) -> Markup:
    """A kind sentence at a field, announced to screen readers."""
    return tag("p", sentence, class_="field-warning", role="alert")


def _field(key: str | None, inner: Markup, class_: str = "f-field") -> Markup:
    return tag("div", inner, class_=class_, data_key=key)


def _note(key: str, fault: str) -> Markup:
    return tag("div", warning(fault) if fault else "", class_="q-note", id=f"{_id(key)}-note")


def _id(key: str) -> str:
    return f"f-{key}"

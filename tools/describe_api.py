"""Writes ``static/openapi.json``: the machine interface over HTTP, described from the code that answers it.

python tools/describe_api.py
"""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from finder.facts.keys import TYPE_KEYS  # noqa: E402 - the folder of the project must be on the path first
from finder.facts.plan import Plan  # noqa: E402
from finder.facts.situation import QUESTIONS, Question  # noqa: E402
from finder.rules.doors import DOORS, LAST_DOOR  # noqa: E402
from finder.rules.funding import Payer  # noqa: E402
from finder.steps.advise import Fit  # noqa: E402
from finder.steps.fund import Waiver  # noqa: E402
from finder.wire import MOST_KM  # noqa: E402

PLAN_KEYS = [field.name for field in fields(Plan)]
TARGET = ROOT / "static" / "openapi.json"

Json = dict[str, Any]
MONEY: Json = {"type": "string", "pattern": r"^\d+\.\d{2}$", "description": "CHF, two decimals"}
AMOUNT: Json = {
    "description": "CHF, 0 or more",
    "anyOf": [
        {"type": "number", "minimum": 0},
        {"type": "string", "maxLength": 40, "pattern": r"^[^-]*\d[^-]*$"},
        {"type": "null"},
    ],
}
WHOLE: Json = {"type": ["integer", "null"], "minimum": 0}

_TEXT: Json = {"type": "string"}
_OFFER: Json = {
    "provider": _TEXT,
    "programme_type": {"enum": [*TYPE_KEYS, None]},
    **{
        name: {"type": ["string", "null"]}
        for name in (
            *("location_name", "programme_name", "street", "postcode", "town", "phone", "email", "website"),
            *("precision", "confidence", "state", "type_evidence", "source", "source_date", "last_confirmed"),
        )
    },
}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def description() -> Json:
    """The OpenAPI 3.1 document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Programmfinder Arbeitsintegration, Kanton Solothurn",
            "version": "1.0.0",
            "description": "Orientierung, kein Entscheid. Nothing of a request is kept or logged.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/api/advise": _post(
                "Which kinds fit, why, why not, what would change it", "Situation", "Advice", day=True
            ),
            "/api/nearby": _post("Providers around a postcode, nearest first", "Search", "Nearby"),
            "/api/place": _post("What a typed place may mean, Solothurn first", "TypedPlace", "Places"),
            "/api/estimate": _post("What a plan costs, and who pays", "Request", "Estimate", day=True),
        },
        "components": {"schemas": _schemas()},
    }


def _post(summary: str, request: str, answer: str, *, day: bool = False) -> Json:
    on = {"name": "on", "in": "query", "required": False, "schema": {"type": "string", "format": "date"}}
    refused = {"description": "not understood: one line says what", "content": _json("Error")}
    return {
        "post": {
            "summary": summary,
            "operationId": summary.split()[0].lower() + request,
            "parameters": [on] if day else [],
            "requestBody": {"required": True, "content": _json(request)},
            "responses": {
                "200": {"description": summary, "content": _json(answer)},
                "413": {"description": "longer than 64 kB", "content": _json("Error")},
                "422": refused,
            },
        }
    }


def _json(schema: str) -> Json:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _schemas() -> Json:
    return {
        "Situation": {
            "type": "object",
            "description": "Every key is optional; null or missing means not answered.",
            "additionalProperties": False,
            "properties": {key: _answer(question) for key, question in QUESTIONS.items()},
        },
        "Search": _object(
            {"postcode": {"type": "string", "minLength": 1, "maxLength": 80}},
            locality={"type": ["string", "null"], "maxLength": 80},
            km={
                "anyOf": [
                    {"type": "number", "minimum": 0, "maximum": MOST_KM},
                    {"type": "string", "maxLength": 40, "pattern": r"^[^-]*\d[^-]*$"},
                    {"type": "null"},
                ]
            },
            type={"enum": [*TYPE_KEYS, None]},
            limit={"type": ["integer", "null"], "minimum": 1, "maximum": 10_000},
        ),
        "TypedPlace": _object({"text": {"type": "string"}}),
        "Places": _object(
            {
                "typed": {"type": "string"},
                "places": {"type": "array", "items": _named("postcode", "locality", "municipality", "canton")},
                "suggestions": {"type": "array", "items": _named("postcode", "locality")},
            }
        ),
        "Request": _object(
            {"type": {"enum": list(TYPE_KEYS)}},
            situation={"$ref": "#/components/schemas/Situation"},
            plan={
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {key: {} for key in PLAN_KEYS},
            },
        ),
        "Advice": _object(
            {
                "on": {"type": "string", "format": "date"},
                "types": {
                    "type": "array",
                    "minItems": len(TYPE_KEYS),
                    "maxItems": len(TYPE_KEYS),
                    "items": _type(),
                },
                "doors": {"type": "array", "items": {"enum": [door.key for door in (*DOORS, LAST_DOOR)]}},
                "funding": _object(
                    {
                        "payer": {"enum": list(Payer)},
                        "canton_share": {"anyOf": [MONEY, {"type": "null"}]},
                        "waiver": {"enum": list(Waiver)},
                        "missing": {"type": "array", "items": {"enum": list(QUESTIONS)}},
                    }
                ),
                "sozialregion": {
                    "anyOf": [_object({"name": {"type": "string"}, "certain": {"type": "boolean"}}), {"type": "null"}]
                },
            }
        ),
        "Nearby": _object(
            {
                "from": _object(
                    {
                        "postcode": _TEXT,
                        "locality": _TEXT,
                        "lat": {"type": "number"},
                        "lon": {"type": "number"},
                        "other_localities": _list(_TEXT),
                    }
                ),
                "km": {"type": ["number", "null"], "minimum": 0},
                "hits": _list({"$ref": "#/components/schemas/Hit"}),
                "nearest_outside": _list({"$ref": "#/components/schemas/Hit"}),
                "without_point": _list(_object(_OFFER)),
            }
        ),
        "Hit": _object({**_OFFER, "km": {"type": ["number", "null"], "minimum": 0}}),
        "Estimate": _object(
            {
                "type": {"enum": list(TYPE_KEYS)},
                "on": {"type": "string", "format": "date"},
                "at_most": {"type": "boolean"},
                "total": MONEY,
                "lines": _list(
                    _object({"what": _TEXT, "quantity": _TEXT, "unit": _TEXT, "price": MONEY, "amount": MONEY})
                ),
                **{
                    share: {"anyOf": [MONEY, {"type": "null"}]}
                    for share in ("sozialdienst", "canton", "person_min", "person_max")
                },
                "assumptions": _list(_TEXT),
                "cautions": _list(_TEXT),
                "tariff": _object({"source": _TEXT, "edition": _TEXT}),
            }
        ),
        "Error": _object({"error": {"type": "string"}}),
    }


def _named(*keys: str) -> Json:
    return _object({key: {"type": "string"} for key in keys})


def _type() -> Json:
    finding = {
        "rule": {"type": "string"},
        "verdict": {"enum": ["met", "not_met", "open"]},
        "facts": {"type": "object"},
        "source": {"type": "string"},
        "passage": {"type": "string"},
    }
    return _object(
        {
            "type": {"enum": list(TYPE_KEYS)},
            "verdict": {"enum": list(Fit)},
            "findings": {"type": "array", "items": _object(finding)},
            "missing": {"type": "array", "items": {"enum": list(QUESTIONS)}},
            "change": {"type": ["object", "null"]},
            "cautions": {"type": "array", "items": {"type": "string"}},
        }
    )


def _answer(question: Question) -> Json:
    if question.values == (True, False):
        return {"type": ["boolean", "null"]}
    if question.values:
        return {"enum": [*question.values, None]}
    return {"age": {**WHOLE, "maximum": 120}, "household_size": {**WHOLE, "minimum": 1}}.get(
        question.key, AMOUNT if question.key in ("monthly_income", "wealth") else {"type": ["string", "null"]}
    )


def _object(required: Json, **optional: Json) -> Json:
    return {
        "type": "object",
        "required": list(required),
        "additionalProperties": False,
        "properties": {**required, **optional},
    }


def text() -> str:
    """The document as it stands in the file."""
    return json.dumps(description(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)} written")

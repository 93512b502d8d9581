"""The interface for programs, described for programs: OpenAPI 3.1.

In: the address of the site. Out: a dict. Never here: an endpoint that does not exist; a test asks each of them.
"""

from typing import Any

from web.links import EXCLUSIONS, FACETS

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
#: Single parameters -> (schema, what they mean).
SINGLE: dict[str, tuple[Schema, str]] = {
    "q": (TEXT, "The query: words, phrases in quotation marks, AND, OR, NOT, -word, prefix*, field:value."),
    "from": (TEXT, "First day of publication: 2021, 2021-03 or 2021-03-31."),
    "to": (TEXT, "Last day of publication, in the same forms."),
    "sort": (TEXT | {"enum": ["relevance", "newest", "oldest"]}, "The order."),
    "page": (NUMBER | {"minimum": 1}, "The page, from 1."),
    "limit": (NUMBER | {"minimum": 1, "maximum": 1000}, "Hits on a page."),
    "expand": (TEXT | {"enum": ["0", "1"]}, "0 searches only the words as typed."),
    "not_expand": (
        {"type": "array", "items": TEXT},
        "A concept, as `expansions` names it, of which only the words as typed are searched.",
    ),
    "ui": (TEXT | {"enum": ["ar", "en"]}, "Language of labels and notes."),
}
LABELLED: Schema = {
    "type": "object",
    "properties": {"label": TEXT, "labels": {"type": "object", "additionalProperties": TEXT}, "role": TEXT},
}
PAIR: Schema = {
    "type": "array",
    "items": TEXT,
    "minItems": 2,
    "maxItems": 2,
    "description": "Two countries that the article is about, by code.",
}
COMPANION: Schema = {
    "type": "object",
    "properties": {
        "id": TEXT,
        "title": TEXT,
        "language": TEXT,
        "source": {"anyOf": [LABELLED, {"type": "null"}]},
        "published": {"type": "object", "properties": {"date": MAYBE_TEXT, "precision": TEXT}},
    },
    "description": "Another copy of the text.",
}
FACET_VALUE: Schema = {
    "type": "object",
    "properties": {
        "value": TEXT,
        "label": TEXT,
        "count": NUMBER,
        "selected": {"type": "boolean"},
        "excluded": {"type": "boolean"},
    },
}
HIT: Schema = {
    "type": "object",
    "properties": {
        "id": TEXT,
        "url": TEXT,
        "place": TEXT | {"description": "Its place on the page that it was cut from, or empty."},
        "title": TEXT,
        "title_html": TEXT,
        "title_direction": TEXT,
        "titled": {"type": "boolean"},
        "snippet_html": TEXT,
        "snippet_direction": TEXT,
        "published": {"type": "object", "properties": {"date": {"type": ["string", "null"]}, "precision": TEXT}},
        "language": TEXT,
        "source": {"anyOf": [LABELLED, {"type": "null"}]},
        "countries": {"type": "array", "items": LABELLED},
        "parties": {"type": "array", "items": PAIR},
        "agencies": {"type": "array", "items": LABELLED},
        "instruments": {"type": "array", "items": LABELLED},
        "score": {"type": "number"},
        "explanation": {"type": "array", "items": TEXT},
        "story": MAYBE_TEXT,
        "also": {"type": "array", "items": COMPANION},
    },
}
EXPANSION: Schema = {
    "type": "object",
    "properties": {
        "typed": TEXT,
        "concept": TEXT,
        "forms": {"type": "array", "items": TEXT},
        "about": {"anyOf": [LABELLED, {"type": "null"}]},
    },
    "description": "Words of the query, the concept that they mean, and what was searched beside them.",
}
PAGE: Schema = {
    "type": "object",
    "properties": {
        "query": TEXT,
        "total": NUMBER,
        "page": NUMBER,
        "pages": NUMBER,
        "took_ms": {"type": "number"},
        "generation": TEXT,
        "notes": {"type": "array", "items": TEXT},
        "expansions": {"type": "array", "items": EXPANSION},
        "did_you_mean": TEXT,
        "hits": {"type": "array", "items": HIT},
        "facets": {"type": "object", "additionalProperties": {"type": "array", "items": FACET_VALUE}},
    },
}
SUGGESTION: Schema = {"type": "object", "properties": {"kind": TEXT, "value": TEXT, "label": TEXT, "address": TEXT}}
SUGGESTIONS: Schema = {
    "type": "object",
    "properties": {"query": TEXT, "suggestions": {"type": "array", "items": SUGGESTION}},
}
VALUES: Schema = {"type": "object", "properties": {"name": TEXT, "values": {"type": "array", "items": FACET_VALUE}}}
HEALTH: Schema = {"type": "object", "properties": {"status": TEXT, "generation": MAYBE_TEXT, "refreshed": MAYBE_TEXT}}
#: Path -> (operation, what it answers, schema of the answer, parameters of its own).
ANSWERS: dict[str, tuple[str, str, Schema, list[Schema]]] = {
    "/api/search": ("search", "A page of results with facet counts.", PAGE, []),
    "/api/suggest": ("suggest", "Completions of what was typed.", SUGGESTIONS, []),
    "/api/facets/{name}": (
        "facet",
        "The values of one facet for a search.",
        VALUES,
        [
            {"name": "name", "in": "path", "required": True, "schema": TEXT | {"enum": list(FACETS)}},
            {"name": "prefix", "in": "query", "schema": TEXT, "description": "How a word of the label begins."},
        ],
    ),
}
FILES = {
    "/feed.atom": "application/atom+xml",
    "/export.csv": "text/csv",
    "/export.bib": "application/x-bibtex",
    "/export.ris": "application/x-research-info-systems",
}


def describe(site: str) -> Schema:
    """The whole description for a site at an address."""
    paths = {path: _operation(*answer) for path, answer in ANSWERS.items()}
    paths |= {path: _file(path, media_type) for path, media_type in FILES.items()}
    health = _answer("Whether searches are answered, from an index that is not stale.", "application/json", HEALTH)
    paths["/healthz"] = {"get": {"operationId": "healthz", "responses": {"200": health, "503": health}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Mithaq", "version": "1", "description": "News of cooperation, in Arabic and in English."},
        "servers": [{"url": site}],
        "paths": paths,
    }


def _operation(name: str, says: str, schema: Schema, own: list[Schema]) -> Schema:
    answers = {"200": _answer(says, "application/json", schema), "503": {"description": "There is no index to search."}}
    return {"get": {"operationId": name, "parameters": [*own, *_parameters()], "responses": answers}}


def _file(path: str, media_type: str) -> Schema:
    name = path.strip("/").replace(".", "_")
    answers = {"200": _answer("The results of a search.", media_type, TEXT)}
    return {"get": {"operationId": name, "parameters": _parameters(), "responses": answers}}


def _answer(says: str, media_type: str, schema: Schema) -> Schema:
    return {"description": says, "content": {media_type: {"schema": schema}}}


def _parameters() -> list[Schema]:
    single = [
        {"name": name, "in": "query", "schema": schema, "description": says} for name, (schema, says) in SINGLE.items()
    ]
    repeated = [
        {"name": name, "in": "query", "schema": {"type": "array", "items": TEXT}, "style": "form", "explode": True}
        for name in (*FACETS, *EXCLUSIONS.values())
    ]
    return single + repeated

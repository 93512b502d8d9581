"""The shapes of the answers for programs, as JSON Schema (2020-12, the one of OpenAPI 3.1).

In: nothing. Out: schemas. Never here: a difference from the answers; a test validates real answers.
"""

from typing import Any

from indexer.model.facets import FACET_TABLE
from search.model.results import Matching

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
BINARY: Schema = {"type": "string", "description": "Bytes."}
NUMBER: Schema = {"type": "integer", "minimum": 0}
TRUTH: Schema = {"type": "boolean"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
DIRECTION: Schema = TEXT | {"enum": ["rtl", "ltr"]}
LANGUAGE: Schema = TEXT | {"enum": ["ar", "en", "mixed"]}
PRECISION: Schema = TEXT | {"enum": ["day", "month", "year", "unknown"]}


def shape(says: str = "", /, **properties: Schema) -> Schema:
    """An object that has all of these keys."""
    found: Schema = {"type": "object", "properties": properties, "required": list(properties)}
    return found | ({"description": says} if says else {})


def many(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def maybe(schema: Schema) -> Schema:
    """This or null."""
    return {"anyOf": [schema, {"type": "null"}]}


CSL: Schema = many({"type": "object", "additionalProperties": {}})
EVIDENCE = shape(
    "Where a value was read: characters from `start` to `end` (exclusive) of a field as published.",
    field=TEXT | {"enum": ["title", "text", "published", "source", "language", "url"]},
    start=NUMBER,
    end=NUMBER,
    words=TEXT,
    rule=TEXT,
)
LABELS: dict[str, Schema] = {
    "label": TEXT | {"description": "In the language `ui`."},
    "labels": {"type": "object", "additionalProperties": TEXT, "description": "In both languages."},
    "role": TEXT | {"enum": ["primary", "mentioned"]},
}
PROOF: dict[str, Schema] = {"evidence": many(EVIDENCE)}
CODED = shape("A country, by its code of ISO 3166-1.", code=TEXT, **LABELS)
NAMED = shape("A value by its id.", id=TEXT, **LABELS)
PAIR: Schema = many(TEXT) | {
    "minItems": 2,
    "maxItems": 2,
    "description": "Two countries that the article is about, by code.",
}
DATE: dict[str, Schema] = {
    "date": MAYBE_TEXT | {"description": "ISO 8601, cut to its precision; null when unknown."},
    "precision": PRECISION,
}
COMPANION: dict[str, Schema] = {
    "id": TEXT,
    "title": TEXT,
    "language": LANGUAGE,
    "source": maybe(NAMED),
    "published": shape(**DATE),
}
COPY = shape("Another copy of the text.", **COMPANION)
COUNTERPART = shape(
    "An article in the other language that probably tells of the same event.", **COMPANION, inferred=TRUTH
)
SIMILAR = shape(
    "An article about much the same, in either language.",
    **COMPANION,
    shared=many(
        shape(
            "What both have in common: a value of a facet, a concept, a place, or a word as the article has it.",
            kind=TEXT | {"enum": [*(facet.name for facet in FACET_TABLE), "concept", "place", "word"]},
            label=TEXT,
        )
    ),
)
FACET_VALUE = shape(
    "`count` articles have the value, of those that the query and the filters of the other facets find.",
    value=TEXT,
    label=TEXT,
    count=NUMBER,
    selected=TRUTH,
    excluded=TRUTH,
)
URL_ON_PAGE: Schema = TEXT | {"description": "Its address on the page that it was cut from, or empty."}
HIT = shape(
    id=TEXT,
    url=TEXT,
    place=URL_ON_PAGE,
    title=TEXT,
    title_html=TEXT,
    title_direction=DIRECTION,
    titled=TRUTH,
    snippet_html=TEXT,
    snippet_direction=DIRECTION,
    published=shape(**DATE),
    language=LANGUAGE,
    source=maybe(NAMED),
    countries=many(CODED),
    parties=many(PAIR),
    agencies=many(NAMED),
    instruments=many(NAMED),
    score={"type": "number"},
    explanation=many(TEXT),
    story=MAYBE_TEXT,
    also=many(COPY),
)
EXPANSION = shape(
    "Words of the query, the concept that they mean, and what was searched beside them.",
    typed=TEXT,
    concept=TEXT,
    forms=many(TEXT),
    about=maybe(NAMED),
    published=many(TEXT),
    translated={"type": "boolean"},
)
FEWER = shape(
    "What to leave out of a search that finds nothing: a filter (the name of a facet, or date) or a word.",
    filter=TEXT,
    label=TEXT,
    query=TEXT,
    total=NUMBER,
)
TIMELINE = shape(
    "The articles of the set by their time of publication. `vague` counts those whose date may mean more than one bar, "
    "`undated` those without a date, whatever the days asked for.",
    step=TEXT | {"enum": ["day", "month", "year"]},
    bars=many(shape("The articles of a day, month or year; bars without any are left out.", date=TEXT, count=NUMBER)),
    vague=NUMBER,
    undated=NUMBER,
)
PAGE = shape(
    query=TEXT,
    total=NUMBER,
    page=NUMBER,
    pages=NUMBER,
    took_ms={"type": "number"},
    generation=TEXT,
    notes=many(TEXT),
    expansions=many(EXPANSION),
    did_you_mean=TEXT,
    match=TEXT | {"enum": list(Matching), "description": "What the articles of the set have of the query."},
    hits=many(HIT),
    others=many(HIT) | {"description": "The closest articles outside the set, which are not counted."},
    fewer=many(FEWER),
    facets={"type": "object", "additionalProperties": many(FACET_VALUE)},
    facet_totals={"type": "object", "additionalProperties": NUMBER},
    timeline=maybe(TIMELINE),
)
PIECE = shape(kind=TEXT | {"enum": ["same", "removed", "added"]}, words=TEXT)
CHANGE = shape("A sentence that was edited, added or removed.", pieces=many(PIECE), direction=DIRECTION)
FACT = shape(
    "What the source declared, as it wrote it.",
    fact=TEXT | {"enum": ["published", "source", "language", "url"]},
    before=TEXT,
    after=TEXT,
)
REVISION = shape(when=TEXT, title=many(CHANGE), text=many(CHANGE), facts=many(FACT))
ARTICLE = shape(
    id=TEXT,
    url=TEXT,
    place=URL_ON_PAGE,
    permalink=TEXT,
    title=TEXT,
    text=TEXT,
    omitted=NUMBER | {"description": "Characters at the end of the text that are archived and not indexed."},
    language=LANGUAGE,
    published=shape(**DATE, evidence=maybe(EVIDENCE)),
    source=maybe(shape(id=TEXT, **LABELS, **PROOF)),
    countries=many(shape(code=TEXT, **LABELS, **PROOF)),
    parties=many(PAIR),
    agencies=many(shape(id=TEXT, **LABELS, **PROOF)),
    instruments=many(shape(id=TEXT, **LABELS, **PROOF)),
    unresolved=many(shape("A name that is not in the tables.", name=TEXT, evidence=EVIDENCE)),
    events=many(shape("A date that the text speaks of.", **DATE, evidence=EVIDENCE)),
    first_seen=MAYBE_TEXT,
    revisions=many(REVISION),
    parent=MAYBE_TEXT | {"description": "The page of many items that it was cut from."},
    siblings=many(shape("Another article cut from that page.", id=TEXT, title=TEXT)),
    story=MAYBE_TEXT,
    also=many(COPY),
    same_event=many(COUNTERPART),
    similar=many(SIMILAR),
    generation=TEXT,
)
KINDS = [*(facet.name for facet in FACET_TABLE if facet.suggested), "concept", "word", "title"]
TYPED: Schema = {"type": ["array", "null"], "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
SUGGESTION = shape(
    kind=TEXT | {"enum": KINDS}, value=TEXT, label=TEXT, count=NUMBER, query=TEXT, typed=TYPED, address=TEXT
)
SUGGESTIONS = shape(query=TEXT, suggestions=many(SUGGESTION))
VALUES = shape(name=TEXT, total=NUMBER, values=many(FACET_VALUE))
HEALTH = shape(
    status=TEXT | {"enum": ["ok", "damaged", "empty", "failed", "stale", "unreachable"]},
    generation=MAYBE_TEXT,
    refreshed=MAYBE_TEXT,
)
DESCRIPTION: Schema = {"type": "object", "description": "This description.", "required": ["openapi", "info", "paths"]}
ERROR = shape(error=shape(status=NUMBER, message=TEXT))

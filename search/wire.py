"""Result pages as JSON values, in the shape that `/api/search` and `--json` promise.

In: a `ResultPage`. Out: dicts and lists. Never here: a key that changes its meaning; keys are only ever added.
"""

from collections.abc import Callable
from typing import Any

from search.results import Companion, Expanded, FacetValue, Hit, Labelled, Note, ResultPage


def page_to_json(page: ResultPage, translate: Callable[[Note], str] = str) -> dict[str, Any]:
    """The page as JSON values; `translate` gives a note in the visitor's language."""
    return {
        "query": page.query,
        "total": page.total,
        "page": page.page,
        "pages": page.pages,
        "took_ms": round(page.took_ms, 2),
        "generation": page.generation,
        "notes": [translate(note) for note in page.notes],
        "expansions": [_expanded(expansion) for expansion in page.expansions],
        "did_you_mean": page.did_you_mean,
        "hits": [hit_to_json(hit, translate) for hit in page.hits],
        "facets": {name: [_facet_value(value) for value in values] for name, values in page.facets.items()},
    }


def hit_to_json(hit: Hit, translate: Callable[[Note], str] = str) -> dict[str, Any]:
    """One hit as JSON values."""
    return {
        "id": hit.id,
        "url": hit.url,
        "place": hit.place,
        "title": hit.title,
        "title_html": str(hit.title_html),
        "title_direction": hit.title_direction,
        "titled": hit.titled,
        "snippet_html": str(hit.snippet_html),
        "snippet_direction": hit.snippet_direction,
        "published": {"date": hit.published.date, "precision": hit.published.precision.value},
        "language": hit.language,
        "source": _labelled("id", hit.source) if hit.source else None,
        "countries": [_labelled("code", country) for country in hit.countries],
        "parties": [list(pair) for pair in hit.parties],
        "agencies": [_labelled("id", agency) for agency in hit.agencies],
        "instruments": [_labelled("id", instrument) for instrument in hit.instruments],
        "score": round(hit.score, 4),
        "explanation": [translate(note) for note in hit.explanation],
        "story": hit.story,
        "also": [_companion(other) for other in hit.also],
    }


def _expanded(expansion: Expanded) -> dict[str, Any]:
    return {
        "typed": expansion.typed,
        "concept": expansion.concept,
        "forms": list(expansion.forms),
        "about": _labelled("id", expansion.about) if expansion.about else None,
    }


def _companion(other: Companion) -> dict[str, Any]:
    return {
        "id": other.id,
        "title": other.title,
        "language": other.language,
        "source": _labelled("id", other.source) if other.source else None,
        "published": {"date": other.published.date, "precision": other.published.precision.value},
    }


def _labelled(key: str, value: Labelled) -> dict[str, Any]:
    return {key: value.value, "label": value.label, "labels": dict(value.labels), "role": value.role}


def _facet_value(value: FacetValue) -> dict[str, Any]:
    return {
        "value": value.value,
        "label": value.label,
        "count": value.count,
        "selected": value.selected,
        "excluded": value.excluded,
    }

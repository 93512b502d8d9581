"""Result pages and articles as JSON values, in the shapes that `/api/search`, `/api/article/` and `--json` promise.

In: a `ResultPage` or an `ArticlePage`. Out: dicts and lists. Never here: a key that changes its meaning; keys are only
ever added. Nor a directory of this machine: the path of an article's file is left out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from indexer.engines.port.port import Timeline
from indexer.model.article import Article, Evidence
from indexer.model.notes import Note
from search.model.display import encodable
from search.model.results import ArticlePage, Companion, Expanded, FacetValue, Hit, Labelled, ResultPage
from search.show.revisions import revised


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
        "match": page.matching.value,
        "hits": [hit_to_json(hit, translate) for hit in page.hits],
        "others": [hit_to_json(hit, translate) for hit in page.others],
        "fewer": [asdict(choice) for choice in page.fewer],
        "facets": {name: [_facet_value(value) for value in values] for name, values in page.facets.items()},
        "facet_totals": dict(page.facet_totals),
        "timeline": _timeline(page.timeline) if page.timeline else None,
    }


def _timeline(timeline: Timeline) -> dict[str, Any]:
    return {
        "step": timeline.step.value,
        "bars": [{"date": date, "count": count} for date, count in timeline.counts.items()],
        "vague": timeline.vague,
        "undated": timeline.undated,
    }


def hit_to_json(hit: Hit, translate: Callable[[Note], str] = str) -> dict[str, Any]:
    """One hit as JSON values."""
    return {
        "id": hit.id,
        "url": hit.url,
        "place": hit.url_on_page,
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


def article_to_json(page: ArticlePage, permalink: str) -> dict[str, Any]:
    """One article whole, every value with the words that it was read from; `permalink` is its address on this site.

    Offsets count characters of `title` and `text` as they are given here, which is as published.
    """
    article, hit = page.article, page.hit
    return {
        "id": article.id,
        "url": article.url,
        "place": article.url_on_page(),
        "permalink": permalink,
        "title": encodable(article.title),
        "text": encodable(article.text),
        "omitted": article.omitted,
        "language": article.language.value,
        "published": _published(article),
        "source": _proven("id", hit.source, _source_evidence(article)) if hit.source else None,
        "countries": _all_proven("code", hit.countries, {one.code: one.evidence for one in article.countries}),
        "parties": [list(pair) for pair in article.party_pairs()],
        "agencies": _all_proven("id", hit.agencies, {one.id: one.evidence for one in article.agencies}),
        "instruments": _all_proven("id", hit.instruments, {one.id: one.evidence for one in article.instruments}),
        "unresolved": [{"name": one.name, "evidence": _evidence(one.evidence)} for one in article.unresolved],
        "events": [
            {"date": one.date, "precision": one.precision.value, "evidence": _evidence(one.evidence)}
            for one in article.events
        ],
        "first_seen": article.first_seen or None,
        "revisions": _revisions(article),
        "parent": _page_name(article.parent) if article.parent else None,
        "siblings": [{"id": id, "title": title} for id, title in page.siblings],
        "story": article.story,
        "also": [_companion(other) for other in hit.also],
        "same_event": [_companion(other) | {"inferred": True} for other in page.same_event],
        "similar": [
            _companion(other.article) | {"shared": [asdict(shared) for shared in other.shared]}
            for other in page.similar
        ],
        "generation": page.generation,
    }


def _published(article: Article) -> dict[str, Any]:
    published = article.published
    evidence = _evidence(published.evidence) if published.evidence else None
    return {"date": published.date, "precision": published.precision.value, "evidence": evidence}


def _source_evidence(article: Article) -> tuple[Evidence, ...]:
    return (article.source.evidence,) if article.source and article.source.evidence else ()


def _all_proven(
    key: str, values: Iterable[Labelled], evidence: Mapping[str, Iterable[Evidence]]
) -> list[dict[str, Any]]:
    return [_proven(key, value, evidence.get(value.value, ())) for value in values]


def _proven(key: str, value: Labelled, evidence: Iterable[Evidence]) -> dict[str, Any]:
    return _labelled(key, value) | {"evidence": [_evidence(one) for one in evidence]}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    fields = {name: getattr(evidence, name) for name in ("field", "start", "end", "rule")}
    return fields | {"words": encodable(evidence.words)}


def _revisions(article: Article) -> list[dict[str, Any]]:
    """What was changed, the newest first, as the article's page shows it."""
    return [
        {
            "when": one.when.isoformat(),
            "title": [asdict(change) for change in one.title],
            "text": [asdict(change) for change in one.text],
            "facts": [asdict(change) for change in one.facts],
        }
        for one in revised(article)
    ]


def _page_name(parent: str) -> str:
    """The page that an article was cut from, by its host and its name: an address may hide a key, a path a desk."""
    try:
        parts = urlsplit(parent)
        host, name = parts.hostname, PurePosixPath(unquote(parts.path)).name
    except ValueError:
        return ""
    return encodable("/".join(part for part in (host, name) if part))


def _expanded(expansion: Expanded) -> dict[str, Any]:
    return {
        "typed": expansion.typed,
        "concept": expansion.concept,
        "forms": list(expansion.forms),
        "about": _labelled("id", expansion.about) if expansion.about else None,
        "published": list(expansion.published),
        "translated": expansion.translated,
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

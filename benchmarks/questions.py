"""Searches to compare engines by, made of judged queries: as typed, with phrases, filters, days, orders and pages.

In: queries as JSON lines `{"query", "relevant": [ids]}`, and what one engine answers to each. Out: `Question`s, the
same for the same lines and answers. Never here: a comparison.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from indexer.engines.port.port import Sort
from indexer.model.facets import FACET_TABLE, NOT
from search.model.results import Parameters, ResultPage
from search.reading import Reading

LIMIT = 10
AS_TYPED = "as typed"
#: Days before and behind the first article found.
AROUND = timedelta(days=20)
#: Signs that a query may have and that a phrase made of its words may not.
QUOTES = str.maketrans("", "", '"«»“”')


@dataclass(frozen=True, slots=True)
class Question:
    """One search of a kind; `relevant` are the articles that a query as typed should find."""

    kind: str
    parameters: Parameters
    relevant: frozenset[str] = frozenset()


#: What makes another search of one and the number of it, by the page that answered it; None where that cannot be.
Variant = Callable[[Parameters, ResultPage, int], Parameters | None]


def read_judged(files: Sequence[Path], most: int) -> list[dict[str, object]]:
    """The first `most` lines of each file; all for 0."""
    texts = [file.read_text(encoding="utf-8").split("\n")[: most or None] for file in files]
    return [json.loads(line) for lines in texts for line in lines if line.strip()]


def questions(lines: Sequence[Mapping[str, object]], reading: Reading) -> Iterator[Question]:
    """Each query as typed, and one variant of it, the kinds by turns."""
    kinds = list(VARIANTS)
    for number, line in enumerate(lines):
        typed = Parameters(q=str(line["query"]), limit=LIMIT)
        yield Question(AS_TYPED, typed, frozenset(map(str, line["relevant"])))  # type: ignore[call-overload]
        page, turn = reading.search(typed), number // len(kinds)
        for kind in (*kinds[number % len(kinds) :], *kinds):
            changed = VARIANTS[kind](typed, page, turn)
            if changed is not None:
                yield Question(kind, changed)
                break


def _phrase(typed: Parameters, _: ResultPage, turn: int) -> Parameters | None:
    """The first words of a query as a phrase, every second time without the others."""
    first, second, *others = [*typed.q.translate(QUOTES).split(), "", ""][:8]
    phrase = f'"{first} {second}"'
    return replace(typed, q=phrase if turn % 2 else " ".join([phrase, *others])) if second else None


def _without_word(typed: Parameters, _: ResultPage, __: int) -> Parameters | None:
    words = typed.q.translate(QUOTES).split()
    return replace(typed, q=f"{' '.join(words[:2])} -{words[-1]}") if len(words) > 2 else None


def _beginning(typed: Parameters, _: ResultPage, __: int) -> Parameters | None:
    word = max(typed.q.translate(QUOTES).split(), key=len)
    return replace(typed, q=f"{word[:4]}*") if len(word) > 4 and word.isalpha() else None


def _filtered(typed: Parameters, page: ResultPage, turn: int) -> Parameters | None:
    """Only the articles with the most frequent value of a facet."""
    return _by_facet(typed, page, turn, "")


def _without_value(typed: Parameters, page: ResultPage, turn: int) -> Parameters | None:
    return _by_facet(typed, page, turn, NOT)


def _by_facet(typed: Parameters, page: ResultPage, turn: int, before: str) -> Parameters | None:
    there = [facet.name for facet in FACET_TABLE if page.facets.get(facet.name)]
    if not there:
        return None
    name = there[turn % len(there)]
    return replace(typed, filters={before + name: (page.facets[name][0].value,)})


def _with_both(typed: Parameters, page: ResultPage, turn: int) -> Parameters | None:
    """Only the articles with two values of a facet."""
    there = [one.name for one in FACET_TABLE if one.several and len(page.facets.get(one.name, ())) > 1]
    if not there:
        return None
    name = there[turn % len(there)]
    values = tuple(one.value for one in page.facets[name][:2])
    return replace(typed, filters={name: values}, every=frozenset({name}))


def _within_days(typed: Parameters, page: ResultPage, _: int) -> Parameters | None:
    dated = [hit.published for hit in (*page.hits, *page.others) if hit.published.first_day is not None]
    if not dated or dated[0].first_day is None or dated[0].last_day is None:
        return None
    return replace(typed, first_day=dated[0].first_day - AROUND, last_day=dated[0].last_day + AROUND)


def _second_page(typed: Parameters, page: ResultPage, _: int) -> Parameters | None:
    return replace(typed, page=2) if page.pages > 1 else None


VARIANTS: Mapping[str, Variant] = {
    "phrase": _phrase,
    "filter": _filtered,
    "newest first": lambda typed, _, __: replace(typed, sort=Sort.NEWEST),
    "some words": lambda typed, _, __: replace(typed, some=True),
    "days": _within_days,
    "value left out": _without_value,
    "beginning of a word": _beginning,
    "second page": _second_page,
    "oldest first": lambda typed, _, __: replace(typed, sort=Sort.OLDEST),
    "word left out": _without_word,
    "two values": _with_both,
    "own language first": lambda typed, _, __: replace(typed, own_first=True),
    "not expanded": lambda typed, _, __: replace(typed, expand=False),
}

"""What the front page says of the whole collection: how much, from when, from whom; the latest agreements; the pairs.

In: the page of a search for everything, and records. Out: a `Front`. Never here: a search.
"""

from dataclasses import dataclass

from search.model.results import FacetValue, Record, ResultPage
from web.languages import date_words, percent_words

#: The kinds of news that are agreements, and how many of the latest are shown.
AGREEMENTS, AGREEMENTS_SHOWN = ("mou", "agreement"), 5
PAIRS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Front:
    """`first` and `last` are the years of the dated articles, in words; "" where none is dated. `undated` is the share
    of all articles that has no date, in words; "" for none."""

    articles: int
    first: str
    last: str
    outlets: int
    undated: str
    agreements: tuple[Record, ...]
    pairs: tuple[FacetValue, ...]


def front(page: ResultPage, agreements: tuple[Record, ...]) -> Front:
    """What a page of everything says."""
    timeline = page.timeline
    years = [date[:4] for date in timeline.counts] if timeline else []
    return Front(
        articles=page.total,
        first=date_words(years[0]) if years else "",
        last=date_words(years[-1]) if years and years[-1] != years[0] else "",
        outlets=page.facet_totals.get("source", 0),
        undated=percent_words(timeline.undated / page.total) if page.total and timeline and timeline.undated else "",
        agreements=agreements,
        pairs=page.facets.get("party", ())[:PAIRS_SHOWN],
    )

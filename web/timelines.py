"""A timeline as the page draws it: a bar for each day, month or year, and a link behind each.

In: a `Timeline` and the links of its search. Out: frozen bars with their places in a drawing. Never here: counting, or
a bar for articles whose date does not say which.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import lazy_gettext, ngettext

from indexer.engines.port.port import Step, Timeline
from web.languages import date_words, number_words
from web.links import Links
from web.tables import of_no_date

#: Units of the drawing: the width of a place, the gap between two bars, the height of the highest bar and the lowest.
PLACE, GAP, HEIGHT, LEAST = 10, 2, 60, 1.5
#: No bar is wider than this part of a drawing: two months would else be two walls.
WIDEST = 1 / 12
LENGTHS = {Step.DAY: 10, Step.MONTH: 7, Step.YEAR: 4}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its `date` (ISO 8601, cut to the step), what it says, where it leads, the beginning of its `place` in the
    drawing, and where it stands in the middle of that."""

    date: str
    label: str
    url: str
    place: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline to be drawn. `base` is the search without its range of days; `undated` and `vague` count what has no
    bar, `undated_url` leads to the articles without a date; `peak` is the number
    of articles of the highest of several bars, in words, and its date."""

    step: str
    bars: tuple[Bar, ...]
    width: int
    height: int
    first: str
    last: str
    base: str
    undated: int
    undated_url: str
    vague: int
    largest: int
    peak: tuple[str, str] | None


def drawn(timeline: Timeline | None, links: Links) -> Drawing | None:
    """The timeline of a search, or None where there is nothing to draw."""
    if timeline is None or not (timeline.counts or timeline.undated or timeline.vague):
        return None
    dates = list(timeline.counts)
    first, last = (dates[0], dates[-1]) if dates else ("", "")
    places = {name: at for at, name in enumerate(_between(first, last, timeline.step))} if dates else {}
    bars = tuple(_bars(timeline, places, links))
    return Drawing(
        step=timeline.step.value,
        bars=bars,
        width=PLACE * max(1, len(places)),
        height=HEIGHT,
        first=date_words(first) if first else "",
        last=date_words(last) if last != first else "",
        base=links.ranged(None, None),
        undated=timeline.undated,
        undated_url=of_no_date(links),
        vague=timeline.vague,
        largest=max(timeline.counts.values(), default=0),
        peak=_peak(timeline) if len(bars) > 1 else None,
    )


#: Spans that end today, as `search.dates.spans` reads them, with their titles.
PRESETS = (
    ("past week", lazy_gettext("Past week")),
    ("past month", lazy_gettext("Past month")),
    ("past year", lazy_gettext("Past year")),
)


def presets(links: Links) -> list[tuple[str, str]]:
    """(title, address) of this search within each of the PRESETS."""
    return [(str(title), links.ranged(None, None, when=when)) for when, title in PRESETS]


def within(place: int, places: int) -> tuple[float, float]:
    """Where a bar begins in its place, and how wide it is, in a drawing of so many places."""
    width = min(PLACE - GAP, round(PLACE * places * WIDEST, 2))
    return round(place + (PLACE - width) / 2, 2), width


def _peak(timeline: Timeline) -> tuple[str, str]:
    date = max(timeline.counts, key=lambda name: timeline.counts[name])
    return _articles(timeline.counts[date]), date_words(date)


def _articles(count: int) -> str:
    return str(ngettext("%(shown)s article", "%(shown)s articles", count, shown=number_words(count)))


def _bars(timeline: Timeline, places: dict[str, int], links: Links) -> Iterator[Bar]:
    largest, base = max(timeline.counts.values(), default=1), links.ranged(None, None)
    sign = "&" if "?" in base else "?"
    for name, count in timeline.counts.items():
        height = round(max(LEAST, HEIGHT * count / largest), 1)
        place = PLACE * places[name]
        left, width = within(place, len(places))
        label = f"{date_words(name)}: {_articles(count)}"
        address = f"{base}{sign}from={name}&to={name}"
        yield Bar(name, label, address, place, left, round(HEIGHT - height, 1), width, height)


def _between(first: str, last: str, step: Step) -> Iterator[str]:
    """The names of all days, months or years from the first to the last."""
    day = date.fromisoformat(f"{first}-01-01"[:10])
    end = date.fromisoformat(f"{last}-01-01"[:10])
    while day <= end:
        yield day.isoformat()[: LENGTHS[step]]
        try:
            day = _following(day, step)
        except (OverflowError, ValueError):
            return


def _following(day: date, step: Step) -> date:
    if step is Step.DAY:
        return day + timedelta(days=1)
    if step is Step.MONTH:
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date(day.year + 1, 1, 1)

"""The values of a facet over time, each as a small drawing of its own beside its name.

In: a table by months or years. Out: frozen drawings, all of the same time. Never here: counting, or a drawing of one
month or year.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

from search.model.results import Labelled
from search.model.things import Row, Table
from web.languages import date_words
from web.timelines import PLACE, within

#: What is drawn over time -> its title.
TITLES: Mapping[str, LazyString] = {
    "timeline": lazy_gettext("Articles over time"),
    "agencies": lazy_gettext("Agencies over time"),
    "countries": lazy_gettext("Countries over time"),
    "pairs": lazy_gettext("Pairs of countries over time"),
    "partners": lazy_gettext("Partners over time"),
}
#: Units of a drawing: the height of the highest bar and the lowest.
HEIGHT, LEAST = 30, 1.5


@dataclass(frozen=True, slots=True)
class Bar:
    """The place of a bar in a drawing."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Multiple:
    """A value, where it leads, how many articles it has, and its bars, the highest as high as that of the others."""

    head: Labelled
    url: str
    total: int
    bars: tuple[Bar, ...]

    @property
    def path(self) -> str:
        """All bars as one path."""
        return "".join(f"M{bar.x} {HEIGHT}v-{bar.height}h{bar.width}V{HEIGHT}z" for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Multiples:
    """Drawings side by side, and the first and the last of their months or years."""

    rows: tuple[Multiple, ...]
    width: int
    height: int
    first: str
    last: str


def multiples(table: Table, address: Callable[[str], str]) -> Multiples | None:
    """The drawings of a table by months or years; None where these are less than two."""
    if len(table.columns) < 2:
        return None
    places = [_place(column.value) for column in table.columns]
    return Multiples(
        rows=tuple(
            Multiple(row.head, address(row.head.value), row.total, tuple(_bars(row, places))) for row in table.rows
        ),
        width=PLACE * (places[-1] - places[0] + 1),
        height=HEIGHT,
        first=date_words(table.columns[0].value),
        last=date_words(table.columns[-1].value),
    )


def _place(time: str) -> int:
    """A month or a year as a number: the next one is one more."""
    year, _, month = time.partition("-")
    return 12 * int(year) + int(month) if month else int(year)


def _bars(row: Row, places: list[int]) -> Iterator[Bar]:
    largest = max(row.counts)
    for place, count in zip(places, row.counts, strict=True):
        if count:
            height = round(max(LEAST, HEIGHT * count / largest), 1)
            left, width = within(PLACE * (place - places[0]), places[-1] - places[0] + 1)
            yield Bar(left, round(HEIGHT - height, 1), width, height)

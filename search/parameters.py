"""Reads `Parameters` from the values of a request or a command line.

In: name of a parameter -> its values, as strings. Out: checked parameters and notes. Never here: an exception, unless
`strict` is set (by the command line); or a check of values against the gazetteers (`search.compile.filters`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from analyzers.folding import DIGITS
from indexer.engines.port.port import Sort
from indexer.model.errors import UsageError
from indexer.model.facets import ALL, ANY, BY_MATCHING, BY_PARAMETER
from indexer.model.notes import Note, note
from search.dates.days import first_day, hijri, last_day
from search.dates.spans import Span, read_span
from search.dates.typed import TypedDate
from search.model.notes import (
    BAD_DATE,
    BAD_LIMIT,
    BAD_MATCH,
    BAD_MATCHING,
    BAD_PAGE,
    BAD_SORT,
    BAD_WHEN,
    DATES_SWAPPED,
    HIJRI_YEAR,
    LIMIT_CAPPED,
    TOO_LONG,
    TOO_MANY_VALUES,
)
from search.model.results import Matching, Parameters
from search.query.field_values import YEAR_FACET
from search.query.parser import unique

MAX_LIMIT = 1000
#: Digits of a number; a longer number is refused before it is converted.
MAX_DIGITS = 9
#: Characters of a query; the rest is ignored, with a note.
MAX_QUERY = 1000
#: Values of one filter, values of all filters, and their characters in all. Every link of a page repeats them.
MAX_VALUES, MAX_ALL_VALUES, MAX_ALL_CHARACTERS = 30, 60, 1000
#: Characters of any other value. A note may quote them.
MAX_WRITTEN = 100
SOME = Matching.SOME.value
FALSE = {"0", "false", "no", "off"}


class _Reader:
    """Reads the values of one request. `notes` collects a note on each value that was ignored or converted."""

    def __init__(self, values: Mapping[str, Sequence[str]], strict: bool) -> None:
        self._values = values
        self._strict = strict
        self._slots, self._room = MAX_ALL_VALUES, MAX_ALL_CHARACTERS
        self.notes: list[Note] = []

    def one(self, name: str) -> str:
        """The last value given, without spaces around it; "" if there is none."""
        given = self._values.get(name) or [""]
        return given[-1].strip()[:MAX_WRITTEN]

    def query(self) -> str:
        """The query, cut to MAX_QUERY characters."""
        given = (self._values.get("q") or [""])[-1]
        if len(given) > MAX_QUERY:
            self.notes.append(Note(TOO_LONG, {"limit": str(MAX_QUERY)}))
        return given[:MAX_QUERY]

    def many(self, name: str, title: str, canonical: Callable[[str], str]) -> tuple[str, ...]:
        """The values given, each once, within the limits above. A note in the name of `title` counts those left out."""
        written = (canonical(value.strip()) for value in self._values.get(name) or ())
        given = tuple(dict.fromkeys(value for value in written if value))
        taken = tuple(self._fitting(given))
        if left_out := given[len(taken) :]:
            self.refuse(
                name,
                left_out[0][:MAX_WRITTEN],
                note("is more than a search takes"),
                Note(TOO_MANY_VALUES, {"filter": title, "count": str(len(left_out))}),
            )
        return taken

    def _fitting(self, given: Sequence[str]) -> Iterator[str]:
        """The first values, up to the first one beyond a limit."""
        for value in given[:MAX_VALUES]:
            self._slots, self._room = self._slots - 1, self._room - len(value)
            if self._slots < 0 or self._room < 0:
                return
            yield value

    def day(self, name: str, read: Callable[[str], date | None]) -> date | None:
        """A date, or None for none or an invalid one."""
        written = self.one(name)
        day = read(written) if written else None
        if written and day is None:
            self.refuse(
                name,
                written,
                note("is not a date; write 2021, 2021-03 or 2021-03-31"),
                Note(BAD_DATE, {"value": written}),
            )
        if converted := hijri(written):
            self.converted(written, converted)
        return day

    def span(self, today: date) -> Span:
        """The days that `when` means in words; open at both ends for none or words that are not understood."""
        written = self.one("when")
        span = read_span(written, today) if written else Span()
        if span is None:
            self.refuse("when", written, note("is not a time that is understood"), Note(BAD_WHEN, {"value": written}))
        return span or Span()

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Parameter of a facet -> its values; parameters without values are left out."""
        chosen = {name: self.many(name, facet.name, facet.canonical) for name, facet in BY_PARAMETER.items()}
        return {name: values for name, values in chosen.items() if values}

    def hijri_year(self, years: Sequence[str]) -> TypedDate | None:
        """The days of the Hijri year, if the year filter has this one value alone; otherwise None."""
        converted = hijri(years[0]) if len(years) == 1 else None
        if converted:
            self.converted(years[0], converted)
        return converted

    def converted(self, written: str, days: TypedDate) -> None:
        """Add a note with the Gregorian days of a Hijri date."""
        self.notes.append(Note(HIJRI_YEAR, {"value": written, "days": str(days)}))

    def number(self, name: str, default: int, template: str) -> int:
        """A number from 1 on, or `default`; `template` is the note on an invalid value."""
        written = self.one(name)
        if not written:
            return default
        digits = written.translate(DIGITS)
        if digits.isascii() and digits.isdigit() and len(digits) <= MAX_DIGITS and int(digits):
            return int(digits)
        self.refuse(name, written, note("must be a number from 1 on"), Note(template, {"value": written}))
        return default

    def limit(self, default: int, most: int) -> int:
        """The number of results on a page, at most `most`."""
        digits = self.one("limit").translate(DIGITS)
        is_huge = digits.isascii() and digits.isdigit() and len(digits.lstrip("0")) > MAX_DIGITS
        wanted = most + 1 if is_huge else self.number("limit", default, BAD_LIMIT)
        if wanted > most:
            self.notes.append(Note(LIMIT_CAPPED, {"limit": str(most)}))
        return min(wanted, most)

    def match(self) -> str:
        """What the articles of the set have to have of the query, "" for the default."""
        written = self.one("match")
        if written not in {"", *Matching}:
            self.refuse("match", written, note("must be some"), Note(BAD_MATCH, {"value": written}))
            return ""
        return written

    def every(self) -> frozenset[str]:
        """The facets of which an article has to have all of the values chosen."""
        return frozenset(facet.name for name, facet in BY_MATCHING.items() if self._is_all(name))

    def _is_all(self, name: str) -> bool:
        written = self.one(name)
        if written not in {"", ANY, ALL}:
            self.refuse(name, written, note("must be any or all"), Note(BAD_MATCHING, {"name": name, "value": written}))
        return written == ALL

    def sort(self) -> Sort | None:
        """The requested order, or None for the default one."""
        written = self.one("sort")
        if not written or written in list(Sort):
            return Sort(written) if written else None
        self.refuse("sort", written, note("must be relevance, newest or oldest"), Note(BAD_SORT, {"value": written}))
        return None

    def refuse(self, name: str, written: str, reason: Note, said: Note) -> None:
        """Add the note `said` on an invalid value; when `strict`, raise UsageError with the reason."""
        if self._strict:
            option = name.replace("_", "-")
            raise UsageError(note("--%(name)s %(value)s: %(reason)s", name=option, value=written, reason=reason))
        self.notes.append(said)


def read_parameters(
    values: Mapping[str, Sequence[str]],
    *,
    page_size: int,
    ui: str,
    today: date | None = None,
    strict: bool = False,
    most: int = MAX_LIMIT,
) -> tuple[Parameters, tuple[Note, ...]]:
    """Checked parameters, and notes on values that were ignored or changed; `most` caps `limit`. `when` is read as of
    `today`, and not without it. Raises UsageError only when `strict`."""
    reader = _Reader(values, strict)
    first, last = reader.day("from", first_day), reader.day("to", last_day)
    if first and last and first > last:
        reader.refuse("from", reader.one("from"), note("is after the last day"), Note(DATES_SWAPPED))
        first, last = reader.day("to", first_day), reader.day("from", last_day)
    span = reader.span(today) if today else Span()
    first, last = first or span.first, last or span.last
    filters = reader.filters()
    if year := reader.hijri_year(filters.get(YEAR_FACET, ())):
        del filters[YEAR_FACET]
        first = max(first or year.days[0].first, year.days[0].first)
        last = min(last or year.days[0].last, year.days[0].last)
    parameters = Parameters(
        q=reader.query(),
        filters=filters,
        first_day=first,
        last_day=last,
        sort=reader.sort(),
        page=reader.number("page", 1, BAD_PAGE),
        limit=reader.limit(page_size, most),
        expand=reader.one("expand").lower() not in FALSE,
        not_expand=reader.many("not_expand", "not_expand", str),
        some=reader.match() == SOME,
        every=reader.every(),
        own_first=reader.one("own_first").lower() not in {"", *FALSE},
        ui=ui,
    )
    return parameters, unique(reader.notes)

"""Spans of time as people write them: `March to May 2018`, `since January 2019`, `last month`, in both languages.

In: words, and the day that is today. Out: the first and the last day, either of which may be open. Never here: a clock,
or a guess: words that are not understood whole are not understood.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from analyzers.shipped import path_of, rows_of
from indexer.dates.folded import fold_text
from search.dates.days import first_day, last_day

#: No span has more characters.
LONGEST = 80
#: Words of a span, and characters of a query in which one is looked for.
MOST_WORDS, MOST_QUERY = 8, 200
WEEK = 7
#: The days of a past month and a past year, ending today.
PAST_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
#: Numbers of units that end today, in digits.
SMALL = frozenset(str(number) for number in range(1, 100))
#: Arabic writes the word for "and" together with the one behind it.
JOINED_AND = "و"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included; None where it is open."""

    first: date | None = None
    last: date | None = None


def read_span(written: str, today: date) -> Span | None:
    """The days that some words mean, or None when they mean anything else."""
    words = " ".join(fold_text(written[: LONGEST + 1]).words.split())
    if not words or len(words) > LONGEST:
        return None
    return _called(words, today) or _opened(words, today) or _range(words) or _single(words)


def _called(words: str, today: date) -> Span | None:
    """The days of a name, as `last month`, or of some units that end today, as `the last three years`."""
    if words in _names():
        return _named(_names()[words], today)
    for meaning, rest in _begun(words):
        if meaning == "last":
            return _ending(rest.split(" "), today)
    *parts, end = words.split(" ")
    return _ending(parts, today) if end in _said("ending") else None


def _ending(parts: list[str], today: date) -> Span | None:
    """Some units that end today: a number and the unit, in either order, or a dual, which is both."""
    counts, units = _said("count"), _said("unit")
    numbers = [int(one) if one in SMALL else int(counts[one]) for one in parts if one in SMALL or one in counts]
    named = [units[one].split(" ") for one in parts if one in units]
    if len(named) != 1 or len(numbers) + 1 != len(parts) or len(numbers) + len(named[0]) != 2:
        return None
    number = numbers[0] if numbers else int(named[0][0])
    return Span(today - timedelta(days=PAST_DAYS[named[0][-1]] * number - 1), today)


@cache
def _said(kind: str) -> dict[str, str]:
    """Folded words of one kind -> what follows the kind in their meaning."""
    return {said: meaning.partition(" ")[2] for meaning, said in _table() if meaning.split(" ")[0] == kind}


@cache
def _names() -> dict[str, str]:
    """Folded words that are a name of days -> their meaning."""
    return {said: meaning for meaning, said in _table() if meaning.split(" ")[0] in {"past", *UNITS}}


@cache
def _openings() -> dict[str, list[tuple[str, str]]]:
    """First word -> (meaning, folded words) of what others follow, longer words first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for meaning, said in _table():
        if " " not in meaning:
            found.setdefault(said.split(" ")[0], []).append((meaning, said))
    return found


def _begun(words: str) -> Iterator[tuple[str, str]]:
    """(meaning, rest) of each way to read the beginning of some words."""
    for meaning, said in _openings().get(words.split(" ")[0], ()):
        if words.startswith(f"{said} "):
            yield meaning, words.removeprefix(f"{said} ")


def find_span(query: str, today: date) -> tuple[str, str] | None:
    """`(words, rest)`: the words at the end or at the beginning of a query that mean a span, and the others. None where
    there are no such words, or where they are a date alone, which a query understands by itself."""
    if len(query) > MOST_QUERY:
        return None
    words = query.split()
    for size in range(min(len(words), MOST_WORDS), 1, -1):
        for span, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            said = " ".join(span)
            if first_day(said) is None and read_span(said, today):
                return said, " ".join(rest)
    return None


@cache
def _table() -> tuple[tuple[str, str], ...]:
    """(meaning, folded words), longer words first."""
    rows = [(row[0], fold_text(row[1]).words) for row in rows_of(path_of("search.dates", "spans.tsv"))]
    return tuple(sorted(rows, key=lambda row: -len(row[1])))


def _named(meaning: str, today: date) -> Span:
    unit, back = meaning.split(" ")
    if unit == "past":
        return Span(today - timedelta(days=PAST_DAYS[back] - 1), today)
    return UNITS[unit](today, int(back))


def _day(today: date, back: int) -> Span:
    return Span(today - timedelta(days=back), today - timedelta(days=back))


def _week(today: date, back: int) -> Span:
    """A week from Monday to Sunday (ISO 8601)."""
    monday = today - timedelta(days=today.weekday() + WEEK * back)
    return Span(monday, monday + timedelta(days=WEEK - 1))


def _month(today: date, back: int) -> Span:
    number = 12 * today.year + today.month - 1 - back
    year, month = number // 12, number % 12 + 1
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _year(today: date, back: int) -> Span:
    return Span(date(today.year - back, 1, 1), date(today.year - back, 12, 31))


UNITS: dict[str, Callable[[date, int], Span]] = {"day": _day, "week": _week, "month": _month, "year": _year}


def _opened(words: str, today: date) -> Span | None:
    """`in D`, `since D`, `after D`, `until D`, `before D`, `from D to D`, `between D and D`; a D may have a name."""
    for meaning, rest in _begun(words):
        if meaning in {"from", "between"} and (span := _range(rest, "and" if meaning == "between" else "to")):
            return span
        if span := _bounded(meaning, _called(rest, today) or _single(rest)):
            return span
    return None


def _bounded(meaning: str, days: Span | None) -> Span | None:
    if days is None or days.first is None or days.last is None:
        return None
    first, last = days.first, days.last
    try:
        bounds = {
            "in": Span(first, last),
            "since": Span(first),
            "from": Span(first),
            "after": Span(last + timedelta(days=1)),
            "until": Span(last=last),
            "before": Span(last=first - timedelta(days=1)),
        }
    except OverflowError:
        return None
    return bounds.get(meaning)


def _range(words: str, joint: str = "to") -> Span | None:
    """Two dates with a word between; what the first one lacks at its end, the second one has."""
    for left, right in _halves(words, joint):
        last = last_day(right)
        if last is None:
            continue
        parts = right.split(" ")
        ways = (left, *(" ".join([left, *parts[at:]]) for at in range(len(parts) - 1, 0, -1)))
        first = next((day for way in ways if (day := first_day(way))), None)
        if first is not None:
            return Span(first, last) if first <= last else Span(first_day(right), last_day(left))
    return None


def _halves(words: str, joint: str) -> Iterator[tuple[str, str]]:
    for meaning, said in _table():
        if meaning == joint:
            left, found, right = words.partition(f" {said} ")
            if found:
                yield left.strip(), right.strip()
    if joint == "and":
        left, found, right = words.partition(f" {JOINED_AND}")
        if found:
            yield left.strip(), right.strip()


def _single(words: str) -> Span | None:
    first, last = first_day(words), last_day(words)
    return Span(first, last) if first and last else None

"""When an article was published: from its metadata, its heading, its dateline, its byline, or a relative word.

In: a raw article and its dateline. Out: `PublishedDate` with the words that it was read from. Never here: an invented
day. The date of a law, of a founding or of an anniversary in the text is an event (`events.py`), and a day of the
coming week is no date of publication.
Days are days in UTC.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache

from indexer.article import Evidence, PublishedDate, RawArticle
from indexer.extract import rules
from indexer.extract.calendar import Calendar, Stamp, day_stamp, stamp
from indexer.extract.date_expressions import DateExpression, find_dates
from indexer.extract.dateline import Dateline
from indexer.extract.headings import bare_date

#: A date may be this far ahead of the fetch: time zones.
TOLERANCE = timedelta(days=1)
#: A day without a year is this year's only when it lies shortly before the fetch.
RECENT = timedelta(days=60)
FIRST_LINES, LAST_LINES = 4, 2
LONGEST_BYLINE = 160
FILE = "file:"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
#: What some feeds write for no date; the standard library reads it as 2001.
EMPTY_YEAR = re.compile(r"\s0\d{3}\s")
YEAR_ONLY = re.compile(r"\d{4}")


def find_published(raw: RawArticle, dateline: Dateline | None) -> PublishedDate:
    """The date of publication, from the most trusted place that has one; unknown without evidence."""
    latest = raw.fetched_at.astimezone(UTC).date() + TOLERANCE
    for found, evidence in _candidates(raw, dateline):
        if found is not None and _first_day(found) <= latest:
            return PublishedDate(found.date, found.precision, evidence)
    return PublishedDate()


def _candidates(raw: RawArticle, dateline: Dateline | None) -> Iterator[tuple[Stamp | None, Evidence]]:
    if raw.published and raw.published.strip():
        whole = Evidence("published", 0, len(raw.published), raw.published, raw.published_from or "metadata")
        yield read_stamp(raw.published), whole
    if dateline and dateline.date:
        yield _resolved(raw, dateline.date), _evidence(raw.text, dateline.date, "dateline")
    for one, rule in _bylines(raw.text):
        yield one.stamp(), _evidence(raw.text, one, rule)
    yield from _relative(raw)


def read_stamp(words: str) -> Stamp | None:
    """The date in a metadata field or a heading: ISO 8601, RFC 5322, or as texts write it."""
    words = words.strip()
    if YEAR_ONLY.fullmatch(words):
        return stamp(Calendar.GREGORIAN, int(words))
    for read in (_iso, _rfc):
        moment = read(words)
        if moment is not None:
            return _day_in_utc(moment)
    written = find_dates(words)
    return next((found for found in (one.stamp() for one in written) if found is not None), None)


def _day_in_utc(moment: datetime) -> Stamp | None:
    """The day of a moment, or None for one in no year of news: 1440 is a Hijri year, and year 1 an empty field."""
    day = stamp(Calendar.GREGORIAN, moment.year, moment.month, moment.day)
    return day_stamp(moment.astimezone(UTC).date()) if day and moment.tzinfo else day


def _iso(words: str) -> datetime | None:
    try:
        return datetime.fromisoformat(words) if ISO_DAY.match(words) else None
    except ValueError:
        return None


def _rfc(words: str) -> datetime | None:
    if EMPTY_YEAR.search(words):
        return None
    try:
        return parsedate_to_datetime(words)
    except ValueError:
        return None


def _first_day(found: Stamp) -> date:
    year, month, day = ([int(part) for part in found.date.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _evidence(text: str, one: DateExpression, rule: str) -> Evidence:
    return Evidence("text", one.start, one.end, text[one.start : one.end], rule)


def fetch_tells_time(raw: RawArticle) -> bool:
    """Whether the moment of fetching says when an article was news; a file may have lain on the disk for years."""
    return not raw.uri.startswith(FILE)


def _resolved(raw: RawArticle, one: DateExpression) -> Stamp | None:
    """A dateline's day in UTC, in the year of the fetch when it names none and that is certain.

    East of Greenwich a dateline may name the day after the fetch; in UTC the story is of the day of the fetch.
    """
    if one.year is not None or not fetch_tells_time(raw):
        return one.stamp()
    fetched = raw.fetched_at.astimezone(UTC).date()
    for year in (fetched.year + 1, fetched.year, fetched.year - 1):
        found = one.stamp(year)
        if found and fetched - RECENT <= _first_day(found) <= fetched + TOLERANCE:
            return day_stamp(min(_first_day(found), fetched))
    return None


@cache
def _byline_cues() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(cue) for cue in rules.lines("byline_cues.txt")), re.IGNORECASE)


def _bylines(text: str) -> Iterator[tuple[DateExpression, str]]:
    """Dates in the lines that say when a story appeared: after a cue, or alone on a line of the head."""
    for start, line, in_head in _edge_lines(text):
        for one in find_dates(line):
            shifted = DateExpression(
                one.start + start, one.end + start, one.calendar, one.year, one.month, one.day, one.rule
            )
            if _byline_cues().search(line, 0, one.start):
                yield shifted, "byline"
            elif in_head and bare_date(line.strip()):
                yield shifted, "date line"


def _edge_lines(text: str) -> Iterator[tuple[int, str, bool]]:
    """(offset, line, whether it is in the head) of the short lines at both ends of a text."""
    lines = [match for match in re.finditer(r"[^\n]+", text) if match[0].strip()]
    for number, match in enumerate(lines):
        in_head = number < FIRST_LINES
        if (in_head or number >= len(lines) - LAST_LINES) and len(match[0]) <= LONGEST_BYLINE:
            yield match.start(), match[0], in_head


def _relative(raw: RawArticle) -> Iterator[tuple[Stamp, Evidence]]:
    """`3 hours ago` in a byline, counted back from the fetch."""
    if not fetch_tells_time(raw):
        return
    for start, line, in_head in _edge_lines(raw.text):
        for row in rules.rows("relative_words.tsv", "pattern", "hours") if in_head else ():
            match = re.search(row["pattern"], line, re.IGNORECASE)
            if match and len(line) <= LONGEST_BYLINE // 2:
                count = int(match[1]) if match.groups() and match[1] else 1
                moment = raw.fetched_at.astimezone(UTC) - timedelta(hours=count * float(row["hours"]))
                at = start + match.start()
                yield day_stamp(moment.date()), Evidence("text", at, at + len(match[0]), match[0], "relative words")

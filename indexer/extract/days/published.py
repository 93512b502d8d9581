"""The date of publication: from metadata, a heading, the dateline, a byline, the address, or a relative word.

In: a raw article, its dateline and the country of its outlet. Out: `PublishedDate` with its evidence. Never here: an
invented day. The date of a law, of a founding or of an anniversary in the text is an event (`events.py`), and a day of
the coming week is no date of publication.
A day is the publisher's own calendar day (`own_day.py`).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, timedelta

from analyzers.script import language
from indexer.dates.calendar import DateStamp
from indexer.dates.date_expressions import DateExpression
from indexer.dates.stamps import is_zero, read_moment, read_stamp
from indexer.extract.days.bylines import find_bylines
from indexer.extract.days.own_day import address_day, own_day
from indexer.extract.days.relative_dates import find_relative, is_dated_by_fetch
from indexer.extract.names.dateline import Dateline
from indexer.model.article import Evidence, EvidenceRole, Language, Precision, PublishedDate, RawArticle, Rule

#: A date may be this far ahead of the fetch, because of time zones.
TOLERANCE = timedelta(days=1)
#: A day without a year in a dateline is at most this long before the fetch.
RECENT = timedelta(days=60)
#: The field of a date that the source declared, and the rules that refuse one.
DECLARED = "published"
#: The origins of a date that only a search found; what the text says of it is trusted more.
GUESSED = frozenset({"htmldate"})
IN_THE_FUTURE = "after the day of the fetch"
NOT_UNDERSTOOD = "no date that is understood"


def find_published(raw: RawArticle, dateline: Dateline | None, country: str = "") -> PublishedDate:
    """The date of publication, from the most trusted evidence. If there is none, it is unknown, and its evidence is the
    refused declaration of the source, if there is one."""
    latest = raw.fetched_at.astimezone(UTC).date() + TOLERANCE
    refused = None
    for found, evidence in _candidates(raw, dateline, country):
        if found is not None and _first_day(found) <= latest:
            return PublishedDate(found.date, found.precision, evidence)
        if evidence.field == DECLARED:
            rule = IN_THE_FUTURE if found else NOT_UNDERSTOOD
            refused = replace(evidence, rule=Rule(rule), role=EvidenceRole.REFUSED)
    return PublishedDate(evidence=refused)


def _candidates(
    raw: RawArticle, dateline: Dateline | None, country: str
) -> Iterator[tuple[DateStamp | None, Evidence]]:
    declared = [_declared(raw, raw.published, country)] if raw.published and raw.published.strip() else []
    is_guess = raw.published_from in GUESSED
    yield from () if is_guess else declared
    if dateline and dateline.date:
        yield _resolved(raw, dateline.date), _evidence(raw.text, dateline.date, "dateline")
    for one, rule in find_bylines(raw.text):
        found = one.stamp()
        yield None if found is not None and is_zero(found) else found, _evidence(raw.text, one, rule)
    yield from declared if is_guess else ()
    if raw.parent is None and (in_address := address_day(raw)) is not None:
        yield in_address
    yield from find_relative(raw, country)


def _declared(raw: RawArticle, words: str, country: str) -> tuple[DateStamp | None, Evidence]:
    whole = Evidence(DECLARED, 0, len(words), words, Rule(raw.published_from or "metadata"))
    moment = read_moment(words)
    if moment is None or not moment.is_utc:
        found = read_stamp(words)
        if found is not None and found.precision is not Precision.DAY and _is_arabic(raw):
            found = read_stamp(words, arabic=True)
        return found, whole
    found, evidence = own_day(raw, moment, country)
    return found, evidence or whole


def _is_arabic(raw: RawArticle) -> bool:
    return language(f"{raw.title}\n{raw.text}") != Language.EN.value


def _first_day(found: DateStamp) -> date:
    year, month, day = ([int(part) for part in found.date.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _evidence(text: str, one: DateExpression, rule: str) -> Evidence:
    return Evidence("text", one.start, one.end, text[one.start : one.end], Rule(rule))


def _resolved(raw: RawArticle, one: DateExpression) -> DateStamp | None:
    """The day of a dateline. If it names no year, the fetch decides on the year; None if it cannot. East of Greenwich a
    dateline may name the day after that of the fetch in UTC."""
    if one.year is not None or not is_dated_by_fetch(raw):
        return one.stamp()
    fetched = raw.fetched_at.astimezone(UTC).date()
    for year in (fetched.year + 1, fetched.year, fetched.year - 1):
        found = one.stamp(year)
        if found and fetched - RECENT <= _first_day(found) <= fetched + TOLERANCE:
            return found
    return None

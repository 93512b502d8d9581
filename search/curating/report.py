"""The report on the log of queries, as text, as JSON, or as a table of proposed entries.

In: counts, and what the generation knows now. Out: `Report`, and its lines. Never here: the reading of a log, or a
search.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from indexer.model.notes import N_, Note
from search.curating.counting import Counted, Counts
from search.curating.logged import ALL
from search.curating.proposals import GLOSSARY, Proposal, Proposing, as_table, printable

#: Most rows of a kind in the text; the JSON has them all.
MOST_ROWS = 50
EMPTY = N_("Nothing is in the log from %(since)s on.")
ASKED = N_(
    "Queries from %(first)s to %(last)s: %(asked)s; different ones: %(different)s; not shown, since they were asked "
    "too seldom: %(seldom)s"
)
IN_VAIN = N_("Queries without results: %(number)s")
WORDS = N_("Words without translation: %(number)s")
REMOVED = N_("Additions that readers took out: %(number)s")
MENDED = N_("Queries that found nothing when they were asked, and do now: %(number)s")
LEARNT = N_("Words that had no translation when they were asked, and do now: %(number)s")
ALL_OF_THEM = N_("all of them")
FURTHER = N_("further ones: %(number)s")
PROPOSED = N_(
    "Proposed entries. Fill the empty side, take out what is no concept, save the rest and try it: "
    "python -m indexer glossary try FILE"
)


@dataclass(frozen=True, slots=True)
class Now:
    """What is known of a query, a word or an id at the time of the report."""

    total: Callable[[str], int]
    lacks: Callable[[str], bool]
    label: Callable[[str], str]
    is_taken: Callable[[str], bool]
    word_by_word: Callable[[str], str]


#: Without a generation, the log is taken at its word.
NOTHING_KNOWN = Now(
    total=lambda _: 0, lacks=lambda _: True, label=lambda _: "", is_taken=lambda _: False, word_by_word=lambda _: ""
)


@dataclass(frozen=True, slots=True)
class Report:
    """The counts without what was mended meanwhile, of which there are `mended` queries and `learnt` words; `labels` of
    the additions; and the proposed entries."""

    counts: Counts
    mended: int
    learnt: int
    labels: dict[str, str]
    proposals: tuple[Proposal, ...]


def report(counts: Counts, now: Now) -> Report:
    """The report on these counts."""
    vain = tuple(one for one in counts.without_results if not now.total(one.text))
    words = tuple(one for one in counts.untranslated if now.lacks(one.text))
    proposing = Proposing(now.is_taken, now.word_by_word)
    return Report(
        counts=replace(counts, without_results=vain, untranslated=words),
        mended=len(counts.without_results) - len(vain),
        learnt=len(counts.untranslated) - len(words),
        labels={one.text: now.label(one.text) for one in counts.removed},
        proposals=(*proposing.words(words), *proposing.phrases(vain, words)),
    )


def as_text(report: Report, since: date, worded: Callable[[Note], str]) -> Iterator[str]:
    """The lines for a person."""
    counts = report.counts
    if counts.first is None or counts.last is None:
        yield worded(Note(EMPTY, {"since": since.isoformat()}))
        return
    numbers = {"asked": counts.asked, "different": counts.different, "seldom": counts.seldom}
    yield worded(Note(ASKED, {"first": counts.first.isoformat(), "last": counts.last.isoformat(), **numbers}))
    yield from _section(IN_VAIN, ((one, one.text) for one in counts.without_results), worded)
    yield from _section(WORDS, ((one, one.text) for one in counts.untranslated), worded)
    yield from _section(REMOVED, ((one, _named(one.text, report, worded)) for one in counts.removed), worded)
    if report.mended:
        yield worded(Note(MENDED, {"number": report.mended}))
    if report.learnt:
        yield worded(Note(LEARNT, {"number": report.learnt}))
    if report.proposals:
        yield ""
        yield worded(Note(PROPOSED))
        yield from as_table(report.proposals[:MOST_ROWS], GLOSSARY, worded)


def as_json(report: Report, damaged: Iterable[Note]) -> dict[str, Any]:
    """The same for a program."""
    counts = report.counts
    days = {"from": counts.first, "to": counts.last}
    return {
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "asked": counts.asked,
        "different": counts.different,
        "seldom": counts.seldom,
        "without_results": [{"query": one.text, "count": one.count} for one in counts.without_results],
        "untranslated": [_row("word", one) for one in counts.untranslated],
        "removed": [_row("id", one) | {"label": report.labels[one.text]} for one in counts.removed],
        "mended": report.mended,
        "learnt": report.learnt,
        "proposals": [asdict(one) | {"why": list(map(str, one.why))} for one in report.proposals],
        "damaged": list(map(str, damaged)),
    }


def _row(name: str, one: Counted) -> dict[str, Any]:
    return {name: one.text, "count": one.count, "queries": list(one.queries)}


def _named(id: str, report: Report, worded: Callable[[Note], str]) -> str:
    """An addition by its label and its id."""
    if id == ALL:
        return worded(Note(ALL_OF_THEM))
    label = report.labels[id]
    return f"{label} [{id}]" if label else id


def _section(title: str, rows: Iterable[tuple[Counted, str]], worded: Callable[[Note], str]) -> Iterator[str]:
    """A title with the number of rows, and the first rows below it."""
    given = list(rows)
    yield ""
    yield worded(Note(title, {"number": len(given)}))
    for one, text in given[:MOST_ROWS]:
        examples = " · ".join(query for query in map(printable, one.queries) if query != printable(one.text))
        yield f"{one.count:>6}  {printable(text)}" + (f"  ({examples})" if examples else "")
    if len(given) > MOST_ROWS:
        yield "        " + worded(Note(FURTHER, {"number": len(given) - MOST_ROWS}))

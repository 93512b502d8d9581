"""What the commands of `python -m indexer` show to a person.

In: reports, statuses and articles. Out: text on a stream. Never here: deciding anything, or JSON.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.text import Text

from indexer.archive import Change
from indexer.article import Article, Evidence
from indexer.gazetteers import Gazetteers
from indexer.reindex import Progress, Report

STEPS = {"read": "reading", "index": "indexing"}
#: Kind of evidence -> its colour in `extract`.
STYLES = {
    "date": "black on yellow",
    "country": "black on green",
    "agency": "black on cyan",
    "source": "black on magenta",
    "instrument": "black on blue",
}


@contextmanager
def progress_bar(shown: bool) -> Iterator[Progress]:
    """A callable that moves a bar on standard error, or does nothing."""
    if not shown:
        yield _show_nothing
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int | None, /) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(STEPS[step], total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield show


def _show_nothing(_step: str, _done: int, _total: int | None, /) -> None:
    """Progress of a run that nobody watches."""


def report_line(report: Report) -> str:
    """A run in one line."""
    ingested = report.ingested
    changes = ", ".join(f"{ingested.changes.get(change, 0)} {change.value}" for change in Change if change != "same")
    how = f"built ({report.reason})" if report.built else report.reason
    return (
        f"{report.generation or 'no index'}: {report.articles} articles, {how}; {changes}, "
        f"{ingested.withdrawn} withdrawn, {len(ingested.rejected)} rejected; {report.seconds:.1f} s"
    )


def show_status(status: dict[str, Any]) -> None:
    """A status as lines of `name: value`, with lists indented."""
    for name, value in status.items():
        if isinstance(value, (list, dict)) and value:
            sys.stdout.write(f"{name}:\n")
            for line in _lines(value):
                sys.stdout.write(f"  {line}\n")
        else:
            sys.stdout.write(f"{name}: {'none' if value in (None, [], {}) else value}\n")


def _lines(value: list[Any] | dict[str, Any]) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{name}: {len(item) if isinstance(item, list) else item}" for name, item in value.items())
        return
    for item in value:
        yield " · ".join(str(part) for part in item.values()) if isinstance(item, dict) else str(item)


def show_article(article: Article, gazetteers: Gazetteers, console: Console) -> None:
    """An article as marked text, with the values and the words that they were read from."""
    console.rule(Text(f"{article.id}  {article.uri}" + (f"#{article.anchor}" if article.anchor else "")))
    for kind, label, evidence in values(article, gazetteers):
        words = ", ".join(dict.fromkeys(f"“{item.words}” ({item.rule})" for item in evidence)) or "no evidence"
        console.print(Text.assemble((f" {kind} ", STYLES.get(kind, "reverse")), f" {label}  ", (words, "dim")))
    console.print(_marked(article, "title"), style="bold")
    console.print(_marked(article, "text"))


def values(article: Article, gazetteers: Gazetteers) -> Iterator[tuple[str, str, tuple[Evidence, ...]]]:
    """Every extracted value as `(kind, label, evidence)`."""
    published = article.published
    yield "date", published.date or "unknown", (published.evidence,) if published.evidence else ()
    yield "language", article.language.value, ()
    if article.source:
        yield "source", article.source.name, (article.source.evidence,) if article.source.evidence else ()
    for country in article.countries:
        yield "country", f"{gazetteers.label('country', country.code, 'en')} [{country.role}]", country.evidence
    first = {country.code: country.evidence[:1] for country in article.countries}
    for one, other in article.party_pairs():
        labels = (gazetteers.label("country", code, "en") for code in (one, other))
        yield "parties", " – ".join(labels), first[one] + first[other]
    for agency in article.agencies:
        yield "agency", f"{gazetteers.label('agency', agency.id, 'en')} [{agency.role}]", agency.evidence
    for instrument in article.instruments:
        yield "instrument", gazetteers.label("instrument", instrument.id, "en"), instrument.evidence
    for name in article.unresolved:
        yield "unresolved", name.name, (name.evidence,)
    for event in article.events:
        yield "event", event.date, (event.evidence,)


def _marked(article: Article, field: str) -> Text:
    text = Text(getattr(article, field))
    kinds: list[tuple[str, tuple[Evidence, ...]]] = [
        *(("country", country.evidence) for country in article.countries),
        *(("agency", agency.evidence) for agency in article.agencies),
        *(("instrument", instrument.evidence) for instrument in article.instruments),
        ("date", (article.published.evidence,) if article.published.evidence else ()),
        ("source", (article.source.evidence,) if article.source and article.source.evidence else ()),
    ]
    for kind, evidence in kinds:
        for item in evidence:
            if item.field == field:
                text.stylize(STYLES[kind], item.start, item.end)
    return text

"""`python -m search report`: what readers asked in vain, which words lack translations, what they took out.

In: a command line, and the log of queries. Out: a report on stdout, damaged lines on stderr, and an exit code. Never
here: a query that was asked less often than `--least` says, which may tell of one person; a change of anything but the
log, of which lines that are too old are dropped.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from analyzers.pipeline import Analyzer
from indexer.model.command_line import CommandLine
from indexer.model.errors import NoIndexError, UsageError
from indexer.model.notes import NN_, Note, note
from indexer.model.settings import Settings, read_settings
from indexer.model.translation import Words
from search.curating.counting import count
from search.curating.proposals import GLOSSARY, HEADS, as_table
from search.curating.query_log import KEPT, QueryLog, query_log
from search.curating.report import NOTHING_KNOWN, Now, as_json, as_text, report
from search.gaps import stem_of
from search.model.results import Parameters
from search.reading import Reading
from search.service import SearchService

#: A query that was asked less often is not shown unless an operator says so.
LEAST = 2
#: Damaged lines that are named; the others are counted.
MOST_DAMAGED = 20
MORE_DAMAGED = NN_("%(count)s more damaged line", "%(count)s more damaged lines")


def main(arguments: Sequence[str], today: Callable[[], date] = lambda: datetime.now(UTC).date()) -> int:
    """Run the command; returns its exit code. Raises MithaqError."""
    options = _parser().parse_args(arguments)
    settings = read_settings()
    if options.data is not None:
        settings = replace(settings, data=options.data)
    words = Words(options.ui)
    log = _log(options, settings)
    oldest = today() - KEPT
    since = max(options.since or oldest, oldest)
    kept, damaged = log.read(date.min)
    lines = [line for line in kept if line.day >= since]
    too_old = any(line.day < oldest for line in kept)
    _tell([*damaged[:MOST_DAMAGED], *_more(len(damaged) - MOST_DAMAGED)], words)
    _tell([*_pruned(log, today())] if too_old else [], words)
    with _tables(settings, options.ui, words) as tables:
        found = report(count(lines, 1 if options.all else options.least, tables.stem), tables.now)
    if options.json:
        json.dump(as_json(found, damaged), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        printed = as_table(found.proposals, options.tsv, words.note) if options.tsv else None
        sys.stdout.writelines(f"{line}\n" for line in printed or as_text(found, since, words.note))
    return 0


@dataclass(frozen=True, slots=True)
class _Tables:
    stem: Callable[[str], str]
    now: Now


def _log(options: argparse.Namespace, settings: Settings) -> QueryLog:
    """The log that the command line names, or the settings. Raises UsageError if neither does."""
    log = QueryLog(options.log) if options.log is not None else query_log(settings)
    if log is None:
        raise UsageError(note("no queries are logged: name the log with MITHAQ_QUERY_LOG or --log"))
    return log


def _pruned(log: QueryLog, today: date) -> Iterator[Note]:
    """Drop lines that are too old; a note if that fails."""
    try:
        log.prune(today)
    except OSError as error:
        yield note(
            "%(path)s: its old lines cannot be dropped: %(fault)s", path=log.path, fault=error.strerror or str(error)
        )


def _more(number: int) -> list[Note]:
    return [note(MORE_DAMAGED, count=number)] if number > 0 else []


def _tell(notes: Sequence[Note], words: Words) -> None:
    for one in notes:
        print(f"mithaq: {words.note(one)}", file=sys.stderr)


@contextmanager
def _tables(settings: Settings, ui: str, words: Words) -> Iterator[_Tables]:
    """What the served generation knows; the log alone before the first, and if it cannot be read."""
    with ExitStack() as stack:
        service = stack.enter_context(closing(SearchService(settings)))
        try:
            reading = stack.enter_context(service.lease())
        except NoIndexError as error:
            _tell([error.note, note("the report says what was so when the queries were asked")], words)
            yield _Tables(partial(stem_of, Analyzer()), NOTHING_KNOWN)
        else:
            yield _known(reading, ui)


def _known(reading: Reading, ui: str) -> _Tables:
    known = reading.known()
    now = Now(
        total=lambda query: reading.uncorrected(Parameters(q=query, limit=1)).total,
        lacks=known.lacks,
        label=lambda id: known.label(id, ui),
        is_taken=known.is_taken,
        word_by_word=known.word_by_word,
    )
    return _Tables(known.stem, now)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _least(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = CommandLine(
        prog="python -m search report",
        description="Tell what readers asked in vain, which words lack translations, and what they took out.",
    )
    parser.add_argument("--log", type=Path, metavar="FILE", help="the log of queries (default: MITHAQ_QUERY_LOG)")
    parser.add_argument("--since", type=_day, metavar="DAY", help="only queries from that day on, such as 2024-05-20")
    parser.add_argument(
        "--least", type=_least, default=LEAST, metavar="N", help=f"how often a query was asked at least ({LEAST})"
    )
    parser.add_argument("--all", action="store_true", help="also what was asked once, which may tell of one person")
    parser.add_argument(
        "--tsv", nargs="?", choices=tuple(HEADS), const=GLOSSARY, help="only the proposed entries, as such a table"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--data", type=Path, metavar="DIR", help="where the index is")
    parser.add_argument("--ui", choices=("ar", "en"), default="en", help="language of the report")
    return parser


OPTIONS = frozenset(_parser()._option_string_actions)

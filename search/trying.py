"""`python -m search try FILE`: what rows of the glossary or of the lexicon would change, before anyone takes them.

In: a command line, and a file of rows. Out: the changed answers on stdout, bad rows on stderr, and an exit code. Never
here: a change of the data directory, of the tables, or of what is served.

The queries are those that were judged, those of the log that were asked often enough, and the words of the rows
themselves, each as it is spelt. Each is answered twice from the generation that is served: without the rows and with
them.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from indexer.model.command_line import CommandLine
from indexer.model.errors import Exit
from indexer.model.notes import NN_, Note, note
from indexer.model.settings import Settings, read_settings
from indexer.model.translation import Words
from search.curating.counting import frequent
from search.curating.judged import JUDGED, Judged, read_judged
from search.curating.overlay import Overlay, Overlaying
from search.curating.query_log import KEPT, QueryLog, query_log
from search.curating.trial import Answer, Change, Trial, as_json, as_text
from search.model.results import Parameters
from search.reading import Reading
from search.report import LEAST
from search.service import SearchService
from search.show.hits import title_of

FIRST_TEN = 10
#: Most queries of the log, the most frequent ones, and most words of the rows that are asked.
MOST_LOGGED, MOST_WORDS = 500, 100
#: Bad rows that are named; the others are counted.
MOST_FAULTS = 20
MORE = NN_("%(count)s more fault like these", "%(count)s more faults like these")


def main(arguments: Sequence[str]) -> int:
    """Run the command; returns its exit code. Raises MithaqError."""
    options = _parser().parse_args(arguments)
    settings = read_settings()
    settings = replace(settings, data=options.data or settings.data, engine=options.engine or settings.engine)
    words = Words(options.ui)
    with ExitStack() as stack:
        service = stack.enter_context(closing(SearchService(settings)))
        reading = stack.enter_context(service.lease())
        overlay = _overlay(reading, settings, options.file)
        _tell(overlay.faults, words)
        if not overlay.rows or (options.strict and overlay.faults):
            _tell([note("%(file)s: nothing was tried", file=options.file)], words)
            return int(Exit.REJECTED if overlay.rows else Exit.FAILED)
        judged = _judged(options, settings, words)
        asked = _queries(judged, overlay.words, _logged(options, settings))
        trial = stack.enter_context(_Trying(reading, overlay)).run(asked)
    if options.json:
        json.dump(as_json(trial, overlay.faults), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in as_text(trial, words.note))
    return int(Exit.DONE)


class _Trying(ExitStack):
    """Answers queries without some rows and with them."""

    def __init__(self, reading: Reading, overlay: Overlay) -> None:
        super().__init__()
        self._rows = overlay.rows
        self._before, self._after = (
            self.enter_context(reading.trying(one.concepts, one.translations))
            for one in (overlay.before, overlay.after)
        )

    def run(self, queries: Iterable[Judged]) -> Trial:
        """Ask them all."""
        asked = tuple(map(self._change, queries))
        ids = {id for one in asked if one.is_one for id in (*one.before.ids, *one.after.ids)}
        titles = {article.id: title_of(article) for article in self._before.stored(sorted(ids))}
        return Trial(self._rows, asked, titles)

    def _change(self, query: Judged) -> Change:
        parameters = Parameters(q=query.query, limit=FIRST_TEN)
        before = _answer(self._before, parameters)
        is_same = self._before.is_asked_alike(self._after, parameters)
        return Change(query.query, before, before if is_same else _answer(self._after, parameters), query.relevant)


def _answer(reading: Reading, parameters: Parameters) -> Answer:
    found = reading.uncorrected(parameters)
    return Answer(found.total, tuple(match.id for match in (*found.matches, *found.others))[:FIRST_TEN])


def _overlay(reading: Reading, settings: Settings, file: Path) -> Overlay:
    known = reading.known()
    return Overlaying(settings, known.analyzer, known.gazetteers, known.concepts).read(file)


def _judged(options: argparse.Namespace, settings: Settings, words: Words) -> list[Judged]:
    """The judged queries of the file that the command line names, or of the seeds directory if it has one."""
    path: Path = options.judged or settings.seeds / JUDGED
    if options.judged is None and not path.is_file():
        return []
    found, faults = read_judged(path)
    _tell(faults, words)
    return found


def _logged(options: argparse.Namespace, settings: Settings) -> list[str]:
    """The queries of the log, if there is one, that were asked often enough."""
    log = QueryLog(options.log) if options.log is not None else query_log(settings)
    if log is None or (options.log is None and not log.path.exists()):
        return []
    lines, _ = log.read(_today() - KEPT)
    return frequent(lines, 1 if options.all else LEAST)[:MOST_LOGGED]


def _queries(judged: Sequence[Judged], words: Sequence[str], logged: Sequence[str]) -> list[Judged]:
    """Every query once, with all articles that answer it."""
    asked = {query: frozenset[str]() for query in (*words[:MOST_WORDS], *logged)}
    for one in judged:
        asked[one.query] = asked.get(one.query, frozenset()) | one.relevant
    return [Judged(query, relevant) for query, relevant in asked.items()]


def _today() -> date:
    return datetime.now(UTC).date()


def _tell(notes: Sequence[Note], words: Words) -> None:
    """The first notes on stderr, and how many there are in all."""
    more = [note(MORE, count=len(notes) - MOST_FAULTS)] * (len(notes) > MOST_FAULTS)
    for one in (*notes[:MOST_FAULTS], *more):
        print(f"mithaq: {words.note(one)}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = CommandLine(
        prog="python -m search try", description="Show what rows of the glossary or of the lexicon would change."
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="rows below the head of glossary.tsv or lexicon.tsv")
    parser.add_argument(
        "--judged",
        type=Path,
        metavar="FILE",
        help="lines of a query, a tab, and the ids of the articles it should find",
    )
    parser.add_argument("--log", type=Path, metavar="FILE", help="the log of queries (default: MITHAQ_QUERY_LOG)")
    parser.add_argument(
        "--all", action="store_true", help="also queries that were asked once, which may tell of one person"
    )
    parser.add_argument("--strict", action="store_true", help="try nothing if any row is wrong")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, metavar="DIR", help="where the index is")
    parser.add_argument("--ui", choices=("ar", "en"), default="en", help="language of the messages")
    return parser

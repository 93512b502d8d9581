"""`python -m search`: one query with its results, a batch of queries, or `watch FILE` (`search.watch`).

In: a command line. Out: results on stdout, or one line on stderr, and an exit code.
Never here: ranking, or a traceback because of what was typed.
"""

import argparse
import io
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from indexer.model.command_line import CommandLine, asked_language
from indexer.model.errors import Exit, MithaqError, UsageError
from indexer.model.facets import FACET_TABLE, Facet
from indexer.model.notes import Note, note
from indexer.model.settings import Settings, read_settings
from indexer.model.translation import Words
from search import report, trying, watch
from search.batch import answer_batch
from search.console import print_json, print_page
from search.model.results import Parameters
from search.parameters import MAX_LIMIT, read_parameters
from search.reading import Reading
from search.service import SearchService

PAGE_SIZE = 10


def _facet_options(facet: Facet) -> dict[str, tuple[str, str, str]]:
    written = f" ({facet.hint})" if facet.hint else ""
    matching = {f"--{facet.matching.replace('_', '-')}": (facet.matching, "M", "any or all of them")}
    return {
        f"--{facet.name}": (facet.name, facet.metavar, f"only articles {facet.about}{written}"),
        f"--not-{facet.name}": (facet.exclusion, facet.metavar, f"no articles {facet.about}"),
        **(matching if facet.several else {}),
    }


#: Option -> (name of the HTTP parameter, metavar, help).
FILTERS = {option: about for facet in FACET_TABLE for option, about in _facet_options(facet).items()}
SINGLE = {
    "--from": ("from", "D", "first day: 2021, 2021-03 or 2021-03-31"),
    "--to": ("to", "D", "last day, written alike"),
    "--when": ("when", "WORDS", "in words: March to May 2018, since 2019, last month"),
    "--sort": ("sort", "ORDER", "relevance, newest or oldest"),
    "--limit": ("limit", "N", f"articles a page, at most {MAX_LIMIT}"),
    "--page": ("page", "N", "which page"),
}
#: Options without a value, and how every option but -h begins.
SWITCHES = frozenset({"--json", "--explain", "--no-expand", "--own-first"})
LONG = "--"
WATCH, REPORT, TRY = "watch", "report", "try"
#: Options of `watch` that no query has.
WATCH_OPTIONS = frozenset({"--format", "--out", "--mail-to"})
ALSO = (
    "python -m search watch FILE tells what is new, of each search that FILE names; python -m search report what "
    "readers asked in vain; see watch --help and report --help."
)
HELP = {"-h", "--help"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if _is_watch(given):
            return watch.main(given[1:])
        if _is_trial(given):
            return trying.main(given[1:])
        if _is_report(given):
            return report.main(given[1:])
        options = _options_of(given)
        settings = read_settings()
        if options.data is not None:
            settings = replace(settings, data=options.data)
        return _run(options, settings)
    except MithaqError as error:
        print(f"mithaq: {Words(asked_language(given)).note(error.message)}", file=sys.stderr)
        return int(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return int(Exit.FAILED)


def _options_of(given: Sequence[str]) -> argparse.Namespace:
    """The options of a query. Raises UsageError, also for a query of several words that the shell took apart."""
    options, rest = _parser().parse_known_args(_query_last(given))
    if rest and not any(one.startswith("-") for one in rest):
        query = " ".join([options.query, *rest])
        raise UsageError(note('a query of several words stands in quotation marks: "%(query)s"', query=query))
    if rest:
        _parser().error(f"unrecognized arguments: {' '.join(rest)}")
    return options


def _is_watch(given: Sequence[str]) -> bool:
    """Whether this is the command `watch` with its file, or with options of its own; alone, or before those of a query,
    it is a word to find."""
    if given[:1] != [WATCH] or len(given) < 2:
        return False
    return not given[1].startswith("-") or given[1] in HELP or given[1].split("=")[0] in WATCH_OPTIONS


def _is_trial(given: Sequence[str]) -> bool:
    """Whether this is the command `try` with its file; alone, or before an option, it is a word to find."""
    return given[:1] == [TRY] and len(given) > 1 and (not given[1].startswith("-") or given[1] in HELP)


def _is_report(given: Sequence[str]) -> bool:
    """Whether this is the command `report`; before an option that it has not, it is a word to find."""
    known = {*report.OPTIONS, *HELP}
    return given[:1] == [REPORT] and all(one.split("=")[0] in known for one in given[1:] if one.startswith("-"))


def _query_last(arguments: Sequence[str]) -> list[str]:
    """The arguments, with a query such as -Kuwait moved to the end behind `--`, so that it is not read as an option."""
    given = list(arguments)
    for index, argument in enumerate(given):
        before = given[index - 1] if index else ""
        is_value = before.startswith(LONG) and before not in SWITCHES and "=" not in before
        if argument == LONG:
            break
        if argument[:1] == "-" and argument not in {"-", "-h"} and not argument.startswith(LONG) and not is_value:
            return [*given[:index], *given[index + 1 :], LONG, argument]
    return given


def _run(options: argparse.Namespace, settings: Settings) -> int:
    values = _values(options)
    parameters, notes = _read(values, options.ui)
    service = SearchService(settings)
    try:
        with service.lease() as reading:
            reading.check(parameters)
            if options.batch is not None:
                answer_batch(reading, options.batch, lambda given: _checked(reading, values | given, options.ui))
                return 0
            page = reading.search(parameters)
    finally:
        service.close()
    page = replace(page, notes=(*notes, *page.notes))
    words = Words(options.ui)
    if options.json:
        print_json(page, words)
    else:
        print_page(page, words, (page.page - 1) * parameters.limit + 1, explain=options.explain)
    return 0


def _read(values: Mapping[str, Sequence[str]], ui: str) -> tuple[Parameters, tuple[Note, ...]]:
    return read_parameters(values, page_size=PAGE_SIZE, ui=ui, today=datetime.now(UTC).date(), strict=True)


def _checked(reading: Reading, values: Mapping[str, Sequence[str]], ui: str) -> Parameters:
    parameters, _ = _read(values, ui)
    reading.check(parameters)
    return parameters


def _values(options: argparse.Namespace) -> dict[str, list[str]]:
    """HTTP parameter -> values, from the options."""
    given = vars(options)
    values = {name: given[name] for name, *_ in FILTERS.values()}
    values |= {name: [given[name]] for name, *_ in SINGLE.values() if given[name] is not None}
    values["q"] = [options.query]
    values["own_first"] = ["1"] if options.own_first else []
    return values | {"expand": ["0"] if options.no_expand else [], "not_expand": options.not_expand}


def _parser() -> argparse.ArgumentParser:
    parser = CommandLine(prog="python -m search", description="Search the news that was indexed.", epilog=ALSO)
    parser.add_argument("query", nargs="?", default="", help="what to search; nothing shows the newest articles")
    for option, (name, metavar, text) in FILTERS.items():
        parser.add_argument(option, dest=name, metavar=metavar, action="append", default=[], help=text)
    for option, (name, metavar, text) in SINGLE.items():
        parser.add_argument(option, dest=name, metavar=metavar, help=text)
    parser.add_argument("--no-expand", action="store_true", help="search only these words and their forms")
    parser.add_argument("--not-expand", metavar="CONCEPT", action="append", default=[], help="one that stays as typed")
    parser.add_argument("--own-first", action="store_true", help="articles in the language of the query come first")
    parser.add_argument(
        "--batch", type=Path, metavar="FILE", help='JSON lines, each a "query" and filters; - for stdin'
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="where the index is")
    parser.add_argument("--json", action="store_true", help="print JSON, as /api/search gives it")
    parser.add_argument("--explain", action="store_true", help="say why each article was found")
    parser.add_argument("--ui", choices=("ar", "en"), default="en", help="language of labels and notes")
    return parser


if __name__ == "__main__":
    sys.exit(main())

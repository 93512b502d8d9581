"""The engine benchmark: `make bench`, or `python -m benchmarks.engine --help`.

In: a collection in the import format, and headlines to ask for. Out: Markdown tables on standard output.
Never here: a network, a figure from another run, or one of a handful of stories copied many times over.

Every engine is given the same analysed tokens and the same questions. Stock Whoosh is only measured up to
`--stock-limit` articles, and the slow engines answer fewer questions; the rest of the run is the same for all.
"""

import argparse
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.engines.collection import Collection
from benchmarks.engines.contender import Contender
from benchmarks.engines.fts5_contender import Fts5Contender
from benchmarks.engines.measuring import (
    Figures,
    size_on_disk,
    time_build,
    time_extend,
    time_questions,
    time_whole_build,
)
from benchmarks.engines.port_contender import PortContender
from benchmarks.engines.questions import Question, make_questions, read_headlines
from benchmarks.engines.report import growth, table
from benchmarks.engines.stock_contender import StockContender
from benchmarks.engines.tantivy_contender import TantivyContender
from indexer.engines.columnar.engine import ColumnarEngine
from indexer.engines.factory import engine
from indexer.engines.port.port import Engine
from indexer.model.errors import MithaqError, UsageError

OURS = "columnar"
ADDED = 100
#: Fewer stories, recombined, repeat few words so often that the figures say nothing about news.
FEWEST_STORIES = 1_000
CONTENDERS: dict[str, Callable[[], Contender]] = {
    OURS: partial(PortContender, OURS),
    "tantivy": TantivyContender,
    "fts5": Fts5Contender,
    "whoosh": StockContender,
}
#: Slow contenders, which answer fewer questions.
SLOW = {"fts5", "whoosh"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns 0, or the exit code of the error if the corpus cannot be measured."""
    options = _options(arguments)
    try:
        _measure_all(options)
    except MithaqError as error:
        sys.stderr.write(f"mithaq: {error}\n")
        return error.exit_code
    return 0


def _measure_all(options: argparse.Namespace) -> None:
    said(f"reading and analysing {options.corpus}")
    collection = Collection.load(options.corpus, options.stories)
    if len(collection) < options.fewest_stories:
        raise UsageError(
            f"{options.corpus} has {len(collection)} stories, and what is grown from fewer than "
            f"{options.fewest_stories:,} says nothing of news; "
            'run: make bench BENCH="--corpus FILE" with a larger collection (JSONL, one article a line)'
        )
    headlines = read_headlines(options.headlines) if options.headlines else list(collection.titles())
    questions = make_questions(headlines, options.questions)
    for size in options.sizes:
        measured = {}
        for name in options.engines:
            if name == "whoosh" and size > options.stock_limit:
                continue
            asked = questions[: options.slow_questions] if name in SLOW else questions
            said(f"{size:,} articles: {name}")
            measured[name] = _measure(name, collection, size, asked, options)
        sys.stdout.write(table(size, measured, next(iter(measured))) + "\n")
        if OURS in measured:
            sys.stdout.write(growth(measured[OURS]) + "\n")
        sys.stdout.flush()


def said(message: str) -> None:
    """Print progress to standard error."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {message}\n")


def _measure(
    name: str, collection: Collection, size: int, questions: list[Question], options: argparse.Namespace
) -> Figures:
    contender = CONTENDERS[name]()
    with tempfile.TemporaryDirectory(dir=options.work, prefix=f"bench-{name}-") as work:
        base, grown, scratch = (Path(work) / part for part in ("base", "grown", "scratch"))
        for directory in (base, grown):
            directory.mkdir()
        figures = Figures(articles=size)
        figures.build = time_build(contender, base, collection.grow(0, size))
        figures.disk = size_on_disk(base)
        if name in {OURS, "whoosh"} and not options.no_analysis:
            alone = ColumnarEngine(processes=1) if name == OURS else engine(name)
            figures.whole, figures.whole_clock = _whole(alone, collection, size, scratch)
        if name == OURS and not options.no_analysis:
            _, figures.parallel_clock = _whole(ColumnarEngine(processes=2), collection, size, scratch)
        said("asking")
        figures = _in_own_process(name, base, questions, figures)
        figures.extend = time_extend(contender, grown, base, list(collection.grow(size, size + ADDED)))
        return figures


def _whole(chosen: Engine, collection: Collection, size: int, directory: Path) -> tuple[float, float]:
    directory.mkdir()
    try:
        return time_whole_build(chosen, directory, collection.raw(0, size))
    finally:
        shutil.rmtree(directory)


def _in_own_process(name: str, directory: Path, questions: list[Question], figures: Figures) -> Figures:
    """Let a new process answer the questions, so that its memory holds nothing else."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_answer, (name, directory, questions, figures))


def _answer(name: str, directory: Path, questions: list[Question], figures: Figures) -> Figures:
    time_questions(CONTENDERS[name](), directory, questions, figures)
    if name == OURS:
        ours = PortContender(OURS)
        ours.open(directory)
        figures.postings = [ours.postings(question) for question in questions]
        ours.close()
    return figures


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("seeds/articles"), help="JSONL file (may be .gz) or folder")
    parser.add_argument("--stories", type=int, help="read only so many of its articles, evenly spread")
    parser.add_argument("--fewest-stories", type=int, default=FEWEST_STORIES, help="refuse a corpus that has fewer")
    parser.add_argument("--headlines", type=Path, nargs="*", help='JSONL files with a "query" on every line')
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 35_000, 100_000])
    parser.add_argument("--engines", nargs="+", choices=CONTENDERS, default=list(CONTENDERS))
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument("--slow-questions", type=int, default=40, help="questions for SQLite and stock Whoosh")
    parser.add_argument(
        "--stock-limit", type=int, default=10_000, help="largest size at which stock Whoosh is measured"
    )
    parser.add_argument("--no-analysis", action="store_true", help="leave out the builds that include the analysis")
    parser.add_argument("--work", type=Path, help="folder for the indexes (default: the system's)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

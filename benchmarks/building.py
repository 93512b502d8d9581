"""Where the time and the bytes of a build go: `python -m benchmarks.building CORPUS [--articles N] [--directory DIR]`.

In: articles in the import format (JSONL). Out: a Markdown table of processor milliseconds an article: the whole
command with all of its processes, then each stage alone, done in this process for all articles before the next stage
begins. The command also starts processes, loads tables and carries batches between them, so it takes more than its
stages. A second table has the bytes an article that the arrays of the index take. Never here: time on the clock.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TypeVar

from analyzers.lexicon import LexiconBuilder
from analyzers.pipeline import Analyzer
from benchmarks.reindex import FETCHED, LARGEST_FILE, run
from indexer.archive.archive import Archive
from indexer.engines.columnar.codec.segment import DOCUMENTS_FILE, TERMS_FILE, ColumnarSegment, map_file
from indexer.engines.columnar.engine import TOKENS_IN_MEMORY, ColumnarEngine
from indexer.engines.columnar.writing.merging import merge
from indexer.engines.columnar.writing.segment_writer import INDEX_NAME, SegmentWriter
from indexer.engines.port.analysing import analysed
from indexer.engines.port.port import AnalysedArticle
from indexer.engines.whoosh.parts import FileStorage
from indexer.extract.extractor import Extractor
from indexer.extract.pages.cutting import cut
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import RawArticle
from indexer.model.identity import item_id
from indexer.model.settings import seeds_directory
from indexer.sources.location import read
from indexer.stories.facts import Facts, facts_of
from indexer.stories.kept import Stories

ENGINE = "columnar"
Result = TypeVar("Result")


class Stopwatch:
    """Processor seconds of this process by stage."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def time(self, stage: str, work: Callable[[], Result]) -> Result:
        """The result of a stage's work."""
        started = time.process_time()
        result = work()
        self.seconds[stage] += time.process_time() - started
        return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(dir=options.directory) as name:
        directory, corpus = Path(name), options.corpus.resolve()
        if options.articles:
            lines = islice(corpus.open(encoding="utf-8"), options.articles)
            corpus = directory / "corpus.jsonl"
            corpus.write_text("".join(lines), encoding="utf-8")
        cost = run(directory, corpus, ENGINE)
        index = next((directory / "data").glob("gen-*/index"))
        watch = Stopwatch()
        count = measure(directory, corpus, watch)
        watch.time("verifying", lambda: ColumnarEngine().verify(index))
        print(f"{count} articles\n\n| stage | ms an article |\n|---|--:|")
        for stage, seconds in {"whole command": cost.processor, **watch.seconds}.items():
            print(f"| {stage} | {1000 * seconds / count:.3f} |")
        print_sizes(index, count)
    return 0


def measure(directory: Path, corpus: Path, watch: Stopwatch) -> int:
    """Time each stage of a build over all articles of a corpus; gives their number."""
    gazetteers = watch.time("tables", lambda: Gazetteers.load(seeds_directory() / "gazetteers"))
    extractor = watch.time("tables", lambda: Extractor(gazetteers))
    raws = watch.time("reading", lambda: list(_items(corpus)))
    watch.time("archive", lambda: _archive(directory / "items.sqlite", raws))
    analyzer = watch.time("vocabulary", lambda: _analyzer(gazetteers, raws))
    articles = watch.time("extraction", lambda: [extractor.extract(raw) for raw in raws])
    facts = watch.time("story facts", lambda: [facts_of(article) for article in articles])
    watch.time("stories", lambda: _link(directory / "stories.sqlite", facts))
    tokens = watch.time("analysis", lambda: [analysed(analyzer, article) for article in articles])
    segments = [_segment(directory, half, watch) for half in (tokens[::2], tokens[1::2])]
    watch.time("merging two segments", lambda: merge(FileStorage(str(directory)), INDEX_NAME, segments))
    return len(raws)


def print_sizes(index: Path, count: int) -> None:
    """Print the bytes an article of each group of arrays: those of a field, or of one kind of rows."""
    sizes: defaultdict[tuple[str, str], int] = defaultdict(int)
    for path in index.iterdir():
        if path.suffix in (TERMS_FILE, DOCUMENTS_FILE):
            file = map_file(path)
            for name in file:
                sizes[path.suffix, name.rpartition("/")[0] or name] += file.array(name).nbytes
    print("\n| file | arrays | bytes an article |\n|---|---|--:|")
    for (suffix, name), size in sorted(sizes.items(), key=lambda row: -row[1]):
        print(f"| {suffix} | {name} | {size / count:.0f} |")
    print(f"| | all | {sum(sizes.values()) / count:.0f} |")


def _items(corpus: Path) -> Iterator[RawArticle]:
    for found in read(corpus, max_bytes=LARGEST_FILE, now=FETCHED):
        if isinstance(found, RawArticle):
            yield from (found,) if found.is_one else cut(found).items


def _archive(path: Path, raws: Sequence[RawArticle]) -> None:
    with closing(Archive(path)) as archive, archive.transaction():
        for raw in raws:
            archive.put(raw, item_id(raw), "", 1)


def _analyzer(gazetteers: Gazetteers, raws: Sequence[RawArticle]) -> Analyzer:
    builder = LexiconBuilder()
    builder.protect(gazetteers.proper_names())
    for raw in raws:
        builder.add(raw.title)
        builder.add(raw.text)
    return Analyzer(builder.build())


def _link(path: Path, facts: Sequence[Facts]) -> None:
    with closing(Archive(path)) as archive, archive.transaction():
        stories = Stories(archive.file, everything=True)
        for one in facts:
            stories.put(one)
        stories.membership()


def _segment(directory: Path, articles: Sequence[AnalysedArticle], watch: Stopwatch) -> ColumnarSegment:
    writer = SegmentWriter(directory, TOKENS_IN_MEMORY)
    watch.time("gathering", lambda: [writer.add(one) for one in articles])
    (segment,) = watch.time("writing", writer.finish)
    return segment


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.building", description=__doc__)
    parser.add_argument("corpus", type=Path, help="JSONL file")
    parser.add_argument("--articles", type=int, help="only so many from its beginning")
    parser.add_argument("--directory", type=Path, help="where to write (default: the system's temporary directory)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

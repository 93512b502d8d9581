"""How fast extraction is: `python -m benchmarks.extraction CORPUS [--articles N]`.

In: articles in the import format (JSONL, may be gzipped). Out: articles a second in one process, cutting and
extraction together, after the gazetteers were loaded; the time of loading is printed apart.
"""

import argparse
import time
from itertools import islice
from pathlib import Path

from benchmarks.extraction_quality import read_lines
from indexer.extract.extractor import Extractor
from indexer.extract.pages.cutting import cut
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import RawArticle
from indexer.model.settings import seeds_directory


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=3000)
    options = parser.parse_args()
    raws = [
        RawArticle(
            uri=f"https://corpus.example/{item['id']}",
            text=item["text"],
            title=item["title"],
            published=item["published"],
            source=item["source"],
        )
        for item in islice(read_lines(options.corpus), options.articles)
    ]
    started = time.perf_counter()
    extractor = Extractor(Gazetteers.load(seeds_directory() / "gazetteers"))
    loaded, busy = time.perf_counter(), time.process_time()
    for raw in raws:
        for item in cut(raw).items:
            extractor.extract(item)
    seconds, cpu = time.perf_counter() - loaded, time.process_time() - busy
    print(f"gazetteers loaded in {loaded - started:.2f} s")
    print(f"{len(raws)} articles: {len(raws) / seconds:.0f} a second ({len(raws) / cpu:.0f} by processor time)")


if __name__ == "__main__":
    main()

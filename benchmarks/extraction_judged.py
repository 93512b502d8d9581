"""How right extraction is on articles that people judged by reading them.

    python -m benchmarks.extraction_judged CORPUS [JUDGEMENTS] [--strict] [--misses]

CORPUS holds articles in the import format (JSONL, may be gzipped). JUDGEMENTS (by default
`tests/data/judged-news-ar.jsonl`) has one line per article: `id`, `countries` that it is about, countries that may
`also` be there, and `agencies`, every gazetteer id that it names. A country in `also` counts neither for nor against;
`--strict` counts it against. A line without `agencies` was judged for countries alone. The articles of
`judged-news-ar-blind.jsonl`, `judged-news-ar-blind-2.jsonl` and `benchmarks/judged-news-ar-2015.jsonl` (200 of 2015 to
2018, judged by title and first 600 characters) were judged before anything was extracted from them.
"""

import argparse
from pathlib import Path

from benchmarks.extraction_quality import Tally, read_lines
from indexer.extract.extractor import Extractor
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import RawArticle
from indexer.model.settings import seeds_directory

JUDGEMENTS = Path(__file__).parent.parent / "tests" / "data" / "judged-news-ar.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("judgements", type=Path, nargs="?", default=JUDGEMENTS)
    parser.add_argument("--strict", action="store_true", help="count what may also be there as wrong")
    parser.add_argument("--misses", action="store_true", help="name every article with an error")
    options = parser.parse_args()
    judged = {line["id"]: line for line in read_lines(options.judgements)}
    extractor = Extractor(Gazetteers.load(seeds_directory() / "gazetteers"))
    countries, agencies = Tally(), Tally()
    for item in read_lines(options.corpus):
        if item["id"] not in judged:
            continue
        wanted = judged[item["id"]]
        raw = RawArticle(
            f"https://corpus.example/{item['id']}",
            item["text"],
            item["title"],
            published=item["published"],
            source=item["source"],
        )
        article = extractor.extract(raw)
        expected = set(wanted["countries"])
        found = set(article.primary_countries())
        if not options.strict:
            found -= set(wanted["also"]) - expected
        named = {mention.id for mention in article.agencies} if "agencies" in wanted else set()
        bodies = set(wanted.get("agencies", ()))
        countries.add(found, expected)
        agencies.add(named, bodies)
        if options.misses and (found != expected or named - bodies):
            print(item["id"], "missed", expected - found, "invented", found - expected, named - bodies)
    print(countries.line("countries"))
    if any("agencies" in line for line in judged.values()):
        print(agencies.line("agencies"))


if __name__ == "__main__":
    main()

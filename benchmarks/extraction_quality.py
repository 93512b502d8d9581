"""How right extraction is on a corpus with editors' tags: countries, organisations, dates from datelines.

    python -m benchmarks.extraction_quality CORPUS GOLD [--misses N] [--half 0|1]

CORPUS holds articles in the import format (JSONL, may be gzipped); GOLD one line per article with `id`, `places`
(names of countries, hyphenated, as in Reuters-21578), `orgs` (names or acronyms of organisations) and `date`. The
published date of the corpus is hidden from the extraction; the fetch is set to noon of that day, in UTC.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from analyzers.folding import fold
from indexer.extract.extractor import Extractor
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import Article, RawArticle
from indexer.model.settings import seeds_directory

#: Tags that no gazetteer name spells.
PLACES = {"yemen-arab-republic": "YE", "yemen-demo-republic": "YE", "us-virgin-islands": "VI"}
ORGANISATIONS = {
    "worldbank": "world-bank",
    "ico-coffee": "ico-coffee",
    "adb-africa": "afdb",
    "adb-asia": "adb",
    "iwc-wheat": "igc",
    "ec": "eu",
    "itc": "itc-tin",
}
#: Body -> the body that it is part of, as which the editors tag it.
TAGGED_AS = {"european-commission": "eu"}
FETCH_DELAY = timedelta(hours=12)


@dataclass(slots=True)
class Tally:
    """Counts of a set comparison over all articles."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)

    def add(self, found: set[str], wanted: set[str]) -> None:
        """Count one article."""
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)
        self.missed.update(wanted - found)
        self.invented.update(found - wanted)

    def line(self, name: str) -> str:
        """Precision, recall and F1 in one line."""
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.wanted)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{name}: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f} ({self.wanted} tags)"


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The values of a JSONL file, gzipped or not."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for line in lines:
            yield json.loads(line)


def raw_article(item: Mapping[str, Any]) -> RawArticle:
    """An article without its published date, fetched at noon of that day."""
    published = datetime.fromisoformat(item["published"]).replace(tzinfo=UTC)
    return RawArticle(
        uri=f"https://corpus.example/{item['id']}",
        id=item["id"],
        title=item["title"],
        text=item["text"],
        source=item["source"],
        fetched_at=published + FETCH_DELAY,
    )


def country_codes(gazetteers: Gazetteers, tags: Iterable[str]) -> set[str]:
    """ISO codes of place tags."""
    names = {fold(name): code for code, row in gazetteers.countries.items() for name in row.names.all()}
    plain = {name.replace(".", "").replace("& ", ""): code for name, code in names.items()}
    return {PLACES.get(tag) or plain[tag.replace("-", " ")] for tag in tags}


def agency_ids(gazetteers: Gazetteers, tags: Iterable[str]) -> set[str]:
    """Gazetteer ids of organisation tags; tags outside the gazetteer are left out."""
    ids = {ORGANISATIONS.get(tag, tag) for tag in tags}
    return {id_ for id_ in ids if id_ in gazetteers.agencies}


def tagged_agencies(article: Article) -> set[str]:
    """The primary agencies of an article under the ids that the editors tag them with."""
    return {TAGGED_AS.get(id_, id_) for id_ in article.primary_agencies()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--misses", type=int, default=0, help="show the N most frequent errors")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only articles with an even or odd number")
    options = parser.parse_args()
    gazetteers = Gazetteers.load(seeds_directory() / "gazetteers")
    extractor = Extractor(gazetteers)
    gold = {line["id"]: line for line in read_lines(options.gold)}
    tagged = {tag for line in gold.values() for tag in line["orgs"]}
    in_gazetteer = agency_ids(gazetteers, tagged)
    countries, organisations, dates = Tally(), Tally(), Counter[str]()
    codes = {tag: next(iter(country_codes(gazetteers, [tag]))) for line in gold.values() for tag in line["places"]}
    for number, item in enumerate(read_lines(options.corpus)):
        if item["id"] not in gold or (options.half is not None and number % 2 != options.half):
            continue
        wanted = gold[item["id"]]
        article = extractor.extract(raw_article(item))
        countries.add(set(article.primary_countries()), {codes[tag] for tag in wanted["places"]})
        organisations.add(tagged_agencies(article) & in_gazetteer, agency_ids(gazetteers, wanted["orgs"]))
        dates[judged_date(article, wanted["date"])] += 1
    print(countries.line("countries"))
    print(organisations.line("organisations"))
    dated = sum(dates.values()) - dates["none"]
    print(f"dates: {dates['right'] / max(1, dated):.4f} right of {dated} with a date; {dict(dates)}")
    if options.misses:
        for name, tally in (("countries", countries), ("organisations", organisations)):
            print(name, "missed", tally.missed.most_common(options.misses))
            print(name, "invented", tally.invented.most_common(options.misses))


def judged_date(article: Article, wanted: str) -> str:
    """Whether the date of an article is right, has a wrong year, is wrong otherwise, or is unknown."""
    found = article.published.date
    if found is None:
        return "none"
    if found[:4] != wanted[:4]:
        return "wrong year"
    return "right" if found == wanted else "wrong day"


if __name__ == "__main__":
    main()

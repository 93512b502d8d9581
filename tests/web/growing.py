"""A collection of some hundreds of articles, grown from the sample: every facet has more values than a page shows, and
the timeline has as many bars as it may have.

In: the articles that the readers take from the sample. Out: a file of articles, one a line, for `reindex`. A new one
has a title of the sample, sentences of several of its texts, and a first sentence of two countries, a body and a day.
"""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random

from indexer.model.article import RawArticle
from indexer.model.settings import seeds_directory
from indexer.sources.location import read

ARTICLES = 240
#: Days between two of them: 240 articles are 46 years, and the timeline draws at most 48 bars.
DAYS = 70
FIRST_DAY = date(1977, 1, 5)
UNDATED_EVERY = 7
OUTLETS, COUNTRIES, BODIES = 14, 20, 18
MIB = 1024 * 1024
SEED, SENTENCES = 1, 6
LEADS = {
    "ar": "وقّعت {one} و{other}{day} مذكرة تفاهم بحضور ممثلين عن {body}.",
    "en": "{one} and {other} signed a memorandum of understanding{day}, and {body} was there.",
}
DATED = {"ar": " في {day}", "en": " on {day}"}
TITLES = {"ar": "{one} و{other}: {title}", "en": "{one} and {other}: {title}"}


def grow(file: Path) -> None:
    """Write the articles."""
    file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in _articles()), encoding="utf-8")


def _articles() -> Iterator[dict[str, str]]:
    countries, bodies = _names("countries", COUNTRIES), _names("agencies", BODIES)
    sample, drawn = _sample(), Random(SEED)
    sentences = {ui: [part for one in sample if _language(one) == ui for part in _sentences(one)] for ui in LEADS}
    for number, base in enumerate(islice(cycle(sample), ARTICLES)):
        language = _language(base)
        taken = drawn.sample(sentences[language], SENTENCES)
        named, day = countries[language], (FIRST_DAY + timedelta(days=DAYS * number)).isoformat()
        one, other = named[number % COUNTRIES], named[(number * 3 + 1 + number // COUNTRIES) % COUNTRIES]
        dated = DATED[language].format(day=day) if number % UNDATED_EVERY else ""
        lead = LEADS[language].format(one=one, other=other, day=dated, body=bodies[language][number % BODIES])
        yield {
            "id": f"grown-{number}",
            "url": f"https://outlet-{number % OUTLETS}.example/news/{number}",
            "title": TITLES[language].format(one=one, other=other, title=base.title),
            "text": "\n\n".join([lead, *taken]),
            "published": day if dated else "",
            "source": f"Outlet {number % OUTLETS}",
        }


def _sample() -> list[RawArticle]:
    read_ = read(seeds_directory() / "articles", max_bytes=MIB, now=datetime(2024, 1, 1, tzinfo=UTC))
    return [one for one in read_ if isinstance(one, RawArticle) and one.title]


def _language(article: RawArticle) -> str:
    return "ar" if any("\u0600" <= letter <= "\u06ff" for letter in article.title) else "en"


def _sentences(article: RawArticle) -> list[str]:
    return [f"{one.strip(' .')}." for part in article.text.split("\n") for one in part.split(". ") if one.strip(" .")]


def _names(table: str, most: int) -> dict[str, list[str]]:
    with (seeds_directory() / "gazetteers" / f"{table}.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["name_en"] and row["name_ar"]][:most]
    return {ui: [row[f"name_{ui}"] for row in rows] for ui in LEADS}

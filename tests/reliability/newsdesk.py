"""A collection that changes from run to run, and an index held against one that is built from scratch.

In: a seed. Out: an export on disk; the state of a generation as values that can be compared.
"""

import json
import random
from pathlib import Path
from typing import Any

from indexer.engines.port.port import Sort
from indexer.extract.extractor import Extractor
from indexer.model.article import Article, RawArticle
from indexer.model.settings import Settings
from search.model.results import Parameters
from search.service import SearchService

EXTRACT = Extractor.extract

#: Kept from the first run to the last; a reader must find them at every moment.
LASTING = 6
LASTING_TITLE = "lasting news أخبار باقية"
PASSING_TITLE = "passing news أخبار عابرة"
MOST = 12
LIMIT = 50
#: The item that `hostile` cannot index; it stands among the good ones in every run.
HOSTILE = {"id": "hostile", "title": "News", "text": "Nobody foresaw this."}
WORDS = (
    ("memorandum agreement training committee ministry justice border police shelter victims", "Kuwait Oman UNODC"),
    ("مذكرة اتفاقية تدريب لجنة وزارة العدل حدود الشرطة مأوى الضحايا", "الكويت عمان البحرين"),
)
QUERIES = ("lasting", "باقية", "memorandum", "مذكرة", "ministry justice", "الكويت", '"lasting news"')


class Newsdesk:
    """Adds, corrects, withdraws and restores; the articles stand in one export."""

    def __init__(self, export: Path, seed: int) -> None:
        self.export = export
        self.seed = seed
        self._dice = random.Random(seed)
        self._number = 0
        self._gone: list[dict[str, Any]] = []
        self.articles: dict[str, dict[str, Any]] = {}
        for _ in range(LASTING):
            self._publish(LASTING_TITLE)
        self._write()

    def work(self) -> None:
        """One change, or two."""
        for change in self._dice.choices((self._add, self._correct, self._withdraw, self._restore), k=2):
            change()
        self._write()

    def _add(self) -> None:
        if len(self.articles) < MOST:
            self._publish(PASSING_TITLE)

    def _correct(self) -> None:
        article = self.articles[self._dice.choice(list(self.articles))]
        article["text"] = article["text"].split(" Corrected")[0] + f" Corrected, تصحيح {self._dice.randint(1, 9)}."

    def _withdraw(self) -> None:
        passing = list(self.articles)[LASTING:]
        if passing:
            self._gone.append(self.articles.pop(self._dice.choice(passing)))

    def _restore(self) -> None:
        if self._gone and len(self.articles) < MOST:
            article = self._gone.pop()
            self.articles[article["id"]] = article

    def _publish(self, title: str) -> None:
        self._number += 1
        common, names = (words.split() for words in self._dice.choice(WORDS))
        words = [word for word in common for _ in range(self._dice.randint(1, 3))] + self._dice.choices(names, k=2)
        self._dice.shuffle(words)
        name = f"n{self._number:03d}"
        day = f"2024-03-{self._number % 28 + 1:02d}"
        self.articles[name] = {"id": name, "title": title, "text": " ".join(words) + ".", "published": day}

    def _write(self) -> None:
        lines = (json.dumps(article, ensure_ascii=False) + "\n" for article in self.articles.values())
        self.export.write_text(f"{json.dumps(HOSTILE)}\n{''.join(lines)}", encoding="utf-8")


def hostile(self: Extractor, raw: RawArticle) -> Article:
    """Extraction that fails on the hostile item."""
    if raw.text == HOSTILE["text"]:
        raise RuntimeError("no kind of text that anybody foresaw")
    return EXTRACT(self, raw)


def state(settings: Settings) -> dict[str, Any]:
    """Articles, facet counts, and the order of the articles found, of the generation that is served."""
    service = SearchService(settings)
    try:
        pages = {query: service.search(Parameters(q=query, limit=LIMIT)) for query in QUERIES}
        everything = service.search(Parameters(limit=LIMIT, sort=Sort.NEWEST))
        return {
            "articles": {hit.id: _stored(service, hit.id) for hit in everything.hits},
            "facets": {name: sorted((v.value, v.count) for v in values) for name, values in everything.facets.items()},
            "ranks": {query: [hit.id for hit in page.hits] for query, page in pages.items()},
            "newest": [hit.id for hit in everything.hits],
        }
    finally:
        service.close()


def _stored(service: SearchService, name: str) -> Article:
    page = service.article(name, Parameters())
    assert page is not None
    return page.article

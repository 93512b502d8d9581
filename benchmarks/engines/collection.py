"""A collection of any size, grown from a real one by recombining its paragraphs.

In: articles in the import format (JSONL, also gzipped), or a folder that the importer can read. Out: analysed articles,
the same for every engine and every run. Never here: a text that the source did not publish; only paragraphs are put
together anew, within one language.
Countries, agencies and instruments are drawn at random with a fixed seed, a few of them often and most rarely, as in
news; source, language and year are those of the articles.
"""

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from analyzers.pipeline import Analyzer
from analyzers.script import language
from analyzers.tokens import Token
from indexer.engines.port.port import AnalysedArticle
from indexer.model.article import (
    AgencyMention,
    Article,
    CountryMention,
    InstrumentMention,
    Language,
    Precision,
    PublishedDate,
    Role,
    SourceMention,
)
from indexer.sources.location import read

SEED = 20
LARGEST_FILE = 1 << 30
COUNTRIES = tuple(f"C{number:02d}" for number in range(90))
AGENCIES = tuple(f"agency-{number:03d}" for number in range(300))
INSTRUMENTS = ("mou", "agreement", "programme", "training", "meeting", "visit", "award", "law")


@dataclass(frozen=True, slots=True)
class Text:
    """A title or a paragraph with its tokens."""

    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """An article of the source: title, paragraphs, and what is known of it."""

    title: Text
    paragraphs: tuple[Text, ...]
    article: Article


class Collection:
    """The stories of a source, analysed once, and the collections grown from them."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self._stories = stories
        self._by_language: dict[Language, list[Text]] = {}
        for story in stories:
            self._by_language.setdefault(story.article.language, []).extend(story.paragraphs)

    @classmethod
    def load(cls, location: Path, limit: int | None = None) -> "Collection":
        """Read and analyse a source; `limit` takes evenly spread stories only."""
        rows = list(_rows(location))
        step = max(1, len(rows) // limit) if limit else 1
        analyzer = Analyzer()
        return cls([_story(row, number, analyzer) for number, row in enumerate(rows[::step][:limit])])

    def __len__(self) -> int:
        return len(self._stories)

    def titles(self) -> Iterator[str]:
        """Titles of the source, for questions."""
        return (story.title.text for story in self._stories)

    def grow(self, start: int, end: int) -> Iterator[AnalysedArticle]:
        """Articles number `start` to `end`: first those of the source, then recombined ones."""
        return (self._analysed(number) for number in range(start, end))

    def raw(self, start: int, end: int) -> Iterator[Article]:
        """The same articles, not analysed."""
        return (_article(number, *self._parts(number)) for number in range(start, end))

    def _analysed(self, number: int) -> AnalysedArticle:
        story, paragraphs = self._parts(number)
        return AnalysedArticle(_article(number, story, paragraphs), story.title.tokens, tuple(_joined(paragraphs)))

    def _parts(self, number: int) -> tuple[Story, Sequence[Text]]:
        story = self._stories[number % len(self._stories)]
        if number < len(self._stories):
            return story, story.paragraphs
        dice = random.Random(SEED + number)
        pool = self._by_language[story.article.language]
        return story, [dice.choice(pool) for _ in story.paragraphs]


def _article(number: int, story: Story, paragraphs: Sequence[Text]) -> Article:
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    return replace(story.article, id=f"a{number:07d}", text=text, **_facets(number))


def _joined(paragraphs: Iterable[Text]) -> Iterator[Token]:
    offset = first = 0
    for paragraph in paragraphs:
        for start, end, position, *forms in paragraph.tokens:
            yield Token(start + offset, end + offset, first + position, *forms)
        offset += len(paragraph.text) + 1
        first += len(paragraph.tokens)


def _facets(number: int) -> dict[str, object]:
    dice = random.Random(SEED * 1_000_003 + number)
    return {
        "countries": tuple(CountryMention(code, Role.PRIMARY) for code in _drawn(dice, COUNTRIES, 3)),
        "agencies": tuple(AgencyMention(name, Role.PRIMARY) for name in _drawn(dice, AGENCIES, 3)),
        "instruments": tuple(InstrumentMention(name) for name in _drawn(dice, INSTRUMENTS, 2)),
    }


def _drawn(dice: random.Random, values: Sequence[str], most: int) -> list[str]:
    """Some values, each once; the first of the list a hundred times as often as the last."""
    indices = (int(len(values) * dice.random() ** 3) for _ in range(dice.randint(0, most)))
    return list(dict.fromkeys(values[index] for index in indices))


def _rows(location: Path) -> Iterator[dict[str, str]]:
    if location.is_dir() and (files := sorted(location.glob("*.jsonl*"))):
        for file in files:
            yield from _rows(file)
    elif location.is_dir():
        for item in read(location, max_bytes=LARGEST_FILE, now=datetime.now(UTC)):
            if hasattr(item, "text"):
                yield {"title": item.title, "text": item.text}
    else:
        content = location.read_bytes()
        lines = (gzip.decompress(content) if location.suffix == ".gz" else content).splitlines()
        yield from (row for row in map(json.loads, lines) if row.get("text"))


def _story(row: dict[str, str], number: int, analyzer: Analyzer) -> Story:
    paragraphs = [part for part in row["text"].split("\n") if part.strip()]
    source = row.get("source") or "unknown"
    article = Article(
        id=str(number),
        uri=row.get("url", ""),
        title=row.get("title", ""),
        text="",
        language=Language(language(row["text"])),
        source=SourceMention(source, source),
        published=_published(row.get("published")),
    )
    return Story(_text(article.title, analyzer), tuple(_text(part, analyzer) for part in paragraphs), article)


def _text(text: str, analyzer: Analyzer) -> Text:
    return Text(text, tuple(analyzer.analyze(text)))


def _published(value: str | None) -> PublishedDate:
    if not value or not value[:4].isdecimal() or len(value) < len("2000-01-01"):
        return PublishedDate()
    return PublishedDate(value[:10], Precision.DAY)

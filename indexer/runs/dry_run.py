"""A dry run: the articles that a source would bring to the index.

In: a source. Out: articles, each with the reason for the cutting of its page, and in the import format. Never here: the
archive, or any write.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from indexer.extract.extractor import Extractor
from indexer.extract.pages.cutting import cut
from indexer.fetching.fetcher import fetch_once
from indexer.gazetteers.gazetteers import Gazetteers, read_signatures
from indexer.model.article import Article, RawArticle, Rejected
from indexer.model.article_json import article_to_dict
from indexer.model.notes import Note, in_a_row, note
from indexer.model.settings import Settings
from indexer.model.source import Source
from indexer.sources.location import read

#: Keys of the import format itself.
IMPORTED = {"id", "url", "title", "text"}


class DryRun:
    """Reads without keeping anything; `rejected` collects the items that could not be read."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        self.gazetteers = Gazetteers.load(settings.gazetteers)
        self.rejected: list[Rejected] = []
        self._settings = settings
        self._now = now

    def read(self, source: Source) -> Iterator[tuple[Article, Note]]:
        """Each article, and why its page was cut or left whole; raises SourceError."""
        extractor = Extractor(self.gazetteers)
        signatures = read_signatures(self._settings.gazetteers)
        for found in self._find(source):
            if isinstance(found, Rejected):
                self.rejected.append(found)
                continue
            try:
                pieces = cut(found, signatures)
                articles = [extractor.extract(item) for item in pieces.items]
            except Exception as error:  # noqa: BLE001 - one item, whatever is in it, does not stop the others
                reason = note("cannot be indexed: %(kind)s: %(fault)s", kind=type(error).__name__, fault=error)
                self.rejected.append(Rejected(found.uri, f"#{found.anchor}" if found.anchor else "", reason))
                continue
            said = in_a_row([pieces.reason, *found.notes])
            yield from ((article, said) for article in articles)

    def import_format(self, article: Article) -> dict[str, Any]:
        """The keys of the import format with their plain values, and the extracted values under `extracted`."""
        extracted = {key: value for key, value in article_to_dict(article).items() if key not in IMPORTED}
        return {
            "id": article.id,
            "url": article.url,
            "title": article.title,
            "text": article.text,
            "published": article.published.date,
            "source": self.gazetteers.label("source", article.source.id, "en") if article.source else None,
            "language": article.language.value,
            "extracted": extracted | {"parties": article.party_pairs(), "place": article.url_on_page()},
        }

    def _find(self, source: Source) -> Iterator[RawArticle | Rejected]:
        if source.url:
            return fetch_once(self._settings, source, self._now)
        return read(source.path, max_bytes=self._settings.max_file_bytes, now=self._now)

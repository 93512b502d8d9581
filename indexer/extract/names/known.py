"""What an article says elsewhere, by which an ambiguous name in it is understood.

In: a reading. Out: the keys of its words, and the countries that other names of it mean in any context. Never here:
the meaning of a name (`meanings.py`).
"""

from collections import defaultdict
from collections.abc import Iterable

from indexer.extract.names.beside import listed_with
from indexer.extract.names.names import Name, NameKind
from indexer.extract.names.reading import ArticlePart, ArticleReading

PLACE_KINDS = frozenset({NameKind.COUNTRY, NameKind.DEMONYM, NameKind.PLACE})


class Known:
    """The words and the certain countries of one article. `home` is the country that its outlet mainly reports on."""

    def __init__(self, reading: ArticleReading, home: str) -> None:
        self.reading = reading
        self.home = home
        self.keys = frozenset(word.key for part in reading.parts() for word in part.words)
        self._certain: dict[str, set[str]] = defaultdict(set)
        for _, name in reading.names():
            entry = name.entries[0]
            if len(name.entries) == 1 and entry.kind in PLACE_KINDS and not entry.needs_cue:
                self._certain[entry.value].add(name.key)

    def is_certain(self, code: str, beside: Name | None = None) -> bool:
        """Whether a name other than `beside` can mean nothing but this country or a place in it."""
        keys = self._certain.get(code, set())
        return bool(keys - {beside.key} if beside else keys)

    def any_of(self, words: Iterable[str], beside: Name) -> bool:
        """Whether the article has one of some words, or a name of one of some countries other than `beside`."""
        return any(word in self.keys or self.is_certain(word.upper(), beside) for word in words)

    def in_list_of_countries(self, part: ArticlePart, name: Name) -> bool:
        """Whether a name stands in a list with the name of a country: `السنغال ومالي`."""
        return any(other.entries[0].kind is NameKind.COUNTRY for other, _ in listed_with(part, name))

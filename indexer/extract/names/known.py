"""What an article says elsewhere, by which an ambiguous name in it is understood.

In: a reading. Out: the keys of its words, and the countries that other names of it mean in any context. Never here:
the meaning of a name (`meanings.py`).
"""

from collections import defaultdict
from collections.abc import Iterable

from indexer.extract.names.beside import COMMA, listed_with
from indexer.extract.names.names import Name, NameKind
from indexer.extract.names.reading import ArticlePart, ArticleReading
from indexer.naming.forms import bare_forms

PLACE_KINDS = frozenset({NameKind.COUNTRY, NameKind.DEMONYM, NameKind.PLACE})


class Known:
    """The words and the certain countries of one article. `home` is the country that its outlet mainly reports on."""

    def __init__(self, reading: ArticleReading, home: str) -> None:
        self.reading = reading
        self.home = home
        self.keys = frozenset(word.key for part in reading.parts() for word in part.words)
        self._certain: set[str] = set()
        self._named: dict[str, set[str]] = defaultdict(set)
        for _, name in reading.names():
            value = name.entries[0].value
            if all(one.value == value and one.kind in PLACE_KINDS and not one.needs_cue for one in name.entries):
                self._named[value].add(name.key)
                if len(name.entries) == 1:
                    self._certain.add(value)

    def is_certain(self, code: str) -> bool:
        """Whether a name can mean nothing but this country, or a place in it."""
        return code in self._certain

    def is_named(self, code: str, beside: Name) -> bool:
        """Whether a name other than `beside`, which may have other clitics, means this country or a place in it."""
        same = set(bare_forms(beside.key))
        return any(same.isdisjoint(bare_forms(key)) for key in self._named.get(code, ()))

    def any_of(self, words: Iterable[str], beside: Name) -> bool:
        """Whether the article has one of some words, or names one of some countries otherwise than by `beside`."""
        return any(word in self.keys or self.is_named(word.upper(), beside) for word in words)

    def in_list_of_countries(self, part: ArticlePart, name: Name) -> bool:
        """Whether a name stands in a list with the name of a country: `السنغال ومالي`, not `Georgia, USA`."""
        listed = list(listed_with(part, name))
        countries = [joint for other, joint in listed if other.entries[0].kind is NameKind.COUNTRY]
        return bool(countries) and (len(listed) > 1 or countries != [COMMA])

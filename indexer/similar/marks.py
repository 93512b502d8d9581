"""The marks of an article: what it may share with others, alike in both languages.

In: an article, and the tokens of its title and of its lead. Out: `Mark`s. Never here: how many articles have a mark; or
a mark for a word without a meaning of its own: stop words and numbers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from zlib import crc32

from analyzers.tokens import Token
from indexer.model.article import Article, Evidence
from indexer.model.facets import JOIN
from indexer.naming.forms import bare_forms
from indexer.naming.words import phrase_key
from indexer.similar.rules import LEAD

#: Kinds of marks beside the names of facets.
WORD, CONCEPT, PLACE = "word", "concept", "place"
COUNTRY, PARTY, AGENCY, INSTRUMENT = "country", "party", "agency", "instrument"
#: The lowest bit of a mark's number says whether it is heavy.
HEAVY_BIT = 1
TITLE, TEXT = "title", "text"
SHORTEST_WORD = 2


class Mark(NamedTuple):
    """`kind` is a facet, or one of WORD, CONCEPT and PLACE; `value` is an id, or the stem of a word."""

    kind: str
    value: str

    @property
    def number(self) -> int:
        """The mark as an even number of 32 bits."""
        return crc32(f"{self.kind} {self.value}".encode("utf-8", "surrogatepass")) & ~HEAVY_BIT


#: A mark, and the first of the words that it was read from.
Read = tuple[Mark, Token]


@dataclass(frozen=True)
class Equals:
    """What is equal in both languages. `concepts`: stems between spaces -> the concept that they mean; `words`: the
    stem of an Arabic word -> that of the English word which it surely means; `places`: folded names -> the place."""

    concepts: Mapping[str, str]
    words: Mapping[str, str]
    places: Mapping[str, str]

    @cached_property
    def _patterns(self) -> Mapping[str, list[tuple[list[str], str]]]:
        """First stem -> the concepts that begin with it, the longest first."""
        found: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for form in sorted(self.concepts, key=lambda form: -form.count(" ")):
            stems = form.split()
            found[stems[0]].append((stems, self.concepts[form]))
        return dict(found)

    def find(self, article: Article, title: Iterable[Read], lead: Iterable[Read]) -> dict[Mark, bool]:
        """The marks of an article, from what was read of its title and its lead, and whether each is heavy: a fact, or
        in the title."""
        marks = dict.fromkeys((mark for mark, _ in lead), False)
        for mark, is_heavy in self._places(article):
            marks[mark] = is_heavy or marks.get(mark, False)
        marks.update(dict.fromkeys((mark for mark, _ in title), True))
        marks.update(dict.fromkeys(_facts(article), True))
        return marks

    def read(self, tokens: Sequence[Token]) -> Iterator[Read]:
        """The marks of words side by side, each with its first word: the longest concepts, and the other words."""
        stems = [token.stem or token.exact for token in tokens]
        patterns, words, at = self._patterns, self.words, 0
        while at < len(stems):
            stem, size = stems[at], 1
            for pattern, concept in patterns.get(stem, ()):
                if stems[at : at + len(pattern)] == pattern:
                    yield Mark(CONCEPT, concept), tokens[at]
                    size = len(pattern)
                    break
            else:
                if tokens[at].stem is not None and len(stem) >= SHORTEST_WORD and not stem[0].isdigit():
                    yield Mark(WORD, words.get(stem, stem)), tokens[at]
            at += size

    def _places(self, article: Article) -> Iterator[tuple[Mark, bool]]:
        """The places by which countries were named, and whether in the title."""
        for mention in article.countries:
            for words, is_title in {(one.words, one.field == TITLE) for one in mention.evidence if _is_early(one)}:
                head, _, rest = phrase_key(words).partition(" ")
                for form in bare_forms(head):
                    if place := self.places.get(f"{form} {rest}" if rest else form):
                        yield Mark(PLACE, place), is_title


def leading(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens of a text that begin in its lead."""
    end = next((at for at, token in enumerate(tokens) if token.start >= LEAD), len(tokens))
    return tokens[:end]


def _facts(article: Article) -> Iterator[Mark]:
    """What the article is about, as its facets count it, and all bodies that it names."""
    yield from (Mark(COUNTRY, code) for code in article.primary_countries())
    yield from (Mark(PARTY, JOIN.join(sorted(pair))) for pair in article.party_pairs())
    yield from (Mark(AGENCY, mention.id) for mention in article.agencies)
    yield from (Mark(INSTRUMENT, mention.id) for mention in article.instruments)


def _is_early(evidence: Evidence) -> bool:
    return evidence.field == TITLE or (evidence.field == TEXT and evidence.start < LEAD)

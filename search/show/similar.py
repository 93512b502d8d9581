"""Similar articles beside one that is read, and in a line what each has in common with it.

In: an article, and the marks of its generation. Out: `SimilarArticle`s. Never here: how alike two articles are, or an
article that the page shows anyway: copies, the same event, the same page.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from analyzers.pipeline import Analyzer
from indexer.model.article import Article
from indexer.model.facets import BY_NAME, JOIN
from indexer.similar.likeness import Likeness
from indexer.similar.marks import COUNTRY, PARTY, WORD, Mark, Read, leading
from indexer.similar.rules import LEAD
from indexer.stories.membership import KeptMembership
from search.compile.expander import Expander
from search.model.display import clean
from search.model.results import Shared
from search.show.labels import Labels

#: Similar articles that are shown, and things in common that are named of each.
MOST, MOST_SHARED = 5, 4
#: So many are looked at, because some are copies of one another.
LOOKED_AT = 20
#: A word that begins in the lead ends within so many characters.
LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Found:
    """A similar article, by its id, and what it has in common with the one that is read."""

    id: str
    shared: tuple[Shared, ...]


@dataclass(frozen=True)
class SimilarTo:
    """Finds what is similar to articles, for one request."""

    likeness: Likeness | None
    analyzer: Analyzer
    membership: KeptMembership
    expander: Expander
    labels: Labels
    ui: str

    def find(self, article: Article, without: Collection[str]) -> list[Found]:
        """What is similar to an article, the most alike first: none of those `without`, and one of each story."""
        if self.likeness is None:
            return []
        equals = self.likeness.equals
        title = list(equals.read(self.analyzer.analyze(article.title)))
        lead = list(equals.read(leading(self.analyzer.analyze(article.text[: LEAD + LONGEST_WORD]))))
        similar = self.likeness.find(article.id, equals.find(article, title, lead), without, LOOKED_AT)
        shared = [(id, similar.shared(id)) for id in self._once_each(similar.ids)[:MOST]]
        wanted = {mark for _, marks in shared for mark in marks if mark.kind == WORD}
        naming = _Naming(self, _words(wanted, ((article.title, title), (article.text, lead))))
        return [Found(id, naming.common(marks)) for id, marks in shared]

    def _once_each(self, ids: Sequence[str]) -> list[str]:
        """The first of each story and of what reports its event in the other language."""
        first: dict[str, str] = {}
        for id in ids:
            first.setdefault(self.membership.event(id), id)
        return list(first.values())

    def named(self, mark: Mark) -> Shared | None:
        """A mark other than a word by its name; None for one that the tables no longer have."""
        if mark.kind in BY_NAME:
            return Shared(mark.kind, self.labels.value(mark.kind, mark.value).label)
        label = self.expander.label(mark.value, self.ui)
        return Shared(mark.kind, label) if label else None

    def stems(self, label: str) -> frozenset[str]:
        """The stems of a label, alike in both languages."""
        equal = self.likeness.equals.words if self.likeness else {}
        return frozenset(equal.get(token.stem, token.stem) for token in self.analyzer.analyze(label) if token.stem)


class _Naming:
    """Names the marks that one article has in common with others, each once; `words` are those of its words."""

    def __init__(self, similar: SimilarTo, words: Mapping[Mark, str]) -> None:
        self._similar = similar
        self._words = words
        self._known: dict[Mark, tuple[Shared | None, frozenset[str]]] = {}

    def common(self, marks: Sequence[Mark]) -> tuple[Shared, ...]:
        """What two articles have in common: names and concepts before words, and nothing that is said already."""
        said: dict[Shared, frozenset[str]] = {}
        paired = {code for mark in marks if mark.kind == PARTY for code in mark.value.split(JOIN)}
        alone = [mark for mark in marks if mark.kind != COUNTRY or mark.value not in paired]
        for mark in sorted(alone, key=lambda mark: mark.kind == WORD):
            shared, own = self._named(mark)
            if shared is not None and not own <= frozenset().union(*said.values()):
                said = {one: stems for one, stems in said.items() if not stems <= own} | {shared: own}
                if len(said) == MOST_SHARED:
                    break
        return tuple(said)

    def _named(self, mark: Mark) -> tuple[Shared | None, frozenset[str]]:
        if mark not in self._known:
            if mark.kind == WORD:
                word = self._words.get(mark)
                self._known[mark] = (Shared(WORD, word) if word else None), frozenset({mark.value})
            else:
                shared = self._similar.named(mark)
                self._known[mark] = shared, self._similar.stems(shared.label if shared else "")
        return self._known[mark]


def _words(wanted: Collection[Mark], parts: Sequence[tuple[str, Sequence[Read]]]) -> dict[Mark, str]:
    """The words of an article by their marks, each as it is written where it is shortest."""
    words: dict[Mark, str] = {}
    for text, read in parts:
        for mark, token in read:
            if mark in wanted:
                word = clean(text[token.start : token.end])
                words[mark] = min(words.get(mark, word), word, key=len)
    return words

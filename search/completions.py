"""What a visitor may be typing: kinds of news and concepts, countries, agencies, outlets, words and titles of articles.

In: the beginning of a query, and its filters. Out: `Suggestion`s in that order of worth, each with its number of
articles under the filters, and each title once. Never here: a search of whole texts, or a value that no article has.
What completes all that was typed comes before what completes only its last words.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from heapq import nsmallest
from itertools import islice, takewhile
from typing import NamedTuple

from analyzers.folding import fold
from analyzers.tokens import Form, Token
from indexer.engines.port.port import Request
from indexer.engines.port.query import And, Or, Phrase, Prefix, Query, Term
from indexer.model.article import Article
from indexer.model.facets import FACET_TABLE
from indexer.model.schema import Part, field_name
from search.compile.combining import any_of
from search.compile.filters import selections
from search.model.display import clean
from search.model.ranking import MIN_PREFIX, SCORING
from search.model.results import Parameters, Suggestion
from search.spelling.published import published
from search.view import View

#: At most so many values and concepts, so many of one kind, so many words, and so many titles.
LABELS, OF_A_KIND, WORDS, TITLES = 6, 3, 2, 4
#: So many articles are read to find TITLES different titles, because copies of a text share a title.
TITLED = 16
LANGUAGES = ("ar", "en")
#: The kinds that are no facets.
CONCEPT, WORD, TITLE = "concept", "word", "title"
INSTRUMENT = "instrument"
#: The kinds of values and concepts, the most worth first.
KINDS = tuple(facet.name for facet in FACET_TABLE if facet.suggested)
ORDER = tuple(sorted((*KINDS, CONCEPT), key=lambda kind: kind not in {INSTRUMENT, CONCEPT}))
#: So many concepts are counted, those with the shortest forms.
CONCEPTS = 4
#: Letters of the shortest beginning of a word that words complete, and words that are looked at without a vocabulary.
SHORTEST, LOOKED_AT = 3, 2000
#: A word in fewer articles is not proposed.
FEWEST = 2


class Rank(NamedTuple):
    """What the labels of values and concepts are ordered by: whether only a part of it was typed, its kind, how many
    articles it has, the most first, and what tells apart those that are equal."""

    is_part: bool
    order: int
    less: int
    value: str


class Completions:
    """Completes one query."""

    def __init__(self, view: View, parameters: Parameters) -> None:
        self._view = view
        self._parameters = parameters

    def all(self) -> list[Suggestion]:
        """The suggestions in their order; none for less than MIN_PREFIX letters."""
        typed = self._parameters.q.strip()
        tokens = self._view.analyzer.analyze(typed)
        if not tokens or (len(tokens) == 1 and len(tokens[0].exact) < MIN_PREFIX):
            return []
        labels = next((found for rest, tail in _tails(typed) if (found := self._labelled(rest, tail))), [])
        return [*labels, *self._words(typed, tokens[-1], labels), *self._titles(tokens, typed)]

    def _labelled(self, rest: str, tail: str) -> list[Suggestion]:
        """Values and concepts that the end of what was typed begins; the words before it stay the query."""
        wanted = fold(tail)
        found = [*self._values(wanted), *nsmallest(OF_A_KIND, self._concepts(wanted))]
        return [replace(one, query=rest, typed=typed_part(one.label, wanted)) for _, one in nsmallest(LABELS, found)]

    def _values(self, wanted: str) -> Iterator[tuple[Rank, Suggestion]]:
        """The best values of each facet with a name of which a word begins so."""
        begun = self._view.gazetteers.begun(wanted)
        for facet in KINDS:
            having = self._counts[facet]
            counted = [
                (not (whole and self._is_label(facet, value, wanted)), ORDER.index(facet), -count, value)
                for (one, value), whole in begun.items()
                if one == facet and (count := having.get(value, 0))
            ]
            for part, order, less, value in nsmallest(OF_A_KIND, counted):
                label = self._view.gazetteers.label(facet, value, self._parameters.ui)
                yield Rank(part, order, less, value), Suggestion(facet, value, label, -less)

    def _is_label(self, facet: str, value: str, wanted: str) -> bool:
        """Whether a folded text is a whole label."""
        return wanted in map(fold, self._view.gazetteers.labels(facet, value).values())

    @cached_property
    def _counts(self) -> Mapping[str, Mapping[str, int]]:
        """The articles of each value under the filters."""
        return self._view.snapshot.search(replace(self._request, facets=KINDS)).facets

    @cached_property
    def _request(self) -> Request:
        given = self._parameters
        return Request(
            selections=selections(given), first_day=given.first_day, last_day=given.last_day, limit=0, scoring=SCORING
        )

    def _concepts(self, wanted: str) -> Iterator[tuple[Rank, Suggestion]]:
        """Concepts of the glossary with a form that begins so, as that form."""
        forms = self._view.concept_forms
        following = islice(forms, bisect_left(forms, (wanted, "")), None)
        begun = sorted((len(form), id) for form, id in takewhile(lambda one: one[0].startswith(wanted), following))
        for at, id in enumerate(list(dict.fromkeys(id for _, id in begun))[:CONCEPTS]):
            concept = self._view.expander.concepts.get(id)
            texts = [one.text for one in concept.wordings if fold(one.text).startswith(wanted)] if concept else []
            if texts and not self._view.gazetteers.named(INSTRUMENT, texts[0]):
                count = self._count(self._phrase(texts[0]))
                if count:
                    rank = Rank(fold(texts[0]) != wanted, ORDER.index(CONCEPT), -count, str(at))
                    yield rank, Suggestion(CONCEPT, texts[0], texts[0], count)

    def _phrase(self, form: str) -> Query:
        stems = tuple(token.stem for token in self._view.analyzer.analyze(form))
        return any_of([Phrase(field_name(part, Form.STEM), stems) for part in Part])

    def _count(self, query: Query) -> int:
        return self._view.snapshot.search(replace(self._request, query=query)).total

    def _words(self, typed: str, last: Token, labels: Sequence[Suggestion]) -> Iterator[Suggestion]:
        """The words in most articles that the last word may become."""
        begun = last.exact
        if len(begun) < SHORTEST or not typed.endswith(typed[last.start : last.end]):
            return
        said = {word for one in labels for word in fold(one.label).split()}
        best = [term for term, having in self._terms(begun, WORDS + len(said)) if having >= FEWEST]
        for term in [one for one in best if one not in said][:WORDS]:
            count = self._count(Or(tuple(Term(field_name(part, Form.EXACT), term) for part in Part)))
            if count:
                shown = published(self._view.snapshot, term, typed[last.start : last.end])
                yield Suggestion(WORD, shown, shown, count, typed[: last.start].strip(), typed_part(shown, begun))

    def _terms(self, begun: str, most: int) -> list[tuple[str, int]]:
        """The words in most articles that begin so; as long as the vocabulary is being read, of the first ones."""
        if not self._view.preparing.is_set():
            return self._view.vocabulary.beginning(begun, most)
        terms = self._view.snapshot.terms(field_name(Part.BODY, Form.EXACT), begun, LOOKED_AT)
        return nsmallest(most, [one for one in terms if one[0] != begun], key=lambda one: (-one[1], one[0]))

    def _titles(self, tokens: Sequence[Token], typed: str) -> list[Suggestion]:
        """Titles with all the words, each once."""
        request = replace(self._request, query=_titled([token.exact for token in tokens]), limit=TITLED)
        titled: dict[str, Suggestion] = {}
        for article in self._read(request):
            title = clean(article.title)
            one = Suggestion(TITLE, article.id, title, typed=typed_part(title, fold(typed)))
            titled.setdefault(" ".join(fold(title).split()), one)
            if len(titled) == TITLES:
                break
        return list(titled.values())

    def _read(self, request: Request) -> Iterator[Article]:
        """The articles of a request; those of an index in this process are read a few at a time, as they are needed."""
        snapshot = self._view.snapshot
        if snapshot.is_remote:
            yield from snapshot.matching(request)
            return
        ids = [match.id for match in snapshot.search(request).matches]
        for first in range(0, len(ids), TITLES):
            yield from snapshot.articles(ids[first : first + TITLES])


def typed_part(label: str, wanted: str) -> tuple[int, int] | None:
    """The place in a label of a word that begins as the folded text does, and its end; None where there is none."""

    def begins(start: int, end: int) -> bool:
        return fold(label[start:end]).startswith(wanted)

    words = (at for at in range(len(label)) if label[at].isalnum() and (at == 0 or not label[at - 1].isalnum()))
    start = next((at for at in words if begins(at, len(label))), None)
    if start is None:
        return None
    ends = range(start + 1, len(label))
    return start, start + 1 + bisect_left(ends, True, key=partial(begins, start))


def _tails(typed: str) -> Iterator[tuple[str, str]]:
    """All of what was typed, and then what is left without its first words; each with these words."""
    words = typed.split()
    for first in range(len(words)):
        tail = " ".join(words[first:])
        if len(tail) >= MIN_PREFIX:
            yield " ".join(words[:first]), tail


def _titled(words: list[str]) -> Query:
    """Titles with all the words, the last of which may still be incomplete."""
    exact = field_name(Part.TITLE, Form.EXACT)
    last: Query = Or((Term(exact, words[-1], 2.0), Prefix(exact, words[-1])))
    return And((*(Term(exact, word) for word in words[:-1]), last)) if len(words) > 1 else last

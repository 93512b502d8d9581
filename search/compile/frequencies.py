"""How many articles have the terms of one query.

In: `(field, term)` pairs, or queries. Out: numbers of articles. Never here: numbers of queries that outlive a request,
or those of an index elsewhere, which may not answer whole.

What may be asked for is announced first. The first number that is needed is read together with all that were announced
before, in one batch, and nothing is read twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from analyzers.tokens import Form, Token
from indexer.engines.port.port import Request, Snapshot
from indexer.engines.port.query import Query
from indexer.model.schema import Part, field_name
from search.model.rarity import rarity

#: The fields of each form.
FIELDS = {form: tuple(field_name(part, form) for part in Part) for form in Form}
BODY = {form: field_name(Part.BODY, form) for form in Form}

#: Numbers of pairs that are kept.
PAIRS_KEPT = 32_768

#: A field and a term of it.
Pair = tuple[str, str]


class There(NamedTuple):
    """Where a term is: the number of articles in the part where most have it, and the fields that have it."""

    having: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of terms that are known: by pairs, and by forms."""

    pairs: dict[Pair, int] = field(default_factory=dict)
    there: dict[tuple[Form, str], There] = field(default_factory=dict)


class KeptNumbers:
    """The numbers of recent terms of a generation that is in this process."""

    def __init__(self) -> None:
        self._numbers = Numbers()

    def lent(self) -> Numbers:
        """What is known, for one request to use and to add to."""
        if len(self._numbers.pairs) > PAIRS_KEPT:
            self._numbers = Numbers()
        return self._numbers


class Frequencies:
    """The numbers of one request on one generation. `numbers` are those that are known already."""

    def __init__(self, snapshot: Snapshot, numbers: Numbers | None = None) -> None:
        self._snapshot = snapshot
        numbers = numbers or Numbers()
        self._known, self._there = numbers.pairs, numbers.there
        self._expected: list[Pair] = []
        self._totals: dict[Query, int] = {}

    def expect(self, pairs: Iterable[Pair]) -> None:
        """Announce what may be asked for."""
        self._expected += pairs

    def of(self, field: str, term: str) -> int:
        """The number of articles that have a term in a field."""
        having = self._known.get((field, term))
        return self._read((field, term)) if having is None else having

    def has(self, field: str, term: str) -> bool:
        """Whether an article has a term in a field."""
        return self.of(field, term) > 0

    def there(self, form: Form, term: str) -> There:
        """Where a term of one form is."""
        found = self._there.get((form, term))
        if found is None:
            having = [(self.of(name, term), name) for name in FIELDS[form]]
            fields = tuple([name for number, name in having if number])
            found = self._there[form, term] = There(max(having)[0], fields)
        return found

    def totals(self, queries: Sequence[Query]) -> list[int]:
        """The number of articles that match each query; what was not asked before is asked at once."""
        new = [one for one in dict.fromkeys(queries) if one not in self._totals]
        if new:
            answers = self._snapshot.search_all([Request(one, limit=0) for one in new])
            self._totals |= {one: answer.total for one, answer in zip(new, answers, strict=True)}
        return [self._totals[one] for one in queries]

    def rarity(self, word: Token) -> float:
        """How much a word says."""
        form = Form.EXACT if word.stem is None else Form.STEM
        return rarity(self.documents, min(self.of(BODY[form], word.form(form) or ""), self.documents))

    @cached_property
    def documents(self) -> int:
        """The number of all articles."""
        return self._snapshot.count()

    def _read(self, wanted: Pair) -> int:
        """Read what was announced, and one more."""
        missing = [pair for pair in dict.fromkeys((*self._expected, wanted)) if pair not in self._known]
        self._expected.clear()
        self._known.update(zip(missing, self._snapshot.document_frequencies(missing), strict=True))
        return self._known[wanted]


def pairs_of(form: Form, terms: Iterable[str | None]) -> list[Pair]:
    """Terms of one form in each of its fields."""
    return [(name, term) for term in terms if term is not None for name in FIELDS[form]]


def pairs_of_word(token: Token) -> list[Pair]:
    """All that a word is looked for by."""
    _, _, _, exact, stem, skeleton = token
    return [*pairs_of(Form.EXACT, (exact,)), *pairs_of(Form.STEM, (stem,)), *pairs_of(Form.SKELETON, (skeleton,))]

"""What a query may cost: words with too many postings are left out of a long query, and a note says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.pipeline import Analyzer
from search.compile.budget import within_budget
from search.compile.frequencies import Frequencies
from search.query.parser import parse
from search.query.syntax import Group, Word

ANALYZER = Analyzer()
MANY = 10_000_000
WORDS = ["kuwait", "memorandum", "agreement", "الكويت", "تفاهم", "training"]


@dataclass
class Counted:
    """A collection of MANY articles, of which so many have each term."""

    having: Callable[[str], int]
    batches: int = 0

    def count(self) -> int:
        return MANY

    def document_frequencies(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        self.batches += 1
        return [self.having(term) for _, term in pairs]


def having(number: int) -> Frequencies:
    return Frequencies(Counted(lambda _: number))  # type: ignore[arg-type]


def _words(query: str, frequency: int, limit: int) -> list[str]:
    parsed = within_budget(parse(query), ANALYZER, having(frequency), limit)
    assert isinstance(parsed.tree, Group)
    return [child.text for child in parsed.tree.children if isinstance(child, Word)]


def test_a_query_within_the_budget_stays_as_it_is() -> None:
    parsed = parse("kuwait memorandum")
    assert within_budget(parsed, ANALYZER, having(100), 10_000) is parsed


def test_the_most_frequent_words_are_left_out_and_named() -> None:
    stems = {token.stem: count for token, count in zip(ANALYZER.analyze("kuwait rare"), (1000, 1), strict=True)}
    counted = Counted(lambda term: stems.get(term, 300))
    parsed = within_budget(parse("kuwait rare training"), ANALYZER, Frequencies(counted), 2_000)  # type: ignore[arg-type]
    assert isinstance(parsed.tree, Group)
    assert [child.text for child in parsed.tree.children if isinstance(child, Word)] == ["rare", "training"]
    assert "not searched: kuwait." in str(parsed.notes[-1])
    assert counted.batches == 1


@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=20), st.integers(0, 1000), st.integers(0, 10_000))
def test_at_least_one_word_stays_and_the_rest_is_within_the_budget(words: list[str], each: int, limit: int) -> None:
    kept = _words(" ".join(words), each, limit)
    assert kept
    assert len(kept) == 1 or each * 4 * len(kept) <= limit


@pytest.mark.parametrize("query", ["", '"kuwait memorandum"', "kuwait AND memorandum", "title:kuwait"])
def test_a_query_without_plain_words_stays_as_it_is(query: str) -> None:
    parsed = parse(query)
    assert within_budget(parsed, ANALYZER, having(10**9), 1) is parsed

"""Nothing that a visitor types makes a search fail, whatever else is asked."""

from html import unescape
from re import DOTALL, fullmatch, sub

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines.port.port import Sort
from search.model import notes
from search.model.results import Parameters
from search.query.lexer import MAX_WORDS
from search.service import SearchService

PIECES = st.sampled_from(
    [*'"«»()-+*:،', " ", " AND ", " OR ", " NOT ", " أو ", "title:", "country:", "memorandum", "مذكرة", "the", "\u202e"]
)
QUERIES = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=16).map("".join))


@settings(max_examples=60)
@given(QUERIES, st.sampled_from([None, *Sort]), st.integers(1, 4), st.integers(1, 6))
def test_any_query_gives_a_page_that_adds_up(
    service: SearchService, typed: str, sort: Sort | None, page_number: int, limit: int
) -> None:
    page = service.search(Parameters(q=typed, sort=sort, page=page_number, limit=limit))
    assert 1 <= page.page <= page.pages
    assert len(page.hits) == max(0, min(limit, page.total - limit * (page.page - 1)))
    for hit in page.hits:
        assert fullmatch(r"([^<>]|<mark>[^<>]+</mark>)*", str(hit.snippet_html), DOTALL)
        assert "\u202e" not in unescape(sub("</?mark>", "", str(hit.title_html)))


@pytest.mark.parametrize(
    ("typed", "template"),
    [
        ("word " * 10_000, notes.TOO_MANY_WORDS),
        ("(" * 5000 + "memorandum", notes.TOO_LONG),
        ("(" * 500 + "memorandum", notes.TOO_DEEP),
        ("م" * 1_000_000, notes.TOO_LONG),
        ('"memorandum', notes.UNBALANCED_QUOTE),
    ],
)
def test_a_query_out_of_bounds_is_cut_and_says_so(service: SearchService, typed: str, template: str) -> None:
    assert template in [note.template for note in service.search(Parameters(q=typed)).notes]


def test_every_word_up_to_the_bound_counts(service: SearchService) -> None:
    fitting = "word " * (MAX_WORDS - 1) + "memorandum"
    assert service.search(Parameters(q=fitting)).others
    assert service.search(Parameters(q="word " * MAX_WORDS + "memorandum")).others == ()


def test_a_published_text_cannot_reorder_or_inject(service: SearchService) -> None:
    (hit,) = service.search(Parameters(q="experts labour")).hits[:1]
    assert "<mark>labour</mark>" in hit.title_html
    assert "&lt;b&gt;" in hit.title_html
    assert "<b>" not in hit.title_html

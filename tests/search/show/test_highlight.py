"""Marks and snippets: whole words that matched, escaped, and unable to reorder the page."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.tokens import Form, Token
from indexer.engines.port.packed_tokens import pack_tokens, table_of
from indexer.engines.port.query import And, AtLeast, Maybe, Not, Or, Phrase, Prefix, Query, Term
from indexer.model.schema import Part
from indexer.model.sentences import sentence_starts
from search.model.display import clean
from search.show.highlight import Mark, mark, query_terms
from search.show.marks import Marks
from search.show.snippets import SNIPPET, WORD, passage

WORDS = re.compile(r"\w+")


def tokens(text: str) -> list[Token]:
    """Tokens whose stem is the word without its last letter, and whose skeleton is its first two letters."""
    return [
        Token(found.start(), found.end(), index, word, word[:-1] or None, word[:2])
        for index, found in enumerate(WORDS.finditer(text))
        for word in (found[0].lower(),)
    ]


def found_in(found: list[Token], text: str, query: Query) -> list[Mark]:
    table = table_of({"a": pack_tokens(text, [], found)}, heads=False)
    return Marks(table, {part: query_terms(query, part) for part in Part}).of(0, Part.BODY)


def marked(text: str, query: Query) -> str:
    return str(mark(text, found_in(tokens(text), text, query)))


def marks_at(text: str, chosen: set[int]) -> list[Mark]:
    return [Mark(token.start, token.end, token.position) for token in tokens(text) if token.position in chosen]


@pytest.mark.parametrize(
    ("query", "html"),
    [
        (Term("body_exact", "cats"), "A <mark>Cats</mark> &amp; cat &lt;b&gt;, <mark>cats</mark>"),
        (Term("title_exact", "cats"), "A Cats &amp; cat &lt;b&gt;, cats"),
        (Term("country", "cats"), "A Cats &amp; cat &lt;b&gt;, cats"),
        (Term("body_skeleton", "ca"), "A <mark>Cats</mark> &amp; <mark>cat</mark> &lt;b&gt;, <mark>cats</mark>"),
        (Not(Term("body_exact", "cats")), "A Cats &amp; cat &lt;b&gt;, cats"),
        (Prefix("body_exact", "c"), "A <mark>Cats</mark> &amp; <mark>cat</mark> &lt;b&gt;, <mark>cats</mark>"),
        (Phrase("body_exact", ("cats", "cat")), "A <mark>Cats</mark> &amp; <mark>cat</mark> &lt;b&gt;, cats"),
        (Phrase("body_exact", ("a", None, "cat")), "<mark>A</mark> Cats &amp; <mark>cat</mark> &lt;b&gt;, cats"),
        (Phrase("body_exact", ("cat", "dog")), "A Cats &amp; cat &lt;b&gt;, cats"),
    ],
)
def test_what_a_query_marks(query: Query, html: str) -> None:
    assert marked("A Cats & cat <b>, cats", query) == html


def test_every_part_of_a_query_marks_but_what_is_excluded() -> None:
    term = {word: Term("body_exact", word) for word in "abcdef"}
    query = And((Or((term["a"],)), AtLeast((term["b"], term["c"]), 1), Maybe(term["d"], term["e"]), Not(term["f"])))
    assert marked("a b c d e f", query) == " ".join(f"<mark>{word}</mark>" for word in "abcde") + " f"


def test_a_mark_covers_the_word_as_published() -> None:
    text = "وقّعت الاتفاقيّـــة أمس"
    token = Token(6, 19, 1, "الاتفاقيه", "اتفاقي", None)
    assert str(mark(text, found_in([token], text, Term("body_stem", "اتفاقي")))) == "وقّعت <mark>الاتفاقيّـــة</mark> أمس"


@pytest.mark.parametrize("control", ["\u202e", "\u202a", "\u2066", "\u2069", "\x00", "\x85", "\ufeff"])
def test_what_could_reorder_or_hide_is_not_shown(control: str) -> None:
    assert clean(f"a{control}b") == "ab"


def test_an_unpaired_surrogate_can_be_encoded() -> None:
    assert clean("a\ud800b").encode() == "a\ufffdb".encode()


@given(st.text(max_size=80), st.sets(st.integers(0, 12)))
def test_a_marked_text_is_the_cleaned_text_with_marks_around_whole_words(text: str, chosen: set[int]) -> None:
    found = marks_at(text, chosen)
    html = str(mark(text, found))
    assert unescape(re.sub("</?mark>", "", html)) == unescape(str(mark(text, [])))
    assert re.findall("<mark>(.*?)</mark>", html, re.DOTALL) == [clean(text[t.start : t.end]) for t in found]


LEAD = "The first sentence says nothing of it. " * 20


def shown(text: str, *terms: str) -> str:
    found = found_in(tokens(text), text, Or(tuple(Term("body_exact", term) for term in terms)))
    start, end = passage(text, found, [0, *sentence_starts(text)])
    return text[start:end]


def test_the_sentence_with_most_of_the_words_is_shown_from_its_start() -> None:
    text = f"{LEAD}A committee met. {LEAD}The committee visited Doha. {LEAD}"
    assert shown(text, "committee", "doha").startswith("The committee visited Doha. The first")


def test_nothing_matched_shows_the_lead() -> None:
    text = LEAD + "End."
    assert shown(text, "absent") == text[: len(shown(text, "absent"))]
    assert SNIPPET - WORD <= len(shown(text, "absent")) <= SNIPPET


def test_a_match_deep_in_a_sentence_is_shown_with_some_words_before_it() -> None:
    text = "word " * 200 + "doha " + "word " * 200
    assert re.fullmatch(r"(word )+doha( word)+", shown(text, "doha"))


@given(st.text(max_size=700), st.sets(st.integers(0, 80)))
def test_a_passage_lies_in_the_text_and_holds_a_match(text: str, chosen: set[int]) -> None:
    found = marks_at(text, chosen)
    start, end = passage(text, found, [0, *sentence_starts(text)])
    assert 0 <= start <= end <= len(text)
    assert not found or any(start <= token.start < end for token in found)


def test_forms_are_looked_up_each_in_its_own_field() -> None:
    query = Or((Term("body_stem", "ca"), Term("body_exact", "cat")))
    assert query_terms(query, Part.BODY).terms[Form.STEM] == {"ca"}
    assert marked("cat cab ca", query) == "<mark>cat</mark> <mark>cab</mark> ca"

"""What stands for terms and ids on a cluster."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.tokens import Form, Token
from indexer.engines.opensearch.coding import coded_key, coded_term, decoded_key, document_name
from indexer.engines.opensearch.packing import _positioned, _terms, packed, unpacked


@pytest.mark.parametrize("term", ["memorandum", "مذكرة", "c++", "a_b", "٢٠٢١", "x" * 255])
def test_an_ordinary_term_goes_as_it_is(term: str) -> None:
    assert coded_term(term) == term


@pytest.mark.parametrize("term", ["_", "a|b", "a b", "\ud800", "=x", "x" * 256, "a\u00a0b", "\x1f"])
def test_an_odd_term_goes_as_a_hash(term: str) -> None:
    code = coded_term(term)
    assert code.isascii()
    assert code.startswith("=")
    assert not set("| _") & set(code)


@given(st.lists(st.text(st.characters(exclude_categories=()), min_size=1, max_size=5), unique=True))
def test_different_terms_stay_different(terms: list[str]) -> None:
    assert len(set(map(coded_term, terms))) == len(terms)


@given(st.text(st.characters(exclude_categories=()), min_size=1))
def test_an_id_comes_back(id: str) -> None:
    code = coded_key(id)
    assert decoded_key(code) == id
    code.encode("utf-8")
    assert 0 < len(document_name(id).encode("utf-8")) <= 512


def token(position: int, exact: str, stem: str | None) -> Token:
    return Token(0, 1, position, exact, stem, None)


def test_a_text_is_its_terms_at_their_positions() -> None:
    tokens = [token(0, "كويت", "كويت"), token(1, "signed", "sign"), token(1, "sign", "sign"), token(2, "a", None)]
    tokens.append(token(4, "memo", "memo"))
    assert _positioned(_terms(tokens, Form.EXACT)) == "كويت signed|sign a _ memo"
    assert _positioned(_terms(tokens, Form.STEM)) == "كويت sign|sign _ _ memo"


@given(st.binary())
def test_bytes_come_back_from_a_document_and_from_a_column(content: bytes) -> None:
    stored = packed(content)
    assert unpacked(stored) == content
    assert unpacked(stored.translate(str.maketrans("+/", "-_")).rstrip("=")) == content

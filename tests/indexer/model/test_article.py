"""Articles: dates that keep their precision, and a JSON form that loses nothing."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model.article import Article, CountryMention, Evidence, EvidenceRole, Precision, PublishedDate, Role
from indexer.model.article_json import article_to_dict
from indexer.model.article_row import NOT_IN_LISTS, article_from_bytes, article_to_bytes, outline_from_bytes


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2019-12-10", Precision.DAY, date(2019, 12, 10), date(2019, 12, 10)),
        ("2019-12", Precision.MONTH, date(2019, 12, 1), date(2019, 12, 31)),
        ("2020-02", Precision.MONTH, date(2020, 2, 1), date(2020, 2, 29)),
        ("2019", Precision.YEAR, date(2019, 1, 1), date(2019, 12, 31)),
        (None, Precision.UNKNOWN, None, None),
    ],
)
def test_the_days_that_a_date_may_mean(text, precision, first, last) -> None:
    published = PublishedDate(text, precision)
    assert (published.first_day, published.last_day) == (first, last)


NAMED = Evidence("text", 0, 6, "Kuwait", "country in lead")
REPORTED_FROM = Evidence("text", 0, 6, "VIENNA", "place in dateline, abroad", EvidenceRole.REPORTED_FROM)


@pytest.mark.parametrize(
    ("countries", "pairs"),
    [
        ("", ()),
        ("KW", ()),
        ("KW OM", (("KW", "OM"),)),
        ("KW OM BH", (("KW", "OM"), ("KW", "BH"), ("OM", "BH"))),
        ("KW OM -BH", (("KW", "OM"),)),
        ("KW @AT", ()),
        ("@AT KW +AT", (("AT", "KW"),)),
    ],
)
def test_every_two_primary_countries_cooperate(countries: str, pairs: tuple[tuple[str, str], ...]) -> None:
    """-BH is only mentioned, @AT is only reported from, and +AT is named in the text too."""
    evidence: dict[str, tuple[Evidence, ...]] = {}
    for word in countries.split():
        evidence[word[-2:]] = (*evidence.get(word[-2:], ()), REPORTED_FROM if word.startswith("@") else NAMED)
    mentions = tuple(
        CountryMention(code, Role.MENTIONED if f"-{code}" in countries else Role.PRIMARY, found)
        for code, found in evidence.items()
    )
    assert Article("id", "uri", "text", countries=mentions).party_pairs() == pairs


@given(st.from_type(Article))
def test_an_article_is_json_by_the_names_of_its_fields(article: Article) -> None:
    written = json.loads(json.dumps(article_to_dict(article)))
    assert list(written) == list(Article.__slots__)
    assert (written["text"], written["published"]["date"]) == (article.text, article.published.date)
    assert [one["code"] for one in written["countries"]] == [one.code for one in article.countries]


@given(st.from_type(Article))
def test_an_article_survives_an_index(article: Article) -> None:
    assert article_from_bytes(article_to_bytes(article)) == article


@given(st.from_type(Article))
def test_an_outline_has_all_that_a_list_shows(article: Article) -> None:
    outline = outline_from_bytes(article_to_bytes(article))
    assert (outline.unresolved, outline.events) == ((), ())
    for name in ("countries", "agencies", "instruments"):
        whole, own = getattr(article, name), getattr(outline, name)
        assert [replace(one, evidence=()) for one in own] == [replace(one, evidence=()) for one in whole]
        for one, other in zip(own, whole, strict=True):
            assert {proof.role for proof in one.evidence} == {proof.role for proof in other.evidence}
            assert not any(proof.words for proof in one.evidence)
    assert outline.party_pairs() == article.party_pairs()
    left = {name: getattr(outline, name) for name in ("countries", "agencies", "instruments", *NOT_IN_LISTS)}
    assert outline == replace(article, **left)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"[1]", b"null", "[«]".encode(), b"\xff"])
def test_bytes_of_something_else_are_refused(content: bytes) -> None:
    with pytest.raises((ValueError, LookupError, TypeError)):
        article_from_bytes(content)

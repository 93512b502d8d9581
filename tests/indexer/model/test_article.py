"""Articles: dates that keep their precision, and a JSON form that loses nothing."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model.article import Article, Precision, PublishedDate
from indexer.model.article_json import article_from_dict, article_to_dict


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


@given(st.from_type(Article))
def test_an_article_survives_json(article: Article) -> None:
    assert article_from_dict(json.loads(json.dumps(article_to_dict(article)))) == article

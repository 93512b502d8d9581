"""The publisher's own day: of a stamp with an offset, of one in UTC, and of bylines that count back."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from indexer.model.article import Article

BODY = "The two bodies signed a memorandum of understanding and agreed on joint training for their inspectors."
BODY_AR = "وقعت الجهتان مذكرة تفاهم واتفقتا على تدريب مشترك للمفتشين في البلدين خلال العام المقبل."
LATE = "2019-12-09T22:00:00Z"


@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("2019-12-10T01:00:00+03:00", "2019-12-10"),
        ("2019-12-10T23:00:00-05:00", "2019-12-10"),
        ("Tue, 10 Dec 2019 01:00:00 AST", "2019-12-10"),
        ("2019-12-10T01:00:00", "2019-12-10"),
        (LATE, "2019-12-10"),
    ],
)
@pytest.mark.parametrize("body", [BODY, BODY_AR])
def test_an_outlet_of_kuwait(extract: Callable[..., Article], body: str, published: str, date: str) -> None:
    assert extract(body, published=published, source="KUNA").published.date == date


@pytest.mark.parametrize(
    ("values", "date"),
    [
        ({}, "2019-12-09"),
        ({"source": "Associated Press"}, "2019-12-09"),
        ({"source": "Somebody's Blog"}, "2019-12-09"),
        ({"source": "كونا"}, "2019-12-10"),
        ({"zone": "Asia/Kuwait"}, "2019-12-10"),
        ({"zone": "America/Lima", "source": "KUNA"}, "2019-12-09"),
        ({"url": "https://www.kuna.net.kw/x"}, "2019-12-10"),
        ({"url": "https://news.example/2019/12/10/x"}, "2019-12-10"),
        ({"url": "https://news.example/2019/12/09/x", "source": "KUNA"}, "2019-12-09"),
        ({"url": "https://news.example/2018/01/05/x", "source": "KUNA"}, "2019-12-10"),
    ],
)
def test_a_stamp_in_utc(extract: Callable[..., Article], values: dict[str, str], date: str) -> None:
    assert extract(BODY, published=LATE, **values).published.date == date


@pytest.mark.parametrize(
    "text", [f"Published: 10 December 2019\n{BODY}", f"تاريخ النشر: ١٠ ديسمبر، ٢٠١٩\n{BODY_AR}"], ids=["en", "ar"]
)
def test_a_byline_names_the_day_of_a_stamp_in_utc(extract: Callable[..., Article], text: str) -> None:
    published = extract(text, published=LATE).published
    assert published.date == "2019-12-10"
    assert published.evidence.field == "text"
    assert text[published.evidence.start : published.evidence.end] == published.evidence.words


def test_a_day_in_the_address_is_evidence(extract: Callable[..., Article]) -> None:
    address = "https://news.example/2019/12/10/x"
    for published in (LATE, None):
        evidence = extract(BODY, url=address, published=published).published.evidence
        assert (evidence.field, evidence.words, evidence.rule) == ("url", "2019/12/10", "day in the address")
        assert address[evidence.start : evidence.end] == evidence.words


def test_a_day_in_the_address_of_a_page_is_not_that_of_its_items(extract: Callable[..., Article]) -> None:
    address = "https://news.example/2019/12/10/all"
    assert extract(BODY, url=f"{address}#x", uri=address, parent=address).published.date is None


def test_a_byline_that_counts_back_does_so_in_the_zone_of_the_source(extract: Callable[..., Article]) -> None:
    late = datetime(2020, 3, 4, 22, tzinfo=UTC)
    assert extract(f"1 hour ago\n{BODY}", fetched_at=late).published.date == "2020-03-04"
    assert extract(f"منذ ساعة\n{BODY_AR}", fetched_at=late, zone="Asia/Kuwait").published.date == "2020-03-05"


def test_the_day_comes_first_in_the_field_of_an_arabic_article(extract: Callable[..., Article]) -> None:
    assert extract(BODY_AR, published="03/04/2019").published.date == "2019-04-03"
    assert extract(BODY, published="03/04/2019").published.date == "2019"

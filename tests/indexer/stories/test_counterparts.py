"""Articles in two languages count as reports of one event only if nothing contradicts it."""

from dataclasses import replace
from typing import Any

import pytest

from indexer.model.article import EventDate, Evidence, Language, Precision, PublishedDate
from indexer.stories import facts
from indexer.stories.rules import EVENT
from tests.indexer.stories.shelf import DAY, WORDS, Shelf, article

ARABIC = article("ar", day=DAY, countries="BH OM", agencies="bh-lmra (om-ncctip)", instruments="mou")
ENGLISH = article(
    "en", day=DAY, countries="OM BH", agencies="om-ncctip", instruments="training mou", language=Language.EN
)


def test_the_same_event_in_two_languages(shelf: Shelf) -> None:
    found = shelf.build(ARABIC, ENGLISH)
    assert found.stories == {}
    assert found.related == {"ar": "en", "en": "ar"}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"language": Language.AR}, "the same language"),
        ({"language": Language.MIXED}, "a language that is not known"),
        ({"published": PublishedDate("2023-05-04", Precision.DAY)}, "two days apart"),
        ({"published": PublishedDate("2023-05", Precision.MONTH)}, "only the month is known"),
        ({"published": PublishedDate()}, "no date"),
        ({"countries": ARABIC.countries[:1]}, "one country of two"),
        ({"countries": (*ARABIC.countries, replace(ARABIC.countries[0], code="SA"))}, "a third country"),
        ({"countries": ()}, "no country"),
        ({"instruments": ARABIC.instruments[:0]}, "no kind of news"),
        ({"agencies": ()}, "no body in common"),
        ({"agencies": (replace(ENGLISH.agencies[0], id="un"),)}, "a body that is in all news"),
    ],
)
def test_what_speaks_against_it(shelf: Shelf, changes: dict[str, Any], why: str) -> None:
    shared = replace(ARABIC, agencies=(*ARABIC.agencies, replace(ARABIC.agencies[0], id="un")))
    assert shelf.build(shared, replace(ENGLISH, **changes)).related == {}, why


def test_a_day_apart_is_near_enough(shelf: Shelf) -> None:
    later = replace(ENGLISH, published=PublishedDate("2023-05-03", Precision.DAY))
    assert shelf.build(ARABIC, later).related == {"ar": "en", "en": "ar"}


@pytest.mark.parametrize(
    ("arabic", "english", "related"),
    [
        ("iom sa-hrc", "iom sa-hrc", True),
        ("iom (sa-hrc)", "iom sa-hrc", False),
        ("sa-hrc", "sa-hrc", False),
        ("sa-hrc gcc", "sa-hrc gcc", False),
    ],
)
def test_within_one_country_two_bodies_have_to_be_the_same(
    shelf: Shelf, arabic: str, english: str, related: bool
) -> None:
    one = article("ar", day=DAY, countries="SA", agencies=arabic, instruments="mou")
    other = article("en", day=DAY, countries="SA", agencies=english, instruments="mou", language=Language.EN)
    assert bool(shelf.build(one, other).related) is related


UNDATED_ARABIC = replace(
    article("ar", countries="BH OM", agencies="bh-lmra om-ncctip bh-ncctip", instruments="mou training"),
    events=(EventDate("2018-02-05", Precision.DAY, Evidence("text", 0, 1, "x", "y")),),
)
UNDATED_ENGLISH = replace(UNDATED_ARABIC, id="en", language=Language.EN)


def event_days(*days: str) -> tuple[EventDate, ...]:
    return tuple(
        EventDate(day, Precision.DAY if len(day) == 10 else Precision.MONTH, Evidence("text", 0, 1, "x", "y"))
        for day in days
    )


@pytest.mark.parametrize(
    ("changes", "related"),
    [
        ({}, True),
        ({"events": ()}, True),
        ({"events": event_days("2018-03")}, True),
        ({"events": event_days("2018-02-05", "2020-01-01")}, True),
        ({"events": event_days("2018-02-06")}, False),
        ({"published": PublishedDate("2018-02-06", Precision.DAY)}, False),
        ({"published": PublishedDate("2018-02", Precision.MONTH)}, False),
        ({"agencies": UNDATED_ARABIC.agencies[:1]}, False),
        ({"agencies": article("", agencies="bh-lmra (om-ncctip)").agencies}, False),
        ({"instruments": UNDATED_ARABIC.instruments[1:]}, False),
        ({"countries": UNDATED_ARABIC.countries[:1]}, False),
    ],
)
def test_without_days_the_parties_and_the_instrument_decide(
    shelf: Shelf, changes: dict[str, Any], related: bool
) -> None:
    assert bool(shelf.build(UNDATED_ARABIC, replace(UNDATED_ENGLISH, **changes)).related) is related


@pytest.mark.parametrize(
    ("countries", "arabic", "english", "kinds", "related"),
    [
        ("AE EG", "ae-fnc ahrc", "ae-fnc (ahrc)", ("", "meeting"), True),
        ("AE EG", "ae-fnc ahrc", "ae-fnc (ahrc)", ("", ""), False),
        ("AE EG", "ae-fnc ahrc", "ae-fnc (ahrc)", ("visit", "meeting"), False),
        ("AE EG", "ae-fnc (ahrc)", "ahrc (ae-fnc)", ("", "meeting"), False),
        ("AE EG", "ae-fnc", "ae-fnc", ("", "meeting"), False),
        ("AE EG", "ae-fnc un", "ae-fnc un", ("", "meeting"), False),
        ("AE", "ae-fnc ahrc", "ae-fnc ahrc", ("", "meeting"), False),
    ],
)
def test_where_one_shows_no_kind_of_news_two_bodies_are_required(
    shelf: Shelf, countries: str, arabic: str, english: str, kinds: tuple[str, str], related: bool
) -> None:
    one = article("ar", day=DAY, countries=countries, agencies=arabic, instruments=kinds[0])
    other = article("en", day=DAY, countries=countries, agencies=english, instruments=kinds[1], language=Language.EN)
    assert bool(shelf.build(one, other).related) is related


def test_a_second_candidate_leaves_it_open_until_it_goes(shelf: Shelf) -> None:
    assert shelf.build(ARABIC, ENGLISH, replace(ENGLISH, id="en2")).related == {}
    assert shelf.build(without=("en2",)).related == {"ar": "en", "en": "ar"}


def test_copies_are_one_candidate(shelf: Shelf) -> None:
    text = " ".join(WORDS)
    copies = [replace(ENGLISH, id=id, text=text) for id in ("en", "en2")]
    found = shelf.build(ARABIC, *copies)
    assert found.stories == {"en": ("en", "en2")}
    assert found.related == {"ar": "en", "en": "ar"}


def test_what_many_articles_share_is_no_coincidence(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(WORDS)
    crowd = [replace(ENGLISH, id=f"en{number}", text=text) for number in range(3)]
    assert shelf.build(ARABIC, *crowd).related
    monkeypatch.setattr(facts, "EVENT", EVENT._replace(most_articles=3))
    assert shelf.build(ARABIC, *crowd).related == {}

"""What is similar: what shares rare marks, in either language; between two languages only what tables know counts."""

from collections.abc import Mapping

import pytest

from indexer.model.article import Language
from indexer.similar import likeness
from indexer.similar.holders import Marked, marked, merged
from indexer.similar.likeness import Likeness, Similar
from indexer.similar.marks import Equals, Mark
from indexer.similar.rules import LEAST

NOTHING = Equals({}, {}, {})


def names(*marks: str) -> dict[Mark, bool]:
    """Marks by `kind:value`; one with an exclamation mark is heavy."""
    return {Mark(*mark.rstrip("!").split(":")): mark.endswith("!") for mark in marks}  # type: ignore[arg-type]


def english(id: str, *marks: str) -> Marked:
    return marked(id, Language.EN, names(*marks))


def arabic(id: str, *marks: str) -> Marked:
    return marked(id, Language.AR, names(*marks))


#: Articles that share nothing with those of a test, so that its marks are rare.
FILLING = [english(f"other-{number}", f"word:other{number}") for number in range(20)]


def similar(own: str, articles: list[Marked], without: tuple[str, ...] = (), most: int = 5) -> Similar:
    found = Likeness(merged(NOTHING, None, [*articles, *FILLING]))
    return found.find(own, MARKS[own], without, most)


MARKS: Mapping[str, dict[Mark, bool]] = {
    "own": names("concept:mou", "agency:iom!", "country:OM!", "word:membran", "word:study"),
    "اسم": names("concept:mou", "agency:iom!", "country:OM!", "word:غشاء"),
}
OWN = marked("own", Language.EN, MARKS["own"])
NAMED = marked("اسم", Language.AR, MARKS["اسم"])


def test_the_more_and_the_rarer_in_common_the_more_alike() -> None:
    common = [english(f"c{number}", "word:study", f"word:c{number}", f"word:d{number}") for number in range(9)]
    found = similar(
        "own", [OWN, english("one", "word:membran"), english("two", "word:membran", "agency:iom!"), *common]
    )
    assert found.ids == ("two", "one")
    assert 1 > found.likenesses[0] > found.likenesses[1] > LEAST


@pytest.mark.parametrize(("own", "other"), [(OWN, NAMED), (NAMED, OWN)])
def test_articles_in_two_languages_are_similar_by_what_tables_know(own: Marked, other: Marked) -> None:
    found = similar(own.id, [own, other])
    assert found.ids == (other.id,)
    assert set(found.shared(other.id)) == names("concept:mou", "agency:iom", "country:OM").keys()
    assert found.shared(other.id)[-1] == Mark("concept", "mou"), "the heavier ones first"


@pytest.mark.parametrize("shared", [("country:OM!", "place:om-muscat!", "party:OM-QA!"), ("word:membran!",)])
def test_places_and_words_alone_connect_articles_in_one_language_only(shared: tuple[str, ...]) -> None:
    MARKS_HERE = names(*shared)
    articles = [marked("own", Language.EN, MARKS_HERE), english("en", *shared), arabic("ar", *shared)]
    found = Likeness(merged(NOTHING, None, [*articles, *FILLING])).find("own", MARKS_HERE, (), 5)
    assert found.ids == ("en",)


def test_a_heavy_mark_weighs_more() -> None:
    found = similar("own", [OWN, english("a-light", "agency:iom", "word:x"), english("heavy", "agency:iom!", "word:y")])
    assert found.ids[0] == "heavy"


def test_a_mark_of_too_many_articles_is_left_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [OWN, *(english(f"e{number}", "agency:iom!") for number in range(3))]
    assert len(similar("own", articles).ids) == 3
    monkeypatch.setattr(likeness, "MOST_HOLDERS", 3)
    assert similar("own", articles).ids == ()


def test_no_article_is_similar_to_itself_or_to_none() -> None:
    assert similar("own", [OWN]).ids == ()
    assert Likeness(merged(NOTHING, None, FILLING)).find("own", MARKS["own"], (), 5).ids == ()
    assert Likeness(merged(NOTHING, None, ())).find("own", MARKS["own"], (), 5).ids == ()


def test_those_shown_elsewhere_are_left_out_and_no_more_than_asked_for() -> None:
    articles = [OWN, *(english(f"e{number}", "word:membran", "agency:iom!") for number in range(4))]
    assert similar("own", articles, without=("e1", "not there")).ids == ("e0", "e2", "e3")
    assert similar("own", articles, most=2).ids == ("e0", "e1")


def test_an_article_with_little_in_common_is_not_similar() -> None:
    little = english("e", "word:study", *(f"word:e{number}" for number in range(30)))
    assert similar("own", [OWN, little]).ids == ()


def test_marks_that_an_article_gained_since_count_where_others_have_them() -> None:
    found = Likeness(merged(NOTHING, None, [OWN, english("e", "word:membran"), *FILLING]))
    assert found.find("own", MARKS["own"] | names("word:new"), (), 5).ids == ("e",)

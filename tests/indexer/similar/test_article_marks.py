"""Which marks an article has: concepts before their words, words alike in both languages, facts, and places."""

import pytest

from analyzers.pipeline import Analyzer
from indexer.model.article import (
    AgencyMention,
    Article,
    CountryMention,
    Evidence,
    InstrumentMention,
    Role,
    Rule,
)
from indexer.similar.marks import Equals, Mark, leading
from indexer.similar.rules import LEAD

ANALYZER = Analyzer()
EQUALS = Equals(
    concepts={"memorandum of understand": "mou", "memorandum": "memorandum", "مذكر تفاهم": "mou"},
    words={"زلزال": "earthquak"},
    places={"muscat": "place:om-muscat", "مسقط": "place:om-muscat"},
)


def marks(title: str, text: str = "", equals: Equals = EQUALS, **facts: object) -> dict[Mark, bool]:
    article = Article(id="a", uri="file:a", title=title, text=text, **facts)  # type: ignore[arg-type]
    lead = leading(ANALYZER.analyze(text))
    return equals.find(article, equals.read(ANALYZER.analyze(title)), equals.read(lead))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("A memorandum of understanding", {Mark("concept", "mou")}, id="the longest concept"),
        pytest.param("The memorandum", {Mark("concept", "memorandum")}, id="a shorter one"),
        pytest.param("مذكرة تفاهم", {Mark("concept", "mou")}, id="the same in Arabic"),
        pytest.param("An earthquake", {Mark("word", "earthquak")}, id="a word"),
        pytest.param("زلزال", {Mark("word", "earthquak")}, id="the word that it means"),
        pytest.param("في 14 of the 1,500", set(), id="stop words and numbers"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_words_mark_an_article_alike_in_both_languages(text: str, found: set[Mark]) -> None:
    assert marks(text).keys() == found


def test_facts_and_words_of_the_title_are_heavy() -> None:
    found = marks(
        "Earthquake",
        "The shelter and the earthquake",
        countries=(
            CountryMention("OM", Role.PRIMARY),
            CountryMention("QA", Role.PRIMARY),
            CountryMention("KW", Role.MENTIONED),
        ),
        agencies=(AgencyMention("iom", Role.PRIMARY), AgencyMention("unodc", Role.MENTIONED)),
        instruments=(InstrumentMention("mou"),),
    )
    assert {mark for mark, heavy in found.items() if not heavy} == {Mark("word", "shelter")}
    assert {mark for mark, heavy in found.items() if heavy} == {
        Mark("word", "earthquak"),
        Mark("country", "OM"),
        Mark("country", "QA"),
        Mark("party", "OM-QA"),
        Mark("agency", "iom"),
        Mark("agency", "unodc"),
        Mark("instrument", "mou"),
    }


@pytest.mark.parametrize("words", ["Muscat", "مسقط", "وبمسقط"])
@pytest.mark.parametrize(("field", "start", "found"), [("title", 0, True), ("text", 3, False), ("text", LEAD, None)])
def test_a_place_that_named_a_country_early_is_a_mark(words: str, field: str, start: int, found: bool | None) -> None:
    evidence = Evidence(field, start, start + len(words), words, Rule("place in body"))
    found_marks = marks("", countries=(CountryMention("OM", Role.MENTIONED, (evidence,)),))
    assert found_marks.get(Mark("place", "place:om-muscat")) is found


@pytest.mark.parametrize("word", ["earthquake", "زلزال"])
def test_only_the_beginning_of_a_text_is_read(word: str) -> None:
    assert marks("", f"{'.' * (LEAD - 2)} {word}").keys() == {Mark("word", "earthquak")}
    assert marks("", f"{'.' * (LEAD - 1)} {word}") == {}


def test_numbers_leave_a_bit_for_the_weight() -> None:
    numbers = [Mark("word", value).number for value in ("earthquak", "زلزال", "\ud800", "")]
    assert len(set(numbers)) == 4
    assert all(number % 2 == 0 and 0 <= number < 2**32 for number in numbers)

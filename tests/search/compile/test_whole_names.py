"""Names of several words are found in the other script as a whole, with the small words within them."""

from collections.abc import Iterator

import pytest
from asking import ids, search
from search_stories import serving, story

from analyzers.pipeline import Analyzer
from indexer.lexicon.entries import Entry
from search.compile.whole_names import within_names
from search.query.parser import parse
from search.query.words import QueryWord, every_word
from search.service import SearchService

STORIES = (
    *(story(f"filler-{number}", "", "وقال إن العمل في البلاد مستمر.") for number in range(6)),
    story("prince-ar", "", "قال محمد بن سلمان إن العمل مستمر."),
    story("prince-and-ar", "", "حضر الوزير ومحمد بن سلمان."),
    story("apart-ar", "", "قال سلمان ذلك، وقاله محمد بن ناصر."),
    story("prince-en", "", "They met Mohammed bin Salman in the evening."),
    story("house-ar", "", "حضر تميم بن حمد آل ثاني اللقاء، وهو اللقاء الثاني."),
    story("second-ar", "", "اليوم الثاني من اللقاء."),
    story("abd-ar", "", "قال عبد الفتاح المنصوري ذلك."),
    story("abd-en", "", "So said Abdel Fattah Al Mansouri."),
    story("other-en", "", "Mansouri was there."),
    story("laden-ar", "", "قال بن لادن ذلك."),
    story("boko-ar", "", "هاجمت بوكو حرام قرية في الشمال."),
    story("haram-ar", "", "قال إن الربا حرام."),
    *(story(f"book-{number}", "", "The book is forbidden.") for number in range(40)),
    story("laden-en", "", "The ship is laden, as laden ships are."),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    entries = (Entry("haram", "adj", (), ("حرام",)), Entry("حرام", "adj", (), ("forbidden", "haram")))
    with serving(tmp_path_factory.mktemp("whole") / "data", STORIES, entries=entries) as service:
        yield service


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Mohammed bin Salman", {"prince-ar", "prince-and-ar", "prince-en"}),
        ("mohammed ibn salman", {"prince-ar", "prince-and-ar", "prince-en"}),
        ("محمد بن سلمان", {"prince-ar", "prince-and-ar", "prince-en", "apart-ar"}),
        ("Tamim bin Hamad Al Thani", {"house-ar"}),
        # Which no article has: what the other script has for it is looked for in its own too.
        ("Muhamed bin Sulman", {"prince-ar", "prince-and-ar", "prince-en"}),
        ("Abdul Fattah al-Mansouri", {"abd-ar", "abd-en"}),
        ("عبد الفتاح المنصوري", {"abd-ar", "abd-en"}),
        # Beside a particle or a word that nothing knows, an ordinary word may be part of a name.
        ("bin Laden", {"laden-ar"}),
        ("Boko Haram", {"boko-ar"}),
        ("بوكو حرام", {"boko-ar"}),
    ],
)
def test_a_name_of_several_words_is_found_in_both_scripts(service: SearchService, typed: str, found: set[str]) -> None:
    page = search(service, typed)
    assert {hit.id for hit in page.hits} == found


def test_a_name_that_articles_have_is_not_misspelt(service: SearchService) -> None:
    assert not search(service, "Boko Haram").did_you_mean
    assert search(service, "boko, forbidden").did_you_mean == "book, forbidden"
    assert [one.forms for one in search(service, "haram").expansions] == [("حرام",)]


def test_a_whole_name_is_one_addition_that_can_be_taken_out(service: SearchService) -> None:
    (expansion,) = search(service, "Mohammed bin Salman").expansions
    assert (expansion.typed, expansion.forms) == ("Mohammed bin Salman", ("محمد بن سلمان",))
    without = search(service, "Mohammed bin Salman", not_expand=(expansion.concept,))
    assert without.expansions == ()
    assert ids(without)[0] == "prince-en"


@pytest.mark.parametrize(
    ("typed", "id", "marked"),
    [
        ("Abdel Fatah Al Mansouri", "abd-ar", "<mark>عبد</mark> <mark>الفتاح</mark> <mark>المنصوري</mark>"),
        ("Abdel Fatah Al Mansouri", "abd-en", "<mark>Abdel</mark> <mark>Fattah</mark> <mark>Al</mark>"),
        ("محمد بن سلمان", "prince-en", "<mark>Mohammed</mark> <mark>bin</mark> <mark>Salman</mark>"),
    ],
)
def test_a_name_is_marked_as_it_was_found_also_above_the_closest_others(
    service: SearchService, typed: str, id: str, marked: str
) -> None:
    page = search(service, typed)
    assert page.others
    assert marked in next(hit.title_html + hit.snippet_html for hit in page.hits if hit.id == id)


@pytest.mark.parametrize(
    ("query", "meaning", "places"),
    [
        ("محمد بن سلمان", {0, 2}, {1}),
        ("محمد ولد سلمان", {0}, {1}),
        ("طفل ولد يتيما", {0, 2}, set()),
        ("بن", set(), set()),
        ("أبو مازن", set(), {0}),
        ("ابن الوزير", set(), set()),
        ("Salman bin Ahmad", {0, 2}, {1}),
        ("Vincent van Gogh", {1}, {1}),
        ("the van stopped here", {0, 1, 2, 3}, set()),
    ],
)
def test_a_particle_within_a_name_is_no_word(query: str, meaning: set[int], places: set[int]) -> None:
    words: list[QueryWord] = list(every_word(parse(query).tree, Analyzer()))
    assert within_names(words, meaning) == places


def test_a_particle_within_a_name_is_not_translated(tmp_path_factory: pytest.TempPathFactory) -> None:
    entries = (Entry("بن", "n", (), ("coffee",)), Entry("سوق", "n", (), ("market",)))
    stories = (*STORIES, story("coffee-en", "", "The coffee market is large."))
    with serving(tmp_path_factory.mktemp("coffee") / "data", stories, entries=entries) as service:
        assert not [one for one in search(service, "محمد بن سلمان").expansions if one.translated]
        assert [one.forms for one in search(service, "بن").expansions] == [("coffee",)]

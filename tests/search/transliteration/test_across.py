"""A name typed in one script finds the articles that have it in the other; no other word is taken for a name."""

from collections.abc import Iterator

import pytest
from asking import ids, search
from hypothesis import given
from hypothesis import strategies as st
from search_stories import serving, story

from search.compile.expander import ACROSS_ID
from search.model.results import Parameters
from search.service import SearchService
from search.transliteration.words import LETTERS

OTHERS = (
    *(story(f"filler-{number}", "", "وقال إن العمل في البلاد مستمر.") for number in range(6)),
    *(story(f"trade-{number}", "", f"The trade of day {number} is small, as all trade.") for number in range(4)),
    *(story(f"expel-{number}", "", "قرر طرد العمال، والطرد ممنوع، وطردها كذلك.") for number in range(4)),
)
STORIES = (
    *OTHERS,
    story("durand-ar", "", "التقى الوزير بيار دوراند في الكويت، وقال لدوراند ذلك."),
    story("mansouri-ar", "", "حضر السفير خالد المنصوري الاجتماع."),
    story("mansouri-en", "", "The envoy Khaled Al Mansouri was there."),
    story("kowalski-en", "", "They met Jan Kowalski, and Kowalski thanked them."),
    story("kowalski-ar", "", "شكرهم يان كوالسكي."),
    story("hammer-en", "", "They bought a hammer, as every hammer is useful."),
    story("hammer-ar", "", "قال همر إن ذلك صحيح."),
    story("hammer-ar-2", "", "عاد همر إلى البلاد."),
    story("tarde-ar", "", "قال تاردي إن ذلك صحيح."),
    story("trady-ar", "", "قال ترادي إن ذلك صحيح."),
    *(story(f"ghamdi-{number}", "", "قال الغامدي إن ذلك صحيح.") for number in range(4)),
    story("ghamdi-bare", "", "قال غامدي إن ذلك صحيح."),
    *(story(f"yellow-{number}", "", "علم أصفر وراية صفراء، والعلم الأصفر كالراية الصفراء.") for number in range(4)),
    story("asfour", "", "قال العصفور إن ذلك صحيح."),
    *(story(f"rashidi-{number}", "", "قال الرشيدي إن ذلك صحيح.") for number in range(4)),
    *(story(f"village-{number}", "", "القرية الرشيدية بعيدة.") for number in range(3)),
    story("takeshita-en", "", "They met Noboru Takeshita, and Takeshita thanked them."),
    *(story(f"other-{number}", "", "قال تاكيشيتي إن ذلك صحيح.") for number in range(2)),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    with serving(tmp_path_factory.mktemp("across") / "data", STORIES) as service:
        yield service


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Durand", {"durand-ar"}),
        ("durand", {"durand-ar"}),
        ("Mansouri", {"mansouri-ar", "mansouri-en"}),
        ("المنصوري", {"mansouri-ar", "mansouri-en"}),
        ("Kowalski", {"kowalski-ar", "kowalski-en"}),
        ("كوالسكي", {"kowalski-ar", "kowalski-en"}),
        # Spelled exactly, though one slip makes it a word of more articles; with the article and without it.
        ("Trady", {"trady-ar"}),
        # Whose letters are those of a colour too.
        ("Asfour", {"asfour"}),
        # A family name that is an adjective too; a name beside one of few articles that is near to it.
        ("Rashidi", {f"rashidi-{number}" for number in range(4)}),
        ("تاكيشيتا", {"takeshita-en", "other-0", "other-1"}),
        # Which no article has: what the other script has for it is looked for in its own too.
        ("Kovalski", {"kowalski-ar", "kowalski-en"}),
        ("كوفالسكي", {"kowalski-ar", "kowalski-en"}),
        ("Ghamdi", {"ghamdi-bare", *(f"ghamdi-{number}" for number in range(4))}),
    ],
)
def test_a_name_is_found_in_both_scripts(service: SearchService, typed: str, found: set[str]) -> None:
    assert set(ids(search(service, typed))) == found


def test_what_was_searched_is_said_and_can_be_left_out(service: SearchService) -> None:
    page = search(service, "Durand")
    (expansion,) = page.expansions
    assert (expansion.typed, expansion.forms) == ("Durand", ("دوراند",))
    alone = service.search(Parameters(q="Durand", not_expand=(expansion.concept,)))
    assert (alone.total, [one.label for one in alone.unexpanded]) == (0, ["Durand"])
    with service.lease() as reading:
        assert reading.known_concepts([expansion.concept]) == (expansion.concept,)


@pytest.mark.parametrize("typed", ["trade", "طرد", "hammer", "xqzzt", "ضظغث"])
def test_words_that_are_no_names_stay_as_typed(service: SearchService, typed: str) -> None:
    assert search(service, typed).expansions == ()


def test_a_slip_of_a_word_that_more_articles_have_is_no_name(service: SearchService) -> None:
    page = search(service, "tarde")
    assert (page.expansions, page.did_you_mean) == ((), "trade")


def test_a_word_that_may_be_a_name_may_be_misspelt_too(service: SearchService) -> None:
    page = search(service, "hamer")
    assert [one.forms for one in page.expansions] == [("همر",)]
    assert page.did_you_mean == "hammer"


def test_a_quotation_stays_as_typed(service: SearchService) -> None:
    assert search(service, '"Durand"').expansions == ()


def test_a_name_in_a_sentence_is_looked_for_too(service: SearchService) -> None:
    (found,) = search(service, "what Durand told them on that day about hammers").expansions
    assert found.forms == ("دوراند",)


@given(st.text(max_size=2 * LETTERS))
def test_no_text_makes_it_fail(service: SearchService, typed: str) -> None:
    page = search(service, typed)
    assert page.query == typed
    assert all(one.typed in typed and one.forms for one in page.expansions if one.concept.startswith(ACROSS_ID))


def test_a_name_of_several_words_may_begin_with_a_short_vowel(tmp_path_factory: pytest.TempPathFactory) -> None:
    stories = (story("ar", "", "قال أسامة بن ربيع إن ذلك صحيح."), *OTHERS)
    with serving(tmp_path_factory.mktemp("vowel") / "data", stories) as service:
        assert ids(search(service, "Osama bin Rabie")) == ["ar"]
        assert ids(search(service, "Usama")) == ["ar"]

"""Queries whose misspelt words are corrected, in a collection large enough to have rare and frequent words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_stories import story, write_generation

from analyzers.folding import fold
from indexer.lexicon.entries import Entry
from indexer.model.settings import Settings, seeds_directory
from search.model.results import Parameters
from search.service import SearchService
from search.spelling.meaning import RARER

FREQUENT = (
    "The government signed a memorandum of understanding on human trafficking near the lake in Oslo.",
    "وقعت الحكومة مذكرة تفاهم بشأن التعاون لمكافحة الفساد في مركز الطاقة، وشددت على مواجهة الاتجار بالبشر.",
)
#: Words that a dictionary translates; "planing" and الانتخبات, which it does not have, share their stems.
ENTRIES = (
    Entry("plane", "n", (), ("طائرة",)),
    Entry("انتخب", "v", (), ("elect",)),
    Entry("harrow", "n", (), ("مسلفة",)),
)
PLANTING = "The planting of wheat began.", "بدأت الانتخابات في القرى."
#: Words that few articles have: misspelt there too, or right.
RARE = ("goverment", "Blake", "نادرة", "Laker", "the lakes of Onega")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    data = tmp_path_factory.mktemp("spelling") / "data"
    texts = [*FREQUENT * (RARER + 1), *RARE]
    write_generation(data, tuple(story(f"s{n}", "", text) for n, text in enumerate(texts)), concepts=True)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=data))
    yield service
    service.close()


@pytest.fixture(scope="module")
def translating(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    data = tmp_path_factory.mktemp("translating") / "data"
    texts = [
        *PLANTING * RARER,
        "They elect a mayor while the plane waits, as the narrow gauge does.",
        "طائرة مسلفة انتخب رئيسها",
    ]
    articles = tuple(story(f"s{n}", "", text) for n, text in enumerate(texts))
    write_generation(data, articles, concepts=True, entries=ENTRIES)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=data))
    yield service
    service.close()


def meant(service: SearchService, typed: str) -> str:
    return service.search(Parameters(q=typed)).did_you_mean


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # All words, each wherever it stands, and the rest as it was typed.
        ("memorandom of understandng", "memorandum of understanding"),
        ("memorandom  AND memorandom", "memorandum  AND memorandum"),
        ("memorandom -memorandom", "memorandum -memorandom"),
        ('memorandom "memorandom"', 'memorandum "memorandom"'),
        ("Memorandom memorandom", "memorandum memorandum"),
        ("مذكرة تفاهمم", "مذكرة تفاهم"),
        # A letter left out, put in, another one, two exchanged.
        ("التعون", "التعاون"),
        ("التعاوون", "التعاون"),
        ("التعاكن", "التعاون"),
        ("التعاوت", "التعاون"),
        ("التعوان", "التعاون"),
        # Letters repeated for emphasis, in any number, in a word or in a name.
        ("memoraaaaandum", "memorandum"),
        ("التعاووووون", "التعاون"),
        ("Osloooo", "Oslo"),
        # Within a phrase that is known by its stems alone, and of a word with the same stem.
        ("human trafficing", "human trafficking"),
        # A word that the collection has, a hundred times rarer.
        ("goverment", "government"),
    ],
)
def test_misspelt_words_are_corrected(service: SearchService, typed: str, expected: str) -> None:
    assert meant(service, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("planing", "planting"),
        ("الانتخبات", "الانتخابات"),
        # As a dictionary or the collection has them.
        ("harrow", ""),
        ("planes", ""),
        ("والانتخب", ""),
    ],
)
def test_a_word_of_which_a_table_has_the_stem_alone_may_be_misspelt(
    translating: SearchService, typed: str, expected: str
) -> None:
    assert [one.translated for one in translating.search(Parameters(q=typed)).expansions] == [True]
    assert meant(translating, typed) == expected


def test_what_a_rare_word_finds_stays_there(service: SearchService) -> None:
    page = service.search(Parameters(q="goverment"))
    assert (page.total, page.did_you_mean) == (1, "government")


@pytest.mark.parametrize(
    "typed",
    [
        # Names that it has seldom or never, and a word that the search finds by its stem.
        "Blake",
        "Lothar",
        "Bjorlund",
        "بوركهارت",
        "governments",
        "government",
        "نادرة",
        "",
        "qqqqqqqqqqqq",
        "слово",
    ],
)
def test_unknown_names_and_right_words_are_not(service: SearchService, typed: str) -> None:
    assert meant(service, typed) == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("l`;vm jthil", "مذكرة تفاهم"),
        ("hgjuh,k", "التعاون"),
        ("HGJUH,K", "التعاون"),
        ("lv;. hg'hrm", "مركز الطاقة"),
        ("hgjuh,k?", "التعاون?"),
        ("ةثةخقشىيعة", "memorandum"),
        ("ىثشق فاث مشنث", "near the lake"),
        # A slip on the right keyboard, and words of which one is none on the other.
        ("موابجهة", "مواجهة"),
        ("hgjuh,k government", ""),
        ("hgjuh,k zzzzzz", ""),
        ('"hgjuh,k"', ""),
    ],
)
def test_the_other_keyboard_is_meant_when_all_becomes_words(service: SearchService, typed: str, expected: str) -> None:
    assert meant(service, typed) == expected


@given(st.text("govermntk عاونلتا`;,'", max_size=20))
def test_a_correction_has_only_words_of_the_collection(service: SearchService, typed: str) -> None:
    """The signs between them stay; known names would be allowed too, and these letters make none."""
    known = {fold(word.strip(".,،")) for text in (*FREQUENT, *RARE) for word in text.split()}
    before = set(fold(typed).split())
    for word in fold(meant(service, typed)).split():
        assert word in before or any(one in word for one in known)

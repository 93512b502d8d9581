"""A name that shares its stem with a word: what is counted for it, and what follows."""

from collections.abc import Iterator

import pytest
from asking import ids, search
from search_stories import serving, story

from indexer.lexicon.entries import Entry
from search.service import SearchService

ENTRIES = (
    Entry("زيادة", "n", (), ("increase",)),
    Entry("increase", "n", (), ("زيادة",)),
    Entry("أمل", "n", ("آمال",), ("hope",)),
    Entry("jam", "n", (), ("مربى",)),
    Entry("مربى", "n", (), ("jam",)),
)
STORIES = (
    story("ziyad", "", "وصل السفير زياد إلى المدينة."),
    story("and-ziyad", "", "حضر الوزير وزياد الاجتماع."),
    story("growth", "", "أعلنت الوزارة زيادة في الإنتاج."),
    story("growth-en", "", "The increase was small."),
    story("james", "", "They met James in the town."),
    story("jam", "", "وزعت الشركة مربى من التين."),
    story("amal", "", "قالت أمل إن آمالها كبيرة."),
    story("hopes", "", "بقيت الآمال كبيرة في المدينة."),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    with serving(tmp_path_factory.mktemp("names") / "data", STORIES, entries=ENTRIES) as service:
        yield service


@pytest.mark.parametrize(
    ("query", "counted", "others"),
    [
        # As typed or with clitics, not what only shares its stem, in either language.
        ("زياد", {"ziyad", "and-ziyad"}, set()),
        ("James", {"james"}, set()),
        # The words themselves, and a name that is a word too.
        ("زيادات", {"growth", "growth-en", "ziyad", "and-ziyad"}, set()),
        ("jams", {"jam"}, set()),
        ("أمل", {"amal", "hopes"}, set()),
        # A name that no article has is looked for as a word.
        ("ريان", set(), set()),
    ],
)
def test_what_a_name_finds(service: SearchService, query: str, counted: set[str], others: set[str]) -> None:
    page = search(service, query)
    assert (set(ids(page)), {hit.id for hit in page.others}) == (counted, others)
    assert page.total == len(counted)


def test_what_a_name_is_written_like_orders_nothing(service: SearchService) -> None:
    plain = ids(search(service, "زياد", expand=False))
    assert set(plain) == {"ziyad", "and-ziyad", "growth"}
    assert ids(search(service, "زياد")) == [id for id in plain if id != "growth"]

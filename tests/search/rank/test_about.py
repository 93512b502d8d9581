"""An article about what the words name comes before one that names it in passing, in whichever language."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from asking import ids, search
from search_stories import story, write_generation

from indexer.model.settings import Settings, seeds_directory
from search.service import SearchService

STORIES = (
    story("about-ar", "تعاون تونسي كوري", "وقعت تونس وكوريا اتفاقا للتعاون في الصحة.", countries="TN KR"),
    story(
        "about-en", "Tunisia and Korea", "Tunisia and Korea signed an accord on health cooperation.", countries="TN KR"
    ),
    story(
        "passing-en", "Oil firm", "The firm seeks cooperation in drilling. It also works in Tunisia.", countries="FR"
    ),
    story("beside-en", "Cooperation in the east", "The talks ended in Tunisia. Cooperation goes on.", countries="FR"),
    story("passing-ar", "شركة نفط", "تسعى الشركة إلى التعاون في الحفر، وتعمل في تونس أيضا.", countries="FR"),
    *(story(f"fair{n}", "Fair", "The fair in Paris ended.", countries="FR") for n in range(9)),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    data = tmp_path_factory.mktemp("about") / "data"
    write_generation(data, STORIES, concepts=True)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=data))
    yield service
    service.close()


@pytest.mark.parametrize("query", ["Tunisia cooperation", "تونس تعاون", "cooperation Tunisia"])
def test_articles_about_the_country_are_first_in_both_languages(service: SearchService, query: str) -> None:
    found = ids(search(service, query))
    assert set(found[:2]) == {"about-en", "about-ar"}
    assert set(found[2:]) == {"passing-en", "beside-en", "passing-ar"}


@pytest.mark.parametrize(
    ("query", "first"), [("Tunisia", ["about-en", "about-ar"]), ("تونس", ["about-ar", "about-en"])]
)
def test_of_those_about_a_name_alone_the_ones_that_have_it_as_typed_are_first(
    service: SearchService, query: str, first: list[str]
) -> None:
    assert ids(search(service, query))[:2] == first


def test_an_article_about_one_side_of_an_operator_is_enough(service: SearchService) -> None:
    assert set(ids(search(service, "drilling OR Tunisia"))) >= {"about-en", "passing-en"}
    assert ids(search(service, "firm OR Tunisia"))[0] == "passing-en"

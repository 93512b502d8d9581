"""Misspelt words that a few articles have too: what stands beside them tells what they mean."""

from collections.abc import Iterator

import pytest
from search_stories import serving, story

from search.model.results import Parameters
from search.service import SearchService

OFTEN, FILLED = 40, 300
TOGETHER = "They signed a memorandum of understanding there.", "وقعوا هناك مذكرة التفاهم."
FILLING = "A harvest of wheat was brought in.", "وصل حصاد القمح."
#: Two articles have a misspelt word, but none of the words that stand beside it in the queries; a third one, right and
#: rare, stands beside one of them.
RARE = ("An understandng was reached.", "انتهى التفاهمم.") * 2 + ("The undertanding memorandum.", "مذكرة التفاهمي.")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    texts = (*TOGETHER * OFTEN, *FILLING * FILLED, *RARE)
    articles = tuple(story(f"s{n}", "", text) for n, text in enumerate(texts))
    with serving(tmp_path_factory.mktemp("beside") / "data", articles) as service:
        yield service


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # Both words at once, and the one beside a right one.
        ("memorandom of understandng", "memorandum of understanding"),
        ("memorandum of understandng", "memorandum of understanding"),
        ("مذكررة التفاهمم", "مذكرة التفاهم"),
        ("مذكرة التفاهمم", "مذكرة التفاهم"),
        # Alone, beside a word that it does not belong to, and beside one that it stands with in an article.
        ("understandng", ""),
        ("harvest understandng", ""),
        ("حصاد التفاهمم", ""),
        ("memorandum undertanding", ""),
        ("مذكرة التفاهمي", ""),
    ],
)
def test_what_stands_beside_a_rare_word_tells_what_it_means(service: SearchService, typed: str, meant: str) -> None:
    assert service.search(Parameters(q=typed)).did_you_mean == meant

"""Every weight of the ranking decides something: none can be changed much without an order or a page changing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from search_stories import story, write_generation

from analyzers.pipeline import Analyzer
from indexer.engines.port.packed_tokens import pack_tokens, table_of
from indexer.engines.port.port import Answer, Match, Request
from indexer.engines.port.query import Every
from indexer.generations.generations import Generations
from indexer.model.article import Article
from indexer.model.settings import seeds_directory
from search.compile.clauses import ALL_FORMS, ALL_PARTS, Leaves
from search.compile.compiled import Compiled
from search.model.ranking import RERANK_WEIGHTS, SCORING
from search.model.results import Parameters
from search.rank.letters import LetterTable
from search.rank.rerank import weighed
from search.rank.retrieval import Retrieval
from search.snapshots import Snapshots
from search.view import View

#: A title has three words and a text five, so that length tells nothing of an article unless it is meant to.
TITLE, TEXT = "two three four", "five six seven eight nine"
TITLE_AR, TEXT_AR = "خرج رجل كبير", "شارع مدينة قديم مدارس بحر"

ENGLISH = (
    story("stem in the text", TITLE, "visa six seven eight nine"),
    story("word in the text", TITLE, "shelter six seven eight nine"),
    story("stem in the title", "teacher three four", TEXT),
    story("word in the title", "harbour three four", TEXT),
    story("three times", TITLE, "prisons prisons prisons eight nine"),
    story("in a long title", "farmer two" + " three four" * 5, TEXT),
    story("in a long text", TITLE, "driver" + " six seven eight" * 10),
    *(story(f"filler {number}", TITLE, TEXT) for number in range(60)),
)
ARABIC = (
    story("stem in the text", TITLE_AR, "السفينة مدينة قديم مدارس بحر"),
    story("look-alike in the text", TITLE_AR, "الكتب مدينة قديم مدارس بحر"),
    story("look-alike in the title", "الوزارة رجل كبير", TEXT_AR),
    *(story(f"filler {number}", TITLE_AR, TEXT_AR) for number in range(60)),
)


@contextmanager
def served(data: Path, articles: tuple[Article, ...]) -> Iterator[View]:
    write_generation(data, articles)
    snapshots = Snapshots(Generations(data), seeds_directory() / "gazetteers")
    with snapshots.lease() as view:
        yield view
    snapshots.close()


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with served(tmp_path_factory.mktemp("english"), ENGLISH) as view:
        yield view


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with served(tmp_path_factory.mktemp("arabic"), ARABIC) as view:
        yield view


def scored(view: View, word: str) -> tuple[str, float]:
    """The one article that has a word in some form, and its score by the engine."""
    (clause,) = Leaves(view.analyzer, view.exists).words(word, ALL_PARTS, ALL_FORMS)
    (match,) = view.snapshot.search(Request(clause.query, scoring=SCORING)).matches
    return match.id, match.score


@pytest.mark.parametrize(
    ("word", "found", "worth"),
    [
        ("shelter", "word in the text", 1.5),
        ("teachers", "stem in the title", 1.0),
        ("harbour", "word in the title", 2.0),
        ("prison", "three times", 1.57),
        ("farmers", "in a long title", 0.45),
        ("drivers", "in a long text", 0.32),
    ],
)
def test_what_a_match_is_worth_beside_a_stem_in_the_text(english: View, word: str, found: str, worth: float) -> None:
    _, unit = scored(english, "visas")
    id_, score = scored(english, word)
    assert (id_, score / unit) == (found, pytest.approx(worth, rel=0.1))


@pytest.mark.parametrize(
    ("word", "found", "worth"),
    [("كاتب", "look-alike in the text", 0.1), ("وزير", "look-alike in the title", 0.1)],
)
def test_what_a_look_alike_is_worth_beside_a_stem_that_is_one_too(
    arabic: View, word: str, found: str, worth: float
) -> None:
    _, unit = scored(arabic, "سفينة")
    id_, score = scored(arabic, word)
    assert (id_, score / unit) == (found, pytest.approx(worth / (1 + worth), rel=0.1))


@pytest.mark.parametrize(
    ("feature", "worth"),
    [("engine", 1.0), ("lead", 1.0), ("first", 2.0), ("sentence", 1.0), ("pairs", 0.5)],
)
def test_what_a_feature_is_worth_beside_letters(feature: str, worth: float) -> None:
    one, letters = (
        float(weighed({name: np.array([name == given], dtype=float) for name in RERANK_WEIGHTS})[0])
        for given in (feature, "letters")
    )
    assert letters > 0
    assert one / letters == pytest.approx(worth, rel=0.2)


class Many:
    """A snapshot with a hundred matches, which are all there is."""

    is_remote = False

    def count(self) -> int:
        return 100

    def search(self, request: Request) -> Answer:
        matches = tuple(Match(str(index), 100.0 - index) for index in range(100))
        return Answer(100, matches[: request.limit])


class LastFirst:
    """A second look that turns the order round."""

    def order(self, matches: Sequence[Match], *tiers: int) -> tuple[Match, ...]:
        return tuple(reversed(matches))


def test_the_second_look_goes_as_far_as_the_fiftieth() -> None:
    compiled = Compiled(Every(), None, True, ())
    found = Retrieval(Many(), compiled, Parameters(), LastFirst(), facets=False).search()
    assert found.matches[0].id == "49"


def test_letters_are_compared_by_threes() -> None:
    texts = {name: pack_tokens(name, [], Analyzer().analyze(name)) for name in ("xbcx", "xbcdx", "xxxx")}
    two, three, none = LetterTable(table_of(texts, heads=True), ["abcd"]).of(np.arange(3), ["abcd"]).alike
    assert three > two == none == 0.0

"""Copies of a text are one story, whatever the spelling marks; the same background under other news is not."""

import pytest

from indexer.model.article import Article
from indexer.stories import facts
from indexer.stories.prints import text_print
from indexer.stories.rules import TEXT
from tests.indexer.stories.shelf import DAY, WORDS, Shelf, article

TEXT_A = " ".join(WORDS)
#: 36 of 40 words and 34 of 42 different shingles in common: edited, as another desk does.
EDITED = " ".join((*WORDS[:36], "نهاية", "أخرى", "تماما"))
#: Half of the text in common: 18 of 58 different shingles.
HALF = " ".join((*WORDS[:20], *(f"غير{number}" for number in range(20))))
#: 33 of 40 words in common: too little for one outlet, enough for two.
REWORKED = " ".join((*WORDS[:33], *(f"غير{number}" for number in range(4))))


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        pytest.param(article("a", TEXT_A), article("b", TEXT_A), True, id="the same"),
        pytest.param(article("a", TEXT_A), article("b", TEXT_A.replace("ك", "ـكَـ")), True, id="vowels and tatweel"),
        pytest.param(article("a", TEXT_A), article("b", TEXT_A.replace(" ", "،\n")), True, id="other punctuation"),
        pytest.param(article("a", TEXT_A, outlet="x"), article("b", EDITED, outlet="y"), True, id="edited elsewhere"),
        pytest.param(
            article("a", TEXT_A, outlet="x"), article("b", REWORKED, outlet="y"), True, id="reworked elsewhere"
        ),
        pytest.param(article("a", TEXT_A, outlet="x"), article("b", REWORKED, outlet="x"), False, id="own background"),
        pytest.param(article("a", TEXT_A, outlet="x"), article("b", HALF, outlet="y"), False, id="half of it"),
        pytest.param(article("a", " ".join(WORDS[:19])), article("b", " ".join(WORDS[:19])), False, id="too short"),
        pytest.param(
            article("a", " ".join(WORDS[:20])), article("b", " ".join(WORDS[:20])), True, id="just long enough"
        ),
        pytest.param(article("a", TEXT_A, day=DAY), article("b", TEXT_A, day="2023-05-04"), True, id="two days later"),
        pytest.param(
            article("a", TEXT_A, day=DAY), article("b", TEXT_A, day="2023-05-05"), False, id="next year's greeting"
        ),
        pytest.param(article("a", TEXT_A, day=DAY), article("b", TEXT_A), True, id="one without a date"),
        pytest.param(article("a", ""), article("b", ""), False, id="nothing"),
    ],
)
def test_two_articles(shelf: Shelf, one: Article, other: Article, together: bool) -> None:
    assert shelf.build(one, other).stories == ({"a": ("a", "b")} if together else {})


def test_a_story_has_the_id_of_the_article_that_was_met_first(shelf: Shelf) -> None:
    late, early = article("a", TEXT_A, first_seen="2024-02-02"), article("z", TEXT_A, first_seen="2024-01-01")
    assert shelf.build(late, early).stories == {"z": ("z", "a")}
    assert shelf.build(article("b", TEXT_A, first_seen="2024-03-03")).stories == {"z": ("z", "a", "b")}


def test_a_revision_can_leave_its_story_and_a_withdrawal_ends_it(shelf: Shelf) -> None:
    assert shelf.build(article("a", TEXT_A), article("b", TEXT_A), article("c", TEXT_A)).stories
    assert shelf.build(article("b", HALF)).stories == {"a": ("a", "c")}
    assert shelf.build(without=("c",)).stories == {}


def test_what_links_two_halves_of_a_story_can_go(shelf: Shelf) -> None:
    days = ("2023-05-01", "2023-05-03", "2023-05-05")
    first, middle, last = (article(id, TEXT_A, day=day) for id, day in zip("abc", days, strict=True))
    assert shelf.build(first, middle, last).stories == {"a": ("a", "b", "c")}
    assert shelf.build(without=("b",)).stories == {}


def test_boilerplate_makes_no_story_but_exact_copies_always_do(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "TEXT", TEXT._replace(most_texts=3))
    exact = [article(f"e{number}", HALF) for number in range(6)]
    outlets = [article(f"o{number}", TEXT_A, outlet=f"outlet{number}") for number in range(4)]
    assert shelf.build(*exact, *outlets[:3]).stories.keys() == {"e0", "o0"}
    assert shelf.build(outlets[3]).stories.keys() == {"e0"}
    assert shelf.build(without=("o1",)).stories == {"e0": tuple(f"e{n}" for n in range(6)), "o0": ("o0", "o2", "o3")}


def test_a_print_never_changes() -> None:
    assert text_print(TEXT_A)[:16].hex() == "45215b3ad975e5b1215265773ec676c0"
    assert len(text_print(TEXT_A)) == 4 * TEXT.permutations


@pytest.mark.parametrize("text", ["\ud800 " * 30, "٣ " * 30, "a" * 100_000, "🙂 كلمة " * 30])
def test_any_text_has_a_print_or_none(text: str) -> None:
    assert len(text_print(text)) in (0, 4 * TEXT.permutations)

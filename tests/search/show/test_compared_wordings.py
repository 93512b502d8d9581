"""What changed between two wordings: the sentences that differ, in whole words, and nothing that stayed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model.article import Article, FactChange, Revision
from search.show import revisions
from search.show.revisions import Change, Kind, compare, revised

SIGNS = {Kind.SAME: "", Kind.REMOVED: "-", Kind.ADDED: "+"}
WORDS = st.lists(st.sampled_from(["وقّعت", "الدولتان", "مذكرة", "signed", "IOM", "."]), max_size=30).map(" ".join)


def shown(changes: tuple[Change, ...]) -> list[list[str]]:
    """The pieces of each change, with a sign before what was added or removed."""
    return [[SIGNS[piece.kind] + piece.words for piece in change.pieces] for change in changes]


def side(change: Change, left_out: Kind) -> str:
    return " ".join(piece.words for piece in change.pieces if piece.kind is not left_out)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("One word.", "One word.", []),
        ("One  word.\n\nTwo.", "One word. Two.", []),
        (
            "Ten states signed it. It is new.",
            "Twelve states signed it. It is new.",
            [["-Ten", "+Twelve", "states signed it."]],
        ),
        ("وقّعت عشر دول المذكرة", "وقّعت عشرون دولة المذكرة", [["وقّعت", "-عشر دول", "+عشرون دولة", "المذكرة"]]),
        ("It is new.", "It is new. It is signed.", [["+It is signed."]]),
        ("It is new. It was short.", "It is new.", [["-It was short."]]),
        ("It is new.", "وقّعت الدولتان المذكرة.", [["+وقّعت الدولتان المذكرة."], ["-It is new."]]),
        (
            "The first was signed in May.",
            "A reporter was there. The first was signed in June.",
            [["+A reporter was there."], ["The first was signed in", "-May.", "+June."]],
        ),
        ("a b c d e f", "a x c y e f", [["a", "-b c d", "+x c y", "e f"]]),
        ("", "نص", [["+نص"]]),
    ],
)
def test_the_changes_of_a_text(old: str, new: str, changes: list[list[str]]) -> None:
    assert shown(compare(old, new)) == changes


def test_a_change_has_the_direction_of_its_words() -> None:
    assert [change.direction for change in compare("", "نص عربي.\nEnglish words.")] == ["rtl", "ltr"]


def test_what_could_reorder_the_page_is_left_out() -> None:
    assert shown(compare("one two three four", "one two three \u202efour\u2066 five")) == [
        ["one two three four", "+five"]
    ]


@given(WORDS, WORDS)
def test_each_side_of_a_change_is_a_sentence_of_its_text(old: str, new: str) -> None:
    for change in compare(old, new):
        assert side(change, Kind.ADDED) in old
        assert side(change, Kind.REMOVED) in new


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_can_be_compared(old: str, new: str) -> None:
    compare(old, new)
    assert compare(old, old) == ()


def test_very_long_texts_show_what_only_one_of_them_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "MOST_PAIRS", 3)
    assert shown(compare("One.\nTwo.\nOld words here.", "Two.\nNew words here.\nOne.")) == [
        ["-Old words here.", "+New words here."]
    ]


def test_revisions_come_newest_first_and_each_is_compared_with_the_next() -> None:
    article = Article(
        id="a",
        uri="u",
        title="Third",
        text="Same.",
        revisions=(
            Revision("2024-01-01T00:00:00+00:00", "First", "Same."),
            Revision("2024-01-02T00:00:00+00:00", "Second", "Same."),
            Revision("2024-01-03T00:00:00+00:00", "Third", "Same.\n"),
        ),
    )
    found = revised(article)
    assert [one.when.day for one in found] == [2, 1]
    assert [shown(one.title) for one in found] == [[["+Third"], ["-Second"]], [["+Second"], ["-First"]]]
    assert [one.text for one in found] == [(), ()]


def test_an_article_that_never_changed_has_no_revisions() -> None:
    assert revised(Article(id="a", uri="u", text="x")) == ()


def test_facts_that_changed_alone_are_a_revision_between_wordings() -> None:
    facts = (FactChange("published", "1 May", "2 May"),)
    earlier = (
        Revision("2024-01-01T00:00:00+00:00", "T", "One word."),
        Revision("2024-01-02T00:00:00+00:00", None, None, facts),
        Revision("2024-01-03T00:00:00+00:00", "T", "Two words."),
    )
    found = revised(Article("a", "file:a", "Three words.", title="T", revisions=earlier))
    assert [(shown(one.text), one.facts) for one in found] == [
        ([["-Two", "+Three", "words."]], ()),
        ([], facts),
        ([["+Two words."], ["-One word."]], ()),
    ]

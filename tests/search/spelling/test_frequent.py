"""Words one slip away among few are those that trying every letter finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spelling.edits import one_slip_away
from search.spelling.frequent import Frequent
from search.spelling.letters import ARABIC, LATIN
from search.spelling.vocabulary import FREQUENT, Vocabulary


def words(letters: str) -> st.SearchStrategy[str]:
    return st.text(letters, min_size=1, max_size=7)


@pytest.mark.parametrize(("few", "alphabet"), [("abce", LATIN), ("وزير", ARABIC)])
@given(data=st.data())
def test_they_are_those_that_trying_every_letter_finds(data: st.DataObject, few: str, alphabet: str) -> None:
    word = data.draw(words(few))
    others = data.draw(st.lists(words(few + "2é"), max_size=30))
    tried = set(one_slip_away(word, alphabet)) - {word}
    assert set(Frequent(others).one_slip_away(word, alphabet)) == tried & set(others)


class Counted:
    """A snapshot that only has words with numbers of articles."""

    def __init__(self, counts: dict[str, int]) -> None:
        self.counts = counts

    def terms(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        return sorted(self.counts.items())

    def count(self) -> int:
        return 1000


@pytest.mark.parametrize("few", ["abce", "وزير"])
@given(data=st.data())
def test_only_words_of_enough_articles_are_found(data: st.DataObject, few: str) -> None:
    counts = data.draw(st.dictionaries(words(few), st.sampled_from([0, 1, FREQUENT, 5 * FREQUENT]), max_size=30))
    word = data.draw(st.sampled_from(sorted(counts))) if counts else few
    vocabulary = Vocabulary(Counted(counts))
    for near in (vocabulary.one_letter_away, vocabulary.two_letters_away):
        everything = near(word)
        for least in (0, 1, FREQUENT, 2 * FREQUENT):
            assert sorted(near(word, least)) == sorted(one for one in everything if counts[one] >= least)

"""Phrases over words: the longest first, the first word with its clitics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.names.trie import WordTrie
from indexer.naming.forms import demonym_forms, nisba_forms, without_clitics
from indexer.naming.words import read_words


def trie(*phrases: str) -> WordTrie[str]:
    made: WordTrie[str] = WordTrie()
    for phrase in phrases:
        made.add(read_words(phrase), phrase)
    return made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("new york city", [(0, 3, "new york city"), (0, 2, "new york"), (1, 2, "york")]),
        ("old york", [(1, 2, "york")]),
        ("New York's mayor", [(0, 2, "new york"), (1, 2, "york")]),
        ("new", []),
        ("", []),
        ("وبالبحرين", [(0, 1, "البحرين")]),
        ("للبحرين", [(0, 1, "البحرين")]),
        ("لوزارة العدل", [(0, 2, "وزارة العدل")]),
        ("وزارة والعدل", []),
        ("للجنة العليا", [(0, 2, "اللجنة العليا")]),
    ],
)
def test_phrases(text: str, found: list[tuple[int, int, str]]) -> None:
    made = trie("new york", "new york city", "york", "البحرين", "وزارة العدل", "اللجنة العليا")
    assert [tuple(one) for one in made.find(read_words(text))] == found


def test_a_phrase_takes_a_new_value() -> None:
    made = trie("a b")
    made.add(read_words("a b"), "other")
    assert made.get(read_words("a b")) == "other"
    assert made.get(read_words("a")) is None
    assert made.get(read_words("a b c")) is None


@given(st.lists(st.sampled_from(["a", "b", "c", "x"]), max_size=12))
def test_the_trie_finds_what_a_search_by_hand_finds(words: list[str]) -> None:
    phrases = ["a", "a b", "b c a", "c c"]
    read = read_words(" ".join(words))
    by_hand = {
        (first, first + len(phrase.split()), phrase)
        for phrase in phrases
        for first in range(len(words))
        if words[first : first + len(phrase.split())] == phrase.split()
    }
    assert {tuple(one) for one in trie(*phrases).find(read)} == by_hand


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("بالبحرين", "البحرين"),
        ("وللامارات", "الامارات"),
        ("فلتونس", "تونس"),
        ("للجنه", "اللجنه"),
        ("كاليابان", "اليابان"),
    ],
)
def test_clitics(word: str, stem: str) -> None:
    assert stem in list(without_clitics(word))


def test_a_short_rest_is_no_word() -> None:
    assert list(without_clitics("بما")) == []
    # A name, not "like Russians".
    assert list(without_clitics("كروس")) == []


def test_a_demonym_in_two_words_takes_its_forms_together() -> None:
    forms = set(nisba_forms("كوري جنوبي"))
    assert {"الكوريه الجنوبيه", "كوريون جنوبيون"} <= forms


@pytest.mark.parametrize(("word", "forms"), [("Omani", ["Omani", "Omanis"]), ("Chinese", ["Chinese"])])
def test_english_demonyms(word: str, forms: list[str]) -> None:
    assert list(demonym_forms(word)) == forms

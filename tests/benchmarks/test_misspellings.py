"""Misspelt words and names follow their rules, and are the same for the same seed."""

from random import Random

import pytest
from rapidfuzz.distance import OSA

from analyzers.folding import fold
from benchmarks.misspellings import (
    BANDS,
    KINDS,
    LETTERS,
    NAME,
    Case,
    Outcome,
    edited,
    misspelt,
    summary,
    unknown_names,
    verdict,
)

LENGTHS = {"deletion": -1, "insertion": 1, "substitution": 0, "transposition": 0}
WORDS = {"en": ["ministry", "training", "minister", "workers"], "ar": ["الوزاره", "مذكره", "التدريب", "العاملون"]}
COUNTS = {word: bound for words in WORDS.values() for word, bound in zip(words, BANDS, strict=True)}


@pytest.mark.parametrize("language", LETTERS)
@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_changes_one_thing_behind_the_article(language: str, kind: str) -> None:
    random = Random(1)
    for word in WORDS[language] * 20:
        typed = edited(word, kind, language, random)
        assert len(typed) - len(word) == LENGTHS[kind]
        assert OSA.distance(typed, word) <= 1
        assert typed.startswith("ال") or not word.startswith("ال")


@pytest.mark.parametrize("language", LETTERS)
def test_each_band_gives_as_many_words_and_each_kind_too(language: str) -> None:
    cases = list(misspelt(COUNTS, language, Random(1), count=len(BANDS)))
    assert sorted(case.meant for case in cases) == sorted(WORDS[language])
    assert [case.kind for case in cases] == list(KINDS)
    assert cases == list(misspelt(COUNTS, language, Random(1), count=len(BANDS)))
    assert not {case.typed for case in cases} & set(COUNTS)


def test_names_are_halves_of_two_that_nobody_has() -> None:
    names = ["Hamburg", "Salzburg", "London", "Birmingham"]
    cases = list(unknown_names(names, {"hamburg": 1, "hamingham": 1}, "en", Random(1)))
    assert cases
    assert {fold(case.typed) for case in cases}.isdisjoint({"hamburg", "hamingham"})
    assert all(case.typed[:3] in {name[:3] for name in names} and case.meant == "" for case in cases)
    assert list(unknown_names(names[:1], {}, "en", Random(1))) == []


@pytest.mark.parametrize(("meant", "outcome"), [("", "none"), ("Ministry", "right"), ("minister", "wrong")])
def test_a_suggestion_is_judged(meant: str, outcome: str) -> None:
    assert verdict(Case("ministrty", "ministry", "en", "insertion"), meant) == outcome


@pytest.mark.parametrize("language", LETTERS)
def test_several_seeds_have_a_mean_and_a_range(language: str) -> None:
    def outcome(kind: str, verdict: str) -> Outcome:
        return Outcome(Case("x", "y", language, kind), verdict, "", 1.0)

    runs = [
        [outcome("deletion", "right"), outcome("insertion", "right"), outcome(NAME, "wrong")],
        [outcome("deletion", "wrong"), outcome("insertion", "right"), outcome(NAME, "none")],
    ]
    assert f"{language}, mean of 2 seeds: 1.5 right (1 to 2), 0.5 wrong (0 to 1), 0.5 names (0 to 1)" in summary(runs)

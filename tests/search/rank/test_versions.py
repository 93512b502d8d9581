"""Of two articles on one event, the one in the language of the query comes first, and nothing else moves."""

from collections.abc import Sequence

import pytest

from search.rank.versions import own_first

PAIRS = {"ar1": ("en1",), "en1": ("ar1",), "ar2": ("en2", "en3"), "en2": ("ar2",), "en3": ("ar2",)}


def arabic(ids: Sequence[str]) -> set[str]:
    return {id for id in ids if id.startswith("ar")}


@pytest.mark.parametrize(
    ("ids", "tiers", "ordered"),
    [
        ("en1 x ar1 y", (0, 0, 0, 0), "ar1 en1 x y"),
        ("ar1 x en1", (0, 0, 0), "ar1 x en1"),
        ("en1 x ar1", (0, 0, 1), "en1 x ar1"),
        ("en2 en1 en3 ar2", (0, 0, 0, 0), "ar2 en2 en1 en3"),
        ("en1 en2 x", (0, 0, 0), "en1 en2 x"),
        ("", (), ""),
    ],
)
def test_the_own_version_comes_first(ids: str, tiers: tuple[int, ...], ordered: str) -> None:
    found = own_first(ids.split(), tiers, lambda asked: {id: PAIRS[id] for id in asked if id in PAIRS}, arabic)
    assert found == ordered.split()

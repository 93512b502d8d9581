"""Which requests have a thread of their own."""

from urllib.parse import urlencode

import pytest

from web.serving.sizes import LONG, MANY_RESULTS, MANY_WORDS, is_large

WORDS = " ".join(["مذكرة"] * MANY_WORDS)


@pytest.mark.parametrize(
    ("path", "values", "expected"),
    [
        ("/", {}, False),
        ("/", {"q": WORDS}, False),
        ("/", {"q": f"{WORDS} word"}, True),
        ("/", {"country": "x" * LONG}, True),
        ("/api/search", {"q": "police", "limit": MANY_RESULTS}, False),
        ("/api/search", {"q": "police", "limit": MANY_RESULTS + 1}, True),
        ("/api/search", {"limit": "٢٠٠"}, True),
        ("/api/search", {"limit": "9" * 5000}, True),
        ("/api/search", {"limit": "9" * 20}, True),
        ("/api/search", {"limit": "²"}, False),
        ("/api/search", {"limit": ""}, False),
        ("/export.csv", {}, True),
        ("/export", {}, False),
        ("/feed.atom", {}, False),
        ("/article/export.csv", {}, False),
    ],
)
def test_a_request_is_large_by_what_it_asks_for(path: str, values: dict[str, object], expected: bool) -> None:
    assert is_large(path, urlencode(values)) is expected


def test_of_a_parameter_that_is_repeated_the_last_counts() -> None:
    assert is_large("/api/search", "limit=1&limit=200")
    assert not is_large("/api/search", "limit=200&limit=1")


@pytest.mark.parametrize("query", ["&", "=", "%", "%FF", "q=%00&limit=%FF", "limit", "\udcff=1;2"])
def test_any_query_string_has_a_size(query: str) -> None:
    assert not is_large("/", query)

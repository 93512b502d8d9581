"""The benchmark of completions: what is asked, and what is printed."""

from pathlib import Path
from random import Random

import pytest

from benchmarks.suggesting import LIMIT, MOST_BEFORE, MOST_LETTERS, Asked, beginnings, main, report
from tests.search.search_stories import STORIES, write_generation

TITLES = ("Ministers sign a memorandum", "توقيع مذكرة تفاهم جديدة")


@pytest.mark.parametrize(("language", "title"), [("en", TITLES[0]), ("ar", TITLES[1])])
def test_a_beginning_is_of_a_title_in_its_language(language: str, title: str) -> None:
    drawn = beginnings(TITLES, language, Random(3), 50)
    assert len(drawn) == 50 < 50 * len(set(drawn))
    assert all(title.startswith(one) for one in drawn)
    assert all(len(one.split()) <= MOST_BEFORE + 1 and len(one.split()[-1]) <= MOST_LETTERS for one in drawn)


def test_the_same_seed_draws_the_same(language: str = "ar") -> None:
    assert beginnings(TITLES, language, Random(3)) == beginnings(TITLES, language, Random(3))
    assert beginnings(TITLES[:1], language, Random(3)) == []


def test_what_takes_too_long_is_counted_and_named() -> None:
    asked = [Asked(f"t{number}", "en", 1.0, 2) for number in range(9)]
    asked += [Asked("late", "en", LIMIT + 5, 0), Asked("متأخر", "ar", 2.0, 0), Asked("مبكر", "ar", 1.0, 1)]
    arabic, english, *slowest = report(asked)
    assert arabic.startswith("ar: 2 beginnings, median 1.5 ms") and "0 over 10 ms; 1 without" in arabic
    assert english.startswith("en: 10 beginnings, median 1.0 ms") and "1 over 10 ms; 1 without" in english
    assert slowest[0] == "  15.0 ms: late"


def test_a_line_is_printed_for_each_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_generation(tmp_path / "data", STORIES)
    assert main(["--data", str(tmp_path / "data")]) in {0, 1}
    assert [line[:3] for line in capsys.readouterr().out.splitlines()[:2]] == ["ar:", "en:"]

"""The table of names across scripts, and what the benchmark makes of it."""

from pathlib import Path

import pytest

from analyzers.folding import fold
from analyzers.shipped import rows_of
from benchmarks.names_across import TABLE, Case, main, outcome, read_cases
from search.transliteration.across import OtherScript
from tests.search.search_stories import STORIES, story, write_generation


def test_the_table_has_many_names_each_once_and_in_both_scripts() -> None:
    rows = rows_of(TABLE)
    assert len(rows) >= 200
    assert len({fold(latin) for latin, _ in rows}) == len(rows)
    assert all(latin.isascii() and not arabic.isascii() for latin, arabic in rows)
    assert len(list(read_cases(TABLE))) == 2 * len(rows)


class Telling(OtherScript):
    """Finds what a test says."""

    def __init__(self, found: tuple[str, ...]) -> None:
        self.spellings = lambda _: found  # type: ignore[assignment,method-assign]


@pytest.mark.parametrize(
    ("found", "counts", "said"),
    [
        (("ا", "ب"), {"ا": 1}, "right"),
        (("ب", "ا"), {"ا": 1}, "other"),
        ((), {"ا": 1}, "none"),
        (("ب",), {}, "not there, given"),
        ((), {}, "not there, none"),
    ],
)
def test_an_outcome_is_told_by_the_first_form(found: tuple[str, ...], counts: dict[str, int], said: str) -> None:
    assert outcome(Case("a", frozenset({"ا"}), seen=True), Telling(found), counts) == said


def test_it_prints_a_line_for_each_direction_and_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_generation(tmp_path / "data", (*STORIES, story("one", "", "قال السفير كوالسكي ذلك وشكر كوالسكي الجميع.")))
    table = tmp_path / "names.tsv"
    table.write_text("Kowalski\tكوالسكي\nNobody\tنوبدي\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["names_across", "--data", str(tmp_path / "data"), "--table", str(table)])
    assert main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6
    assert lines[0].startswith("Latin to Arabic, looked at: 1 names there, 100% right, 0% another first")

"""The benchmark of names: what counts as holding one, and what is printed."""

from pathlib import Path

import pytest

from benchmarks.names_first import NAMES, holds, main
from tests.search.search_stories import story, write_generation


@pytest.mark.parametrize(
    ("name", "text", "held"),
    [
        ("common market", "The Common  Market of these states", True),
        ("common market", "A common stock of the market", False),
        ("الأمم المتحدة", "قالت الامم المتّحدة ذلك", True),
        ("الأمم المتحدة", "الأمم غير المتحدة", False),
    ],
)
def test_a_name_is_held_as_written(name: str, text: str, held: bool) -> None:
    assert holds(name, ["", text]) is held


def test_names_that_few_articles_hold_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    together = [story(f"t{number}", "", f"The common market of day {number}.") for number in range(5)]
    apart = [story(f"a{number}", "Common common stock", "A market is common.") for number in range(5)]
    write_generation(tmp_path / "data", (*together, *apart))
    names = tmp_path / "names.txt"
    names.write_text("common market\nno such name\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["names_first", "--data", str(tmp_path / "data"), "--names", str(names)])
    assert main() == 0
    assert capsys.readouterr().out.splitlines() == [
        "1.00      5  common market",
        "1.000 of the first places, mean of 1 names that 5 articles hold, of 2",
    ]


def test_the_list_has_names_of_several_words_in_both_languages() -> None:
    names = [line for line in NAMES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert all(" " in name for name in names)
    assert sum(name.isascii() for name in names) >= 20 <= sum(not name.isascii() for name in names)

"""The solar Hijri calendar, held to days that are known in both."""

from datetime import date

import pytest

from indexer.dates.solar import is_leap, solar_day


@pytest.mark.parametrize(
    ("solar", "day"),
    [
        ((1398, 9, 19), date(2019, 12, 10)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1375, 1, 1), date(1996, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1404, 1, 1), date(2025, 3, 21)),
    ],
)
def test_known_days(solar: tuple[int, int, int], day: date) -> None:
    assert solar_day(*solar) == day


@pytest.mark.parametrize("solar", [(1398, 12, 30), (1398, 0, 1), (1398, 13, 1), (1398, 7, 31), (1398, 1, 32)])
def test_days_that_are_none(solar: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no such day"):
        solar_day(*solar)


def test_years_follow_each_other_without_a_gap() -> None:
    for year in range(1300, 1450):
        length = (solar_day(year + 1, 1, 1) - solar_day(year, 1, 1)).days
        assert length == (366 if is_leap(year) else 365)

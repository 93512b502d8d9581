"""Zones: by name, and of countries that have one clock."""

from datetime import UTC, datetime

import pytest

from indexer.dates.zones import zone_named, zone_of_country

NOON = datetime(2019, 12, 10, 12, tzinfo=UTC)


def test_a_zone_has_a_name() -> None:
    assert str(zone_named("Asia/Kuwait")) == "Asia/Kuwait"
    assert [zone_named(name) for name in ("Kuwait City", "../x", "", "Asia/")] == [None] * 4


@pytest.mark.parametrize(
    ("country", "hours"),
    [("KW", 3), ("AE", 4), ("OM", 4), ("EG", 2), ("MA", 1), ("GB", 0), ("PS", 2), ("DE", 1)],
)
def test_a_country_with_one_clock_has_a_zone(country: str, hours: int) -> None:
    zone = zone_of_country(country, NOON)
    assert zone is not None
    offset = NOON.astimezone(zone).utcoffset()
    assert offset is not None
    assert offset.total_seconds() == hours * 3600


@pytest.mark.parametrize("country", ["US", "RU", "ID", "ES", "", "XX"])
def test_other_countries_have_none(country: str) -> None:
    assert zone_of_country(country, NOON) is None

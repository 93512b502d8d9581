"""The zones in which days are counted: by name, and by country.

In: the name of a zone (IANA), or the code of a country. Out: a `ZoneInfo`, or None. Never here: which source an article
has. The countries' zones are those of the Unicode CLDR, through Babel.
"""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global


@cache
def zone_named(name: str) -> ZoneInfo | None:
    """The zone with a name such as `Asia/Kuwait`, or None."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of_country(code: str, moment: datetime) -> ZoneInfo | None:
    """The zone of a country, or None where its clocks show different times at that moment: `Asia/Gaza` and
    `Asia/Hebron` are one zone nearly always, those of the United States never."""
    zones = _zones(code)
    clocks = {moment.astimezone(zone).utcoffset() for zone in zones}
    return zones[0] if len(clocks) == 1 else None


@cache
def _zones(code: str) -> tuple[ZoneInfo, ...]:
    names = get_global("territory_zones").get(code, ())
    return tuple(zone for name in names if (zone := zone_named(name)))

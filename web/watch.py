"""The state of the collection: what the last runs wrote, and whether the collection is late or stale now.

In: settings, the search service, a clock. Out: the public status, and its alarm. Never here: the archive, an answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from indexer.model.errors import MithaqError
from indexer.model.settings import Settings
from indexer.reporting.status_file import Status, read_public_status
from web.port import Searches


class Alarm(StrEnum):
    """What a person should know first. If several hold, the first in this order counts."""

    DAMAGED = "damaged"
    UNKNOWN = "unknown"
    STALE = "stale"
    FAILED = "failed"
    LATE = "late"
    SOURCES = "sources"
    NONE = "none"


def utc_now() -> datetime:
    """The clock of a served application."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Watch:
    """Watches one collection. `now` gives the current time, in UTC."""

    service: Searches
    settings: Settings
    now: Callable[[], datetime] = utc_now

    def status(self) -> Status | None:
        """What the last runs wrote for everyone; None before the first."""
        return read_public_status(self.service.status_folder())

    def generation(self) -> str | None:
        """Name of the generation being served, or None when there is none that can be read."""
        try:
            return self.service.generation()
        except MithaqError:
            return None

    def damage(self) -> str:
        """What is wrong with the index on disk, in words for its operator; "" if nothing is."""
        return self.service.damage()

    def is_stale(self, status: Status | None) -> bool:
        """Whether the last refresh is longer ago than the setting allows; never when it is 0."""
        if not self.settings.stale_minutes:
            return False
        if status is None or status.refreshed is None:
            return True
        return self.now() - status.refreshed > timedelta(minutes=self.settings.stale_minutes)

    def is_late(self, status: Status) -> bool:
        """Whether the next run is overdue by more than a whole expected interval."""
        return self.now() - status.next_run > timedelta(minutes=self.settings.expected_minutes)

    def alarm(self, status: Status | None) -> Alarm:
        """The most pressing alarm; NONE if nothing is wrong."""
        if self.damage():
            return Alarm.DAMAGED
        if status is None or not status.runs:
            return Alarm.UNKNOWN
        checks = (
            (Alarm.STALE, self.is_stale(status)),
            (Alarm.FAILED, not status.runs[0].is_done),
            (Alarm.LATE, self.is_late(status)),
            (Alarm.SOURCES, any(source.is_failing for source in status.sources)),
        )
        return next((alarm for alarm, holds in checks if holds), Alarm.NONE)

"""What time it is during a run, and waiting. In: the run's start and the system's clock. Out: moments in UTC.

Never here: a wait that nobody asked for; tests give a clock that only pretends.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta


class Clock:
    """A run's clock: `start` (UTC) counts as the moment at which it was made."""

    def __init__(
        self,
        start: datetime,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._start = start
        self._monotonic = monotonic
        self._begun = monotonic()
        self.sleep = sleep

    def seconds(self) -> float:
        """Seconds since the run began; never goes back."""
        return self._monotonic() - self._begun

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self._start + timedelta(seconds=self.seconds())

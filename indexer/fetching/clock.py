"""The time during a run, and waiting. In: the run's start and the system's clock. Out: moments in UTC.

Never here: a wait without a caller's request; tests pass a simulated clock.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta


class Clock:
    """A run's clock: it is set to `start` (UTC) when it is made."""

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
        """The present moment, in UTC."""
        return self._start + timedelta(seconds=self.seconds())

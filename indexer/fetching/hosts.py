"""Politeness to hosts: a pause between requests, waits that they ask for, and a circuit breaker for broken hosts.

In: the logged state of a host, and the result of a request. Out: waiting, or HostClosed. Never here: requests.
The state is kept in the log, so that the next run does not ask a broken host again at once.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from indexer.fetching.clock import Clock
from indexer.fetching.errors import HostClosed, HostFault, NotYet
from indexer.fetching.log import FetchLog, moment, stamp
from indexer.fetching.url import Url
from indexer.model.notes import NN_, note

#: Failures in a row that open the circuit; the first closing lasts OPEN_SECONDS, each further one twice as long.
TOLERATED = 3
OPEN_SECONDS = 600.0
MAX_OPEN_SECONDS = 86400.0
#: The longest pause that a run waits out; a longer one leaves the rest to the next run.
MAX_PAUSE_SECONDS = 60.0
PAUSED = NN_(
    "is at %(host)s, which may be asked again in %(count)s second",
    "is at %(host)s, which may be asked again in %(count)s seconds",
)


class Hosts:
    """Decides for every request when its host may be asked."""

    def __init__(self, log: FetchLog, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    def wait(self, url: Url, delay_seconds: float) -> None:
        """Return when the host may be asked; raises HostClosed while it is left alone, NotYet for too long a pause."""
        host, now = self._log.host(url.origin), self._clock.now()
        until = moment(host.closed_until)
        if until is not None and now < until <= now + timedelta(seconds=MAX_OPEN_SECONDS):
            raise HostClosed(
                note(
                    "is at %(host)s, which is left alone until %(moment)s: it %(reason)s",
                    host=url.origin,
                    moment=_shown(until),
                    reason=host.reason,
                )
            )
        pause = _remaining(moment(host.asked), delay_seconds, now)
        if pause > MAX_PAUSE_SECONDS:
            raise NotYet(note(PAUSED, host=url.origin, count=round(pause)))
        if pause > 0:
            self._clock.sleep(pause)
        self._log.keep_host(replace(host, asked=stamp(self._clock.now())))

    def is_failing(self, url: Url) -> bool:
        """Whether the circuit was open and this is the one request that may close it."""
        return self._log.host(url.origin).failures >= TOLERATED

    def succeeded(self, url: Url) -> None:
        """The host answered: close the circuit and clear its failures."""
        host = self._log.host(url.origin)
        if host.failures or host.closed_until:
            self._log.keep_host(replace(host, failures=0, closed_until="", reason=None))

    def failed(self, url: Url, fault: HostFault) -> None:
        """The host failed, after all attempts; close it when it asks for that or fails too often."""
        host = self._log.host(url.origin)
        failures = host.failures + 1
        seconds = max(fault.retry_after or 0.0, _open_seconds(failures))
        until = self._clock.now() + timedelta(seconds=min(seconds, MAX_OPEN_SECONDS))
        closed = stamp(until) if seconds > 0 else ""
        self._log.keep_host(replace(host, failures=failures, closed_until=closed, reason=fault.note))


def _open_seconds(failures: int) -> float:
    """How long the circuit stays open after so many failures in a row; 0 for a closed one."""
    if failures < TOLERATED:
        return 0.0
    doublings = min(failures - TOLERATED, 10)  # 2 to the 10th exceeds MAX_OPEN_SECONDS
    return min(OPEN_SECONDS * (1 << doublings), MAX_OPEN_SECONDS)


def _remaining(asked: datetime | None, delay_seconds: float, now: datetime) -> float:
    """Seconds until `delay_seconds` have passed; 0 when the clock was set back in between."""
    passed = (now - asked).total_seconds() if asked is not None else delay_seconds
    return max(0.0, delay_seconds - passed) if passed >= 0 else 0.0


def _shown(until: datetime) -> str:
    return until.strftime("%Y-%m-%d %H:%M UTC")

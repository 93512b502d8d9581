"""robots.txt (RFC 9309): whether a URL may be fetched, and how slowly.

In: a URL, and a function that gets the file. Out: `Rules`. Never here: a request to a host whose rules are unknown.
When its robots.txt cannot be reached, the last one that was read still holds; without one nothing is fetched.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from protego import Protego

from indexer.fetching.clock import Clock
from indexer.fetching.errors import HostFault, RedirectError
from indexer.fetching.log import FetchLog, moment, stamp
from indexer.fetching.transport import Response
from indexer.fetching.url import Url
from indexer.model.notes import note

#: Our name in robots.txt.
ROBOT = "Mithaq"
ROBOTS_PATH = "/robots.txt"
#: RFC 9309 section 2.4: not to be trusted for longer than a day.
MAX_AGE = timedelta(hours=24)
#: Section 2.3.1.3: a file that is not available (4xx) forbids nothing.
NO_RULES = ""
OK = range(200, 300)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a host for robots."""

    parsed: Protego

    def allow(self, url: Url) -> bool:
        """Whether the URL may be fetched."""
        return self.parsed.can_fetch(str(url), ROBOT)

    @property
    def delay_seconds(self) -> float:
        """The pause between requests that the host asks for; 0 when it asks for none."""
        rate = self.parsed.request_rate(ROBOT)
        pause = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
        return max(self.parsed.crawl_delay(ROBOT) or 0.0, pause)


class Robots:
    """The rules of all hosts; `get` fetches a robots.txt and raises FetchError."""

    def __init__(self, log: FetchLog, clock: Clock, get: Callable[[Url], Response]) -> None:
        self._log = log
        self._clock = clock
        self._get = get
        self._parsed: dict[tuple[str, str], Rules] = {}

    def rules(self, url: Url) -> Rules:
        """The rules of the URL's host; raises FetchError when they cannot be read."""
        text = self._text(url)
        key = (url.origin, text)
        if key not in self._parsed:
            self._parsed[key] = Rules(Protego.parse(text))
        return self._parsed[key]

    def _text(self, url: Url) -> str:
        host, now = self._log.host(url.origin), self._clock.now()
        read = moment(host.robots_read)
        if host.robots is not None and read is not None and now - MAX_AGE < read <= now:
            return host.robots
        try:
            text = self._fetched(replace(url, target=ROBOTS_PATH))
        except HostFault as fault:
            if host.robots is None:
                reason = note(
                    "may not be fetched yet: the robots.txt of %(host)s %(reason)s", host=url.origin, reason=fault
                )
                raise HostFault(reason, fault.cause) from fault
            return host.robots
        host = self._log.host(url.origin)  # fetching changed it
        self._log.keep_host(replace(host, robots=text, robots_read=stamp(self._clock.now())))
        return text

    def _fetched(self, url: Url) -> str:
        try:
            answer = self._get(url)
        except RedirectError:  # section 2.3.1.2: as if there were none
            return NO_RULES
        return answer.body.decode("utf-8-sig", errors="replace") if answer.status in OK else NO_RULES

"""A well-behaved HTTP client: robots.txt, pauses, retries and redirects around single requests.

In: a URL. Out: the `Response` of the last hop, with any status below 500 except 429. Never here: a hop with fewer
checks than the first one, or reading a body.
"""

import http
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime

from indexer.fetching.clock import Clock
from indexer.fetching.errors import FetchError, HostFault, RedirectError
from indexer.fetching.hosts import MAX_PAUSE_SECONDS, Hosts
from indexer.fetching.log import FetchLog
from indexer.fetching.robots import ROBOTS_PATH, Robots
from indexer.fetching.transport import Bounds, Response, Transport
from indexer.fetching.url import Url, read_url
from indexer.model.causes import Cause, cause_of_status
from indexer.model.notes import Note, note

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Pauses before the second and the third attempt, in seconds.
PAUSES = (2.0, 8.0)
TOO_MANY_REQUESTS = 429
SERVER_FAULT = 500
#: Statuses that a second attempt may not meet.
PASSING = frozenset({429, 500, 502, 503, 504})
ROBOTS_DELAY_SECONDS = 0.0
ROBOTS_BYTES = 512 * 1024

#: Headers to send for a hop, such as validators that belong to one URL only.
Headers = Callable[[Url], Mapping[str, str]]
#: Seconds to leave between requests to a URL's host; raises FetchError when it may not be asked at all.
Permit = Callable[[Url], float]


class Client:
    """Gets URLs; its lasting state is in the log."""

    def __init__(self, transport: Transport, log: FetchLog, clock: Clock) -> None:
        self._transport = transport
        self._clock = clock
        self._hosts = Hosts(log, clock)
        self._robots = Robots(log, clock, self._get_robots)

    def get(self, url: Url, headers: Headers, bounds: Bounds, delay_seconds: float) -> Response:
        """The answer to a GET after redirects; raises FetchError."""

        def permit(hop: Url) -> float:
            rules = self._robots.rules(hop)
            if not rules.allow(hop):
                raise FetchError(
                    note(
                        "may not be fetched: the robots.txt of %(host)s forbids %(target)s",
                        host=hop.origin,
                        target=hop.target,
                    ),
                    Cause.ROBOTS,
                )
            return max(delay_seconds, rules.delay_seconds)

        return self._follow(url, headers, bounds, permit)

    def _get_robots(self, url: Url) -> Response:
        return self._follow(url, lambda _: {}, Bounds(ROBOTS_BYTES), lambda _: ROBOTS_DELAY_SECONDS)

    def _follow(self, url: Url, headers: Headers, bounds: Bounds, permit: Permit) -> Response:
        visited = [url]
        while True:
            answer = self._ask(visited[-1], headers, bounds, permit)
            location = answer.headers.get("location")
            if answer.status not in REDIRECTS or location is None:
                return answer
            following = _following(location, visited[-1])
            if following in visited:
                raise RedirectError(note("is redirected in a circle, back to %(place)s", place=following))
            if len(visited) > MAX_REDIRECTS:
                raise RedirectError(note("is redirected more than %(number)s times", number=MAX_REDIRECTS))
            visited.append(following)

    def _ask(self, url: Url, headers: Headers, bounds: Bounds, permit: Permit) -> Response:
        """One hop, tried again when that may help."""
        delay_seconds = permit(url)
        pauses = iter(() if self._hosts.is_failing(url) else PAUSES)
        while True:
            self._hosts.wait(url, delay_seconds)
            try:
                answer = self._transport.get(url, headers(url), bounds)
                self._check(answer)
            except HostFault as fault:
                pause = max(next(pauses, MAX_PAUSE_SECONDS + 1), fault.retry_after or 0.0)
                if not fault.passing or pause > MAX_PAUSE_SECONDS:
                    self._hosts.failed(url, fault)
                    raise
                self._clock.sleep(pause)
            else:
                if url.target != ROBOTS_PATH:  # which many broken hosts still answer
                    self._hosts.succeeded(url)
                return answer

    def _check(self, answer: Response) -> None:
        """Raise HostFault for a status that shows trouble of the host."""
        if answer.status == TOO_MANY_REQUESTS or answer.status >= SERVER_FAULT:
            raise HostFault(
                answered(answer.status),
                cause_of_status(answer.status),
                passing=answer.status in PASSING,
                retry_after=_retry_after(answer.headers.get("retry-after", ""), self._clock.now()),
            )


def answered(status: int) -> Note:
    """A status in words: "was answered with 404 Not Found"."""
    known = {member.value: member.phrase for member in http.HTTPStatus}
    return note("was answered with %(status)s", status=f"{status} {known.get(status, '')}".rstrip())


def _following(location: str, base: Url) -> Url:
    with suppress(UnicodeError):  # header fields are read as Latin-1; an Arabic path in one is UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        return read_url(location, base)
    except FetchError as error:
        raise FetchError(note("is redirected to an address that %(reason)s", reason=error), Cause.REDIRECTED) from error


def _retry_after(value: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110 section 10.2.3), or None."""
    value = value.strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None

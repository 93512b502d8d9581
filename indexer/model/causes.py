"""Why a source cannot be read, and how long that may last before a person must act.

In: nothing. Out: `Cause`, and the table of patience. Never here: deciding on one source; `indexer.reporting.alarms`
does that.
"""

from dataclasses import dataclass
from enum import StrEnum

from indexer.model.notes import Note


class Cause(StrEnum):
    """A kind of failure. Two failures of one kind are one alarm, whatever their words."""

    #: A file or a folder that is missing, empty or not permitted.
    FILES = "files"
    #: More articles would vanish than the limit allows.
    WITHDRAWALS = "withdrawals"
    #: No address for the name, no connection, no answer in time, or one that broke off.
    UNREACHABLE = "unreachable"
    #: The host says that it is in trouble or busy: 408, 425, 429 and all from 500.
    TROUBLED = "troubled"
    #: No request is made for a while, after failures or because the host asked for that.
    LEFT_ALONE = "left alone"
    #: The answer cannot be read: broken, empty, too large, or with another status.
    UNREADABLE = "unreadable"
    #: Redirects in a circle, too many, or to what is no address.
    REDIRECTED = "redirected"
    #: 401, 403 and the other statuses from 400.
    REFUSED = "refused"
    #: 404 and 410.
    MISSING = "missing"
    #: robots.txt does not want the address to be fetched.
    ROBOTS = "robots"
    #: The certificate of the host is not valid.
    CERTIFICATE = "certificate"
    #: An address of a network that no setting allows.
    PRIVATE = "private"
    #: The URL itself can never be fetched.
    ADDRESS = "address"


class Patience(StrEnum):
    """When a quiet run reports a failure. Such a run reports only what a person must act on."""

    #: By every run, until it is mended.
    EACH_RUN = "each run"
    #: At once: no time mends it.
    AT_ONCE = "at once"
    #: When it is met twice in a row: a document may be half written, or a site half deployed.
    TWICE = "twice"
    #: When it lasts: networks and servers come back by themselves.
    LASTING = "lasting"


PATIENCE: dict[Cause, Patience] = {
    Cause.FILES: Patience.EACH_RUN,
    Cause.WITHDRAWALS: Patience.EACH_RUN,
    Cause.UNREACHABLE: Patience.LASTING,
    Cause.TROUBLED: Patience.LASTING,
    Cause.LEFT_ALONE: Patience.LASTING,
    Cause.UNREADABLE: Patience.TWICE,
    Cause.REDIRECTED: Patience.TWICE,
    Cause.REFUSED: Patience.AT_ONCE,
    Cause.MISSING: Patience.AT_ONCE,
    Cause.ROBOTS: Patience.AT_ONCE,
    Cause.CERTIFICATE: Patience.AT_ONCE,
    Cause.PRIVATE: Patience.AT_ONCE,
    Cause.ADDRESS: Patience.AT_ONCE,
}

CLIENT_FAULT = 400
SERVER_FAULT = 500
#: Statuses that do not mean what their class means.
STATUSES = {401: Cause.REFUSED, 403: Cause.REFUSED, 404: Cause.MISSING, 410: Cause.MISSING}
BUSY = dict.fromkeys((408, 425, 429), Cause.TROUBLED)


def cause_of_status(status: int) -> Cause:
    """The cause of failure that an HTTP status other than 200 and 304 means."""
    if status >= SERVER_FAULT:
        return Cause.TROUBLED
    if status >= CLIENT_FAULT:
        return (BUSY | STATUSES).get(status, Cause.REFUSED)
    return Cause.UNREADABLE


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure of one run, with its message. `location` is that of the source, "" if no source caused it."""

    location: str
    note: Note
    cause: Cause

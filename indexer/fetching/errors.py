"""Why a URL was not fetched, and whether its host is at fault.

In: nothing. Out: exceptions whose note completes the sentence "source URL ...". Never here: raising them.
"""

from indexer.model.causes import Cause
from indexer.model.errors import SourceError
from indexer.model.notes import Note


class FetchError(SourceError):
    """A URL cannot be fetched, or its body cannot be read; its archived articles stay as they are."""

    cause = Cause.UNREADABLE


class RedirectError(FetchError):
    """Redirects lead nowhere: too many, in a circle, or to something that is not an address."""

    cause = Cause.REDIRECTED


class HostFault(FetchError):
    """The host does not answer as it should; enough of these open its circuit.

    `passing`: a second attempt may help; `retry_after` is the wait in seconds that the host asked for.
    """

    cause = Cause.UNREACHABLE

    def __init__(
        self, note: Note, cause: Cause | None = None, *, passing: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(note, cause)
        self.passing = passing
        self.retry_after = retry_after


class HostClosed(FetchError):
    """The host is left alone for now; no request was sent."""

    cause = Cause.LEFT_ALONE


class NotYet(FetchError):
    """The host may be asked only after a wait that is too long for this run; nothing is wrong."""


class GoneError(FetchError):
    """The publisher withdrew the document for good (410, RFC 9110 section 15.5.11)."""

    cause = Cause.MISSING

"""A run that hangs ends by itself.

In: a number of seconds. Out: DeadlineError in the main thread when they are over. Never here: threads or polling.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from indexer.errors import DeadlineError

REMINDER_SECONDS = 10  # should a library have swallowed the first one


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise DeadlineError inside the block when it lasts longer. Only in the main thread of a process."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise DeadlineError(
            f"the run did not end within {seconds:.0f} seconds and was stopped; the index being served is as it was "
            "before. Look at the sources, or raise MITHAQ_DEADLINE_MINUTES"
        )

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds, REMINDER_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

"""A deadline for a run, so that one that hangs ends by itself.

In: a number of seconds. Out: DeadlineError in the main thread when they are over. If a call into C prevents that, the
watchdog ends the process (`indexer/runs/watchdog.py`). Never here: threads or polling.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from indexer.model.errors import DeadlineError
from indexer.model.notes import Note, in_a_row, note
from indexer.runs.watchdog import watchdog

REMINDER_SECONDS = 10  # in case a library swallowed the first error
#: Time for a run to end after its deadline, before the watchdog ends it.
GRACE_SECONDS = 30.0
REMEDY = note("the index being served is as it was before. Look at the sources, or raise MITHAQ_DEADLINE_MINUTES")


@contextmanager
def deadline(seconds: float, render: Callable[[Note], str] = str) -> Iterator[None]:
    """Raise DeadlineError inside the block when it lasts longer. Only in the main thread of a process. `render` makes
    the text that the watchdog writes when it ends the process."""
    late = note("the run did not end within %(seconds)s seconds", seconds=f"{seconds:.0f}")

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise DeadlineError(note("%(late)s and was stopped", late=late), REMEDY)

    hung = note("%(late)s, hung %(place)s, and was ended like by a kill", late=late, place="{place}")
    with watchdog(seconds + GRACE_SECONDS, render(in_a_row([hung, REMEDY]))):
        before = signal.signal(signal.SIGALRM, end)
        signal.setitimer(signal.ITIMER_REAL, seconds, REMINDER_SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

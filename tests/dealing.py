"""In which order the tests of several processes are run, so that none of them ends with a long test.

In: tests in their order, those that take long, and how many processes share them. Out: an order. Never here: a test
left out or run twice. pytest-xdist (`--dist worksteal`) gives each process a run of neighbours; who is done takes from
the end of what another has left.
"""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def dealt(tests: Sequence[T], is_slow: Callable[[T], bool], processes: int) -> list[T]:
    """As many tests for each process, each with its share of the slow ones first."""
    slow = [test for test in tests if is_slow(test)]
    rest = iter([test for test in tests if not is_slow(test)])
    order: list[T] = []
    for process in range(processes):
        own = slow[process::processes]
        end = len(tests) * (process + 1) // processes
        order += own
        order += islice(rest, max(0, end - len(order)))
    return [*order, *rest]

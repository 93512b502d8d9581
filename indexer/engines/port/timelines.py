"""Articles counted over time, for every engine.

In: the first and the last day that the date of each article may mean, as arrays of ordinals. Out: a `Timeline`. Never
here: which articles match; or a day for a date that names none.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.port.port import Step, Timeline

Days = NDArray[Any]
#: Step -> the unit of numpy, the finest first.
UNITS = {Step.DAY: "D", Step.MONTH: "M", Step.YEAR: "Y"}
#: The ordinal of 1 January 1970, from which numpy counts.
EPOCH = 719163


def timeline_of(first_days: Days, last_days: Days, undated: int, bars: int) -> Timeline:
    """The timeline of dated articles, by the finest step that needs at most `bars` bars; by years if none does."""
    if not len(first_days):
        return Timeline(Step.YEAR, undated=undated)
    ends = np.array([first_days.min(), last_days.max()])
    step = next((step for step in UNITS if int(np.diff(_numbers(ends, step))[0]) < bars), Step.YEAR)
    first, last = _numbers(first_days, step), _numbers(last_days, step)
    start = int(_numbers(ends, step)[0])
    sure = first == last
    counts = np.bincount(first[sure] - start)
    there = np.flatnonzero(counts)
    names = np.datetime_as_string((there + start).astype(f"datetime64[{UNITS[step]}]")).tolist()
    return Timeline(step, dict(zip(names, counts[there].tolist(), strict=True)), int(np.count_nonzero(~sure)), undated)


def _numbers(ordinals: Days, step: Step) -> Days:
    """Days as numbers of the days, months or years since 1970."""
    days: Days = ordinals.astype(np.int64) - EPOCH
    return days.astype("datetime64[D]").astype(f"datetime64[{UNITS[step]}]").astype(np.int64)

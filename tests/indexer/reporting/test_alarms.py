"""Which failures a quiet run tells, and when: a table of kinds, and days of runs on a clock that the tests set."""

from datetime import UTC, datetime, timedelta

import pytest

from indexer.model.causes import PATIENCE, Cause, Failure, Patience, cause_of_status
from indexer.model.notes import note
from indexer.model.source import Source
from indexer.reporting.alarms import (
    Troubles,
    mark_reported,
    read_troubles,
    update_troubles,
    urgent_failures,
    write_troubles,
)

START = datetime(2024, 5, 1, 6, 0, tzinfo=UTC)
URL = "https://news.example.org/rss"
TEN_MINUTES = timedelta(minutes=10)
HOUR = timedelta(hours=1)


class Schedule:
    """A quiet run every so often over one source, as the command does it."""

    def __init__(self, *, is_known: bool = True, fresh: timedelta | None = None) -> None:
        self.source = Source(url=URL, fresh=fresh)
        self.now = START
        self.troubles: Troubles = {}
        self._known = {URL} if is_known else set()

    def run(self, *causes: Cause, after: timedelta = TEN_MINUTES, asked: bool = True) -> list[str]:
        """What a run tells in which the source failed so, or was in order."""
        self.now += after
        failures = [Failure(URL, note("it was %(cause)s", cause=cause), cause) for cause in causes]
        read = {URL} if asked and not causes else set()
        kept = read_troubles({"troubles": write_troubles(self.troubles)})  # as the next run finds it
        troubles = update_troubles(kept, failures, read, self.now)
        told = urgent_failures(troubles, failures, [self.source], self._known, self.now)
        self.troubles = mark_reported(troubles, told, self.now)
        return [str(failure.note) for failure in told]

    def first_told(self, cause: Cause, every: timedelta = TEN_MINUTES) -> timedelta:
        """How long after the first failure it is told."""
        for number in range(10_000):
            if self.run(cause, after=every):
                return every * number
        raise AssertionError("it is never told")


@pytest.mark.parametrize("cause", Cause)
def test_every_kind_of_failure_is_somebodys(cause: Cause) -> None:
    expected = {
        Patience.EACH_RUN: timedelta(0),
        Patience.AT_ONCE: timedelta(0),
        Patience.TWICE: TEN_MINUTES,
        Patience.LASTING: 6 * HOUR,
    }
    assert Schedule().first_told(cause) == expected[PATIENCE[cause]]


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (202, Cause.UNREADABLE),
        (300, Cause.UNREADABLE),
        (400, Cause.REFUSED),
        (401, Cause.REFUSED),
        (403, Cause.REFUSED),
        (404, Cause.MISSING),
        (408, Cause.TROUBLED),
        (410, Cause.MISSING),
        (425, Cause.TROUBLED),
        (429, Cause.TROUBLED),
        (451, Cause.REFUSED),
        (500, Cause.TROUBLED),
        (503, Cause.TROUBLED),
        (521, Cause.TROUBLED),
    ],
)
def test_a_status_is_of_a_kind(status: int, cause: Cause) -> None:
    assert cause_of_status(status) is cause


def test_a_failure_that_the_next_run_mends_is_never_told() -> None:
    schedule = Schedule()
    for _ in range(40):
        assert schedule.run(Cause.TROUBLED) == []
        assert schedule.run() == []


@pytest.mark.parametrize(
    ("fresh", "every", "told"),
    [
        (None, 10 * TEN_MINUTES, timedelta(minutes=400)),
        (HOUR, TEN_MINUTES, HOUR),
        (timedelta(minutes=1), TEN_MINUTES, TEN_MINUTES),  # not before it was tried twice
        (timedelta(days=30), TEN_MINUTES, timedelta(days=1)),
        (None, timedelta(days=2), timedelta(days=2)),
    ],
    ids=["as the schedule comes", "as fresh as it should be", "twice", "a day at most", "seldom"],
)
def test_how_long_a_source_may_be_out_of_reach(fresh: timedelta | None, every: timedelta, told: timedelta) -> None:
    assert Schedule(fresh=fresh).first_told(Cause.UNREACHABLE, every) == told


def test_a_source_that_was_never_read_is_told_at_once() -> None:
    assert Schedule(is_known=False).first_told(Cause.UNREACHABLE) == timedelta(0)


def test_what_lasts_is_told_once_a_day_with_since_when() -> None:
    schedule = Schedule()
    told = {number: lines for number in range(3 * 144) if (lines := schedule.run(Cause.MISSING))}
    assert list(told) == [0, 144, 288]
    assert told[0] == ["it was missing"]
    assert told[144] == ["it was missing; failing since 2024-05-01 06:10 UTC"]


def test_another_kind_of_failure_is_told_again_and_each_once_a_day() -> None:
    schedule = Schedule()
    assert len(schedule.run(Cause.REFUSED)) == 1
    assert len(schedule.run(Cause.MISSING)) == 1
    for _ in range(20):
        assert schedule.run(Cause.REFUSED) == []
        assert schedule.run(Cause.MISSING) == []


def test_all_that_passes_by_itself_is_one_failure() -> None:
    schedule = Schedule()
    kinds = (Cause.UNREACHABLE, Cause.TROUBLED, Cause.LEFT_ALONE)
    told = [number for number in range(144) if schedule.run(kinds[number % 3])]
    assert told == [36]


def test_a_host_that_is_left_alone_is_so_for_what_it_did_before() -> None:
    schedule = Schedule()
    assert len(schedule.run(Cause.CERTIFICATE)) == 1
    told = [number for number in range(1, 200) if schedule.run(Cause.LEFT_ALONE)]
    assert told == [144]
    assert schedule.troubles[URL].cause is Cause.CERTIFICATE


def test_a_broken_document_after_a_broken_host_is_met_twice_before_it_is_told() -> None:
    schedule = Schedule()
    schedule.run(Cause.TROUBLED)
    assert schedule.run(Cause.UNREADABLE) == []
    assert len(schedule.run(Cause.UNREADABLE)) == 1


def test_a_source_that_comes_and_goes_is_told_once_a_day() -> None:
    schedule = Schedule()
    told = [number for number in range(200) if schedule.run(*((Cause.MISSING,) if number % 2 == 0 else ()))]
    assert told == [0, 144]
    assert schedule.run(after=timedelta(days=2)) == []
    assert schedule.troubles == {}, "what is long over is forgotten"


def test_a_run_that_does_not_ask_a_source_neither_ends_its_trouble_nor_adds_to_it() -> None:
    schedule = Schedule()
    schedule.run(Cause.UNREADABLE)
    before = schedule.troubles
    schedule.run(asked=False)
    assert schedule.troubles == before
    assert schedule.run(Cause.UNREADABLE) == ["it was unreadable; failing since 2024-05-01 06:10 UTC"]


def test_a_clock_that_was_set_back_silences_nothing() -> None:
    schedule = Schedule()
    schedule.run(Cause.MISSING)
    assert len(schedule.run(Cause.MISSING, after=timedelta(days=-300))) == 1
    assert schedule.troubles[URL].since.startswith("2023")


def test_what_is_no_sources_is_told_by_every_run() -> None:
    refusal = Failure("", note("too many would vanish"), Cause.WITHDRAWALS)
    assert update_troubles({}, [refusal], set(), START) == {}
    assert urgent_failures({}, [refusal], [], set(), START) == [refusal]


@pytest.mark.parametrize(
    "troubles",
    [
        None,
        [],
        {"a": None},
        {"a": {}},
        {"a": {"since": "soon", "cause": "missing", "reason": "", "times": 1, "told": {}}},
        {"a": {"since": START.isoformat(), "cause": "unheard of", "reason": "", "times": 1, "told": {}}},
        {"a": {"since": START.isoformat(), "cause": "missing", "reason": "", "times": 1, "told": {"missing": 3}}},
    ],
)
def test_troubles_that_no_run_has_written_are_none(troubles: object) -> None:
    assert read_troubles({"troubles": troubles}) == {}

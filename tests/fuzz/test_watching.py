"""The fuzzing sees what it looks for, and does the same again for the same seed."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import strategies as st

from indexer.sources.records import feed
from tests.fuzz import fuzzing, watching
from tests.fuzz.targets import TARGETS, Target
from tests.fuzz.watching import Watch, fault_of, shortened

pytestmark = pytest.mark.slow


def breaks(data: bytes) -> None:
    if b"<<" in data:
        raise ValueError(data)
    if b">>" in data:
        raise KeyError(data)


def squares(data: bytes) -> None:
    for _ in data:
        sum(data)


def test_each_fault_is_told_once() -> None:
    watch = Watch(breaks)
    for data in (b"a", b"a<<", b"<<b", b"c>>"):
        watch.look(data)
    assert watch.inputs == 4
    assert {kind: fault.data for kind, fault in watch.faults.items()} == {
        "ValueError in test_watching.py:breaks": b"a<<",
        "KeyError in test_watching.py:breaks": b"c>>",
    }


def test_an_input_is_shortened_as_long_as_the_fault_stays() -> None:
    fault = fault_of(breaks, b"abc" * 50 + b"<<" + b"d" * 99)
    assert fault is not None
    assert shortened(breaks, fault) == b"<<"


def test_what_takes_too_long_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1_000, 3))
    monkeypatch.setattr(time, "process_time", lambda: float(next(clock)))
    watch = Watch(lambda data: None)
    watch.look(b"a")
    assert list(watch.faults) == ["slow"]


def test_an_input_that_never_ends_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(data: bytes) -> None:
        while data:
            pass

    monkeypatch.setattr(fuzzing, "LONGEST_WAIT", 0.1)
    watch = Watch(fuzzing.bounded(never))
    watch.look(b"a")
    assert list(watch.faults) == ["TimeoutError in test_watching.py:never"]


@pytest.mark.parametrize(("run", "kinds"), [(squares, ["growth"]), (lambda data: sorted(data * 20), [])])
def test_growth_beyond_the_linear_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, run: watching.Run, kinds: list[str]
) -> None:
    monkeypatch.setattr(watching, "SHORT", 0.02)
    watch = Watch(run)
    watch.grow(b"abcdef", random.Random(1), 4_000)
    assert list(watch.faults) == kinds


def test_a_fault_of_ours_that_became_a_rejection_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(feed, "_plain", lambda detail: detail["none"])
    fault = fault_of(TARGETS["feed"].make(tmp_path), TARGETS["feed"].seeds[0])
    assert fault is not None
    assert fault.kind.startswith("KeyError in test_watching.py")


def test_the_same_seed_draws_the_same_inputs() -> None:
    def drawn(number: int) -> list[bytes]:
        seen: list[bytes] = []
        target = Target(lambda data: seen.append, (b"",), st.binary(max_size=20))
        watch = Watch(lambda one: seen.append(one))
        clock = iter([0.0] * 30 + [2.0] * 3_000)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(time, "monotonic", lambda: next(clock))
            fuzzing.draw(target, watch, 1.0, number)
        return seen

    assert len(drawn(1)) > 10
    assert drawn(1) == drawn(1) != drawn(2)

"""The fence: a step that loops, takes too much memory or loses its process becomes an answer; the others go on."""

import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.fence.bounds import Bounds
from indexer.fence.fence import Fence, FenceError, call, in_place
from indexer.fence.process import Step
from indexer.model.errors import UsageError
from indexer.model.notes import Note, note

pytestmark = pytest.mark.reliability

BOUNDS = Bounds(seconds=1, mebibytes=128)
TOO_MUCH = 1 << 31
#: A pattern that needs hours for this text, in one call into C.
EVIL, TEXT = "(a+)+$", "a" * 60 + "b"


def _loop() -> None:
    re.match(EVIL, TEXT)


def _grow() -> None:
    bytearray(TOO_MUCH)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _leave() -> None:
    os._exit(7)


def _fine() -> None:
    pass


ACTS: dict[str, Callable[[], None]] = {"loop": _loop, "die": _die, "leave": _leave, "fine": _fine}


def _answer(number: int, act: str, deaths: tuple[Note, ...]) -> str:
    if not deaths:
        ACTS[act]()
    return f"{number} {' '.join(map(str, deaths))}".strip()


def steps(acts: list[str]) -> Iterator[Step]:
    return (partial(_answer, number, act) for number, act in enumerate(acts))


def test_answers_come_in_order() -> None:
    with Fence(steps, BOUNDS) as fence:
        acts = ["fine"] * 300
        assert list(fence.each(acts)) == fence.all(acts) == [str(number) for number in range(300)]


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        ("loop", "takes more than 1 second of processor time"),
        ("die", "its process ended: SIGKILL"),
        ("leave", "its process ended: exit code 7"),
    ],
)
@pytest.mark.parametrize("how", ["each", "all"])
def test_a_step_whose_process_dies_answers_with_the_reason(how: str, act: str, reason: str) -> None:
    with Fence(steps, BOUNDS) as fence:
        found = list(getattr(fence, how)(["fine", act, "fine"]))
        assert found == ["0", f"1 {reason}", "2"]
        assert list(fence.each(["fine"])) == ["0"]


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(["fine", "die", "leave"]), max_size=12), st.sampled_from(["each", "all"]))
def test_every_step_has_one_answer_whoever_dies(acts: list[str], how: str) -> None:
    with Fence(steps, BOUNDS) as fence:
        found = list(getattr(fence, how)(acts))
    assert [answer.split()[0] for answer in found] == [str(number) for number in range(len(acts))]
    assert ["fine" if " " not in answer else "dead" for answer in found] == [
        "fine" if act == "fine" else "dead" for act in acts
    ]


def _dies_once(mark: str, deaths: tuple[Note, ...]) -> str:
    path = Path(mark)
    if not path.exists():
        path.touch()
        _die()
    return " ".join(map(str, deaths)) or "done"


def test_a_death_that_no_bound_explains_is_tried_once_more(tmp_path: Path) -> None:
    def once(mark: str) -> Iterator[Step]:
        yield partial(_dies_once, mark)

    with Fence(once, BOUNDS) as fence:
        assert fence.all(str(tmp_path / "died")) == ["done"]


def _grown(_: tuple[Note, ...]) -> str:
    try:
        _grow()
    except MemoryError:
        return "refused"
    return "given"


def test_memory_beyond_the_bound_is_refused() -> None:
    with Fence(lambda _: iter([_grown]), BOUNDS) as fence:
        assert fence.all(None) == ["refused"]


def _kept(hoard: list[bytearray], _: tuple[Note, ...]) -> int:
    hoard.append(bytearray(BOUNDS.bytes * 2 // 3))
    return os.getpid()


def test_a_process_that_has_grown_is_replaced() -> None:
    hoard: list[bytearray] = []
    with Fence(lambda _: iter([partial(_kept, hoard)]), BOUNDS) as fence:
        assert len({fence.all(None)[0] for _ in range(3)}) == 3


def _endless() -> Iterator[Step]:
    yield partial(_answer, 0, "fine")
    _loop()
    yield partial(_answer, 1, "fine")


def test_a_request_whose_steps_cannot_be_made_ends_with_the_reason() -> None:
    found: list[Any] = []
    with Fence(call, BOUNDS) as fence, pytest.raises(FenceError, match="takes more than 1 second"):
        found.extend(fence.each(_endless))
    assert found == ["0"]


def _always_dies(_: tuple[Note, ...]) -> None:
    _die()


def test_a_step_that_dies_whatever_it_is_told_ends_the_request() -> None:
    with Fence(lambda _: iter([_always_dies]), BOUNDS) as fence, pytest.raises(FenceError, match="SIGKILL"):
        fence.all(None)


class Odd(Exception):
    """An error that does not survive pickling."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} of {two}")


def _raises(error: Exception, _: tuple[Note, ...]) -> None:
    raise error


@pytest.mark.parametrize("error", [UsageError(note("wrong")), OSError(28, "No space left on device")])
@pytest.mark.parametrize("how", ["each", "all"])
def test_errors_of_the_whole_run_come_through(how: str, error: Exception) -> None:
    with Fence(lambda _: iter([partial(_raises, error)]), BOUNDS) as fence, pytest.raises(type(error), match=r"\w"):
        list(getattr(fence, how)(None))


def test_an_error_that_cannot_be_sent_comes_as_its_text() -> None:
    with (
        Fence(lambda _: iter([partial(_raises, Odd(1, 2))]), BOUNDS) as fence,
        pytest.raises(RuntimeError, match="1 of 2"),
    ):
        list(fence.each(None))


def _half_done(state: list[int], deaths: tuple[Note, ...]) -> str:
    state.append(1)
    if not deaths:
        raise ValueError("in the middle")
    return f"{len(state)} {deaths[0]}"


def test_steps_that_share_a_state_are_done_again_after_an_error() -> None:
    def sharing(_: None) -> Iterator[Step]:
        state: list[int] = []
        return (partial(_half_done, state) for _ in range(2))

    with Fence(sharing, BOUNDS) as fence:
        assert fence.all(None) == ["1 ValueError: in the middle", "2 ValueError: in the middle"]


def test_a_request_that_is_given_up_leaves_no_process() -> None:
    fence = Fence(lambda _: iter([_pid] * 500), BOUNDS)
    answers = fence.each(None)
    process = next(answers)
    answers.close()
    fence.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def _pid(_: tuple[Note, ...]) -> int:
    return os.getpid()


def test_the_process_has_no_file_of_its_caller(tmp_path: Path) -> None:
    with (
        (tmp_path / "open").open("w") as file,
        Fence(lambda number: iter([partial(_is_open, number)]), BOUNDS) as fence,
    ):
        assert fence.all(file.fileno()) == [False]


def _is_open(number: int, _: tuple[Note, ...]) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def test_a_caller_with_threads_may_have_a_fence() -> None:
    released = threading.Event()
    thread = threading.Thread(target=released.wait)
    thread.start()
    with Fence(steps, BOUNDS) as fence:
        assert fence.all(["fine"]) == ["0"]
    released.set()
    thread.join()


def test_without_a_fence_the_steps_are_done_in_place() -> None:
    assert list(in_place(partial(steps, ["fine", "fine"]))) == ["0", "1"]

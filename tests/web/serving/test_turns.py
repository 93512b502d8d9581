"""The order in which waiting requests get a thread."""

from threading import Thread

import pytest

from web.serving.turns import Lanes, Turns


def test_each_visitor_has_a_turn() -> None:
    turns = Turns(lambda task: task[0])
    for task in ("a1", "a2", "a3", "b1", "c1", "b2"):
        turns.append(task)
    assert len(turns) == 6
    assert [turns.popleft() for _ in range(6)] == ["a1", "b1", "c1", "a2", "b2", "a3"]
    assert not turns


def lanes(*tasks: str) -> Lanes:
    """Requests that wait; the large ones are in capitals."""
    found = Lanes(lambda task: task[0], str.isupper)
    for task in tasks:
        found.append(task)
    return found


def test_of_the_large_requests_one_is_answered_at_a_time() -> None:
    waiting = lanes("A", "B", "c")
    other = Thread(target=lambda: taken.append(waiting.popleft()))
    taken: list[str] = []
    other.start()
    other.join()
    assert taken == ["A"]
    assert waiting.popleft() == "c"
    assert not waiting
    assert len(waiting) == 1


@pytest.mark.parametrize(
    ("tasks", "order"),
    [
        (("A", "A", "b", "b", "b"), "AbAbb"),  # one thread, and neither kind starves
        (("A", "B", "A"), "ABA"),
        (("a", "b"), "ab"),
        ((), ""),
    ],
)
def test_one_thread_answers_all(tasks: tuple[str, ...], order: str) -> None:
    waiting = lanes(*tasks)
    found = ""
    while waiting:
        found += waiting.popleft()
        waiting.done()
    assert found == order
    assert len(waiting) == 0


def test_a_visitor_has_all_requests_that_wait_counted() -> None:
    assert lanes("a", "a", "b").of("a") == 2

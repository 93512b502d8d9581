"""The order in which waiting requests get a thread."""

from web.serving.turns import Turns


def test_each_visitor_has_a_turn() -> None:
    turns = Turns(lambda task: task[0])
    for task in ("a1", "a2", "a3", "b1", "c1", "b2"):
        turns.append(task)
    assert len(turns) == 6
    assert [turns.popleft() for _ in range(6)] == ["a1", "b1", "c1", "a2", "b2", "a3"]
    assert not turns

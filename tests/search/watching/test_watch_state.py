"""What a watch remembers, and what it does not guess."""

from pathlib import Path

import pytest

from indexer.model.errors import LockedError, MithaqError
from search.watching.state import State, read_state, state_path, watch_lock, write_state

FULL = State("a1", {"/?q=مذكرة": 7, "/?q=x": 9}, {"/?contry=x": "{}"}, "the server is down")


def test_a_state_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "searches.txt"
    assert read_state(file) == State()
    write_state(file, FULL)
    assert read_state(file) == FULL
    assert state_path(file).name == "searches.txt.state.json"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"searches": {"x": "y"}}', '{"searches": []}', "null"])
def test_a_state_that_cannot_be_read_is_no_new_beginning(tmp_path: Path, content: str) -> None:
    file = tmp_path / "searches.txt"
    state_path(file).write_text(content)
    with pytest.raises(MithaqError, match=r"state\.json: cannot be read.*remove it"):
        read_state(file)


def test_two_runs_do_not_watch_one_file(tmp_path: Path) -> None:
    file = tmp_path / "searches.txt"
    file.touch()
    with watch_lock(file), pytest.raises(LockedError), watch_lock(file):
        pytest.fail("the lock was given twice")
    with watch_lock(file):
        pass

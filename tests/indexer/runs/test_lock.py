"""The run lock: held by one, freed by the death of its process."""

import os
from pathlib import Path

import pytest

from indexer.model.errors import DataDirectoryError, Exit, LockedError
from indexer.runs.lock import run_lock


def test_a_second_run_is_refused_and_told_who_holds_the_lock(tmp_path: Path) -> None:
    with run_lock(tmp_path), pytest.raises(LockedError, match=str(os.getpid())) as caught, run_lock(tmp_path):
        pytest.fail("the lock was given twice")
    assert caught.value.exit_code is Exit.LOCKED


def test_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with run_lock(tmp_path / "new"):
            assert (tmp_path / "new" / "lock").exists()


def test_a_process_that_dies_frees_the_lock(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        with run_lock(tmp_path):
            os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    with run_lock(tmp_path):
        assert (tmp_path / "lock").read_text().strip() == str(os.getpid())


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataDirectoryError, match="--data"), run_lock(tmp_path / "file"):
        pytest.fail("a file was taken for a directory")

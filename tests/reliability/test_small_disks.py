"""A disk that is really full: the run fails with one line, what is served stays whole, and room mends it by itself."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.indexer.running import ARTICLES, write_export

pytestmark = pytest.mark.reliability

ROOT = Path(__file__).parents[2]
SIZE_KIB = 3000
NEW = 100
SECONDS_TO_END = 120
#: Makes a file system that only this process and those that join it see, and waits until its input ends.
MOUNT = 'mount -t tmpfs -o size={size}k none "$1" && echo mounted && exec cat'
OTHER_USER = ("--user", "--map-root-user", "--mount")


class Disk:
    """A file system of SIZE_KIB at `path`, and commands of processes that see it."""

    def __init__(self, path: Path, holder: int) -> None:
        self.path = path
        joined = ("nsenter", f"--target={holder}", "--user", "--mount", "--preserve-credentials")
        self._enter = (*joined, "env", f"--chdir={ROOT}")

    def run(self, *command: str) -> tuple[int, str, str]:
        """`(exit code, standard output, standard error)`."""
        done = subprocess.run([*self._enter, *command], capture_output=True, text=True, timeout=SECONDS_TO_END)
        return done.returncode, done.stdout, done.stderr

    def indexer(self, command: str, *arguments: str) -> tuple[int, str, str]:
        """One command of the indexer on the directory `data` of this disk."""
        data = ("--data", str(self.path / "data"))
        return self.run(sys.executable, "-m", "indexer", command, *data, *arguments)

    def fill(self, room_kib: int) -> None:
        """Leave only so much room."""
        blocks = self.run("df", "--output=avail", "--block-size=1k", str(self.path))[1].split()[-1]
        filler, count = f"of={self.path / 'filler'}", f"count={int(blocks) - room_kib}"
        assert self.run("dd", "if=/dev/zero", filler, "bs=1k", count)[0] == 0

    def free(self) -> None:
        """Take away what filled it."""
        self.run("rm", str(self.path / "filler"))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    path = tmp_path / "disk"
    path.mkdir()
    if not (shutil.which("unshare") and shutil.which("nsenter")):
        pytest.skip("there is no unshare or nsenter")
    command = ["unshare", *OTHER_USER, "sh", "-c", MOUNT.format(size=SIZE_KIB), "sh", str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        try:
            if holder.stdout.readline() != "mounted\n":
                pytest.skip("this user may not mount a file system of its own")
            yield Disk(path, holder.pid)
        finally:
            holder.stdin.close()


@pytest.mark.parametrize("room_kib", [0, 300])
def test_a_run_that_found_no_room_goes_on_by_itself_when_there_is_some(
    disk: Disk, tmp_path: Path, room_kib: int
) -> None:
    export = write_export(tmp_path / "export.jsonl")
    reindex = ("reindex", "--quiet", "--source", str(export))
    assert disk.indexer(*reindex) == (0, "", "")
    write_export(export, (*ARTICLES, *({"id": f"new{n}", "text": os.urandom(2000).hex()} for n in range(NEW))))
    disk.fill(room_kib)
    for _ in range(2):
        code, out, err = disk.indexer(*reindex)
        assert (code, out, err.count("\n")) == (1, "", 1), err
        assert err.startswith("mithaq: ")
        assert str(disk.path) in err
        assert "there is no room left for it" in err or "free some space: the next run goes on" in err
        assert disk.indexer("verify")[0] == 0
    disk.free()
    assert disk.indexer(*reindex) == (0, "", "")
    assert disk.indexer("verify")[0] == 0
    assert json.loads(disk.indexer("status", "--json")[1])["articles"] == len(ARTICLES) + NEW
    assert "building-" not in disk.run("ls", str(disk.path / "data"))[1]

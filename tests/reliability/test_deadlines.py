"""A run that hangs ends by itself, with one line and an exit code, also where no exception reaches it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.generations.generations import Generations, faults
from tests.indexer.running import ARTICLES, Commands, write_export

pytestmark = pytest.mark.reliability

ROOT = Path(__file__).parents[2]
SECONDS_TO_END = 60.0
#: A call that sleeps, which the deadline interrupts; and one that keeps the interpreter and looks at no signal.
SLEEPS = "time.sleep(1000)"
HANGS = "collections.deque(itertools.repeat(None), maxlen=0)"

RUN = """
import collections, itertools, sys, time
import indexer.__main__, indexer.runs.deadline
{place}

def hang(*_arguments, **_names):
    with indexer.runs.deadline.deadline(0.1):
        {hang}

{owner}.{function} = hang
indexer.runs.deadline.GRACE_SECONDS = 0.1
sys.exit(indexer.__main__.main(sys.argv[1:]))
"""
WHOLE_RUN = """
import collections, itertools, sys, time
import indexer.__main__, indexer.model.settings, indexer.runs.deadline, indexer.runs.local_files

def hang(*_arguments, **_names):
    {hang}

indexer.runs.local_files.LocalFiles.read = hang
indexer.runs.deadline.GRACE_SECONDS = 0.1
indexer.model.settings.SECONDS_PER_MINUTE = 1 / 60
sys.exit(indexer.__main__.main(sys.argv[1:]))
"""
#: Where a run hangs: before anything was read, between archive and index, and right before the swap.
PLACES = [
    ("import indexer.runs.local_files", "indexer.runs.local_files.LocalFiles", "read"),
    ("import indexer.building.build", "indexer.building.build.Builder", "_attested"),
    ("import indexer.generations.generations", "indexer.generations.generations.Generations", "serve"),
]


@pytest.fixture
def commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(tmp_path / "data", capsys)


def hang(commands: Commands, export: Path, code: str) -> tuple[int, str, str]:
    """A run of its own process that hangs."""
    command = (sys.executable, "-c", code, "reindex", "--quiet", "--full")
    places = ("--data", str(commands.data), "--source", str(export))
    done = subprocess.run([*command, *places], cwd=ROOT, capture_output=True, text=True, timeout=SECONDS_TO_END)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("what", [SLEEPS, HANGS])
@pytest.mark.parametrize(("place", "owner", "function"), PLACES)
def test_a_run_that_hangs_ends_with_one_line_and_the_next_one_is_clean(
    commands: Commands, tmp_path: Path, what: str, place: str, owner: str, function: str
) -> None:
    export = write_export(tmp_path / "export.jsonl")
    assert commands.run("reindex", "--quiet", "--source", export) == (0, "", "")
    write_export(export, (*ARTICLES, {"id": "new", "text": "A new article."}))
    code, out, err = hang(commands, export, RUN.format(hang=what, place=place, owner=owner, function=function))
    assert (code, out, err.count("\n")) == (1, "", 1), err
    assert err.startswith("mithaq: the run did not end within ")
    assert "MITHAQ_DEADLINE_MINUTES" in err
    assert bool(re.search("hung in hang, <string>:[0-9]+, ", err)) is (what == HANGS)
    served = Generations(commands.data).current()
    assert served is not None
    assert (served.name, faults(served)) == ("gen-000001", [])
    assert commands.json("reindex", "--source", export)["articles"] == len(ARTICLES) + 1
    assert not list(commands.data.glob("building-*"))


@pytest.mark.parametrize("what", [SLEEPS, HANGS])
def test_the_deadline_is_that_of_the_setting(commands: Commands, tmp_path: Path, what: str) -> None:
    code, out, err = hang(commands, write_export(tmp_path / "export.jsonl"), WHOLE_RUN.format(hang=what))
    assert (code, out, err.count("\n")) == (1, "", 1), err
    assert err.startswith("mithaq: the run did not end within 1 seconds")


def test_a_run_in_time_leaves_no_watcher(commands: Commands, tmp_path: Path) -> None:
    code = "import subprocess, sys, indexer.__main__ as m; m.main(sys.argv[1:]); import os; os.waitpid(-1, 0)"
    export = write_export(tmp_path / "export.jsonl")
    done = subprocess.run(
        [sys.executable, "-c", code, "reindex", "--data", str(commands.data), "--source", str(export)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS_TO_END,
    )
    assert "ChildProcessError" in done.stderr

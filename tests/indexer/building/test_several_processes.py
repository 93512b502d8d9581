"""A full build that several processes share: the same index, stories and names as by one, and nobody left behind."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer.archive.archive import Archive
from indexer.engines.columnar import engine as engine_module
from indexer.engines.columnar.engine import ColumnarEngine
from indexer.engines.port.analysing import BATCH
from indexer.generations.generations import Generations
from indexer.runs.reindex import archive_path
from tests.indexer.running import Commands, write_export

pytestmark = pytest.mark.reliability

SECONDS_TO_END = 120
#: More than the batches that two processes have waiting when the first one is done.
KILLED_ARTICLES = 10 * BATCH
WORDS = [f"word{number}" for number in range(60)]


def _articles(count: int) -> tuple[dict[str, Any], ...]:
    """Every third is a copy of the one before; each names a body that no gazetteer has."""
    return tuple(
        {
            "id": f"a{number}",
            "title": f"Kuwait and Qatar sign memorandum {number - (number % 3 == 2)}",
            "text": f"KUWAIT: The Ministry of Paper Boats {number % 5} signed. "
            + " ".join(WORDS[(number - (number % 3 == 2)) % 50 :]),
            "published": "2023-05-02",
        }
        for number in range(count)
    )


def _built(commands: Commands) -> dict[str, Any]:
    served = Generations(commands.data).current()
    assert served is not None
    archive = Archive(archive_path(commands.data))
    unresolved = archive.unresolved(100)
    archive.close()
    snapshot = ColumnarEngine().open(served.index)
    articles = {article.id: replace(article, first_seen="") for article in snapshot.articles(sorted(snapshot.ids()))}
    snapshot.close()
    stories = (served.directory / "stories.sqlite").read_bytes()
    return {"articles": articles, "unresolved": unresolved, "stories": stories, "lexicon": served.lexicon.read_bytes()}


def test_a_build_by_several_processes_is_that_by_one(
    tmp_path: Path, small_seeds: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MITHAQ_SEEDS", str(small_seeds))
    export = write_export(tmp_path / "export.jsonl", _articles(300))
    found = []
    for processes in (1, 2):
        monkeypatch.setattr(engine_module, "PARALLEL_FROM", 10)
        monkeypatch.setattr(engine_module, "_processors", lambda processes=processes: processes)
        commands = Commands(tmp_path / f"data-{processes}", capsys)
        assert commands.run("reindex", "--source", export, "--quiet") == (0, "", "")
        assert commands.run("verify")[0] == 0
        found.append(_built(commands))
    assert found[0] == found[1]
    assert len(found[0]["articles"]) == 300
    assert found[0]["unresolved"]
    assert found[0]["stories"]


KILLED_RUN = """
import os, sys
from indexer.__main__ import main
from indexer.engines.columnar import engine
from indexer.engines.columnar.writing import parallel
engine.PARALLEL_FROM = 10
engine._processors = lambda: 2
feed = parallel._feed
def die(connections, batches, take):
    def counted(findings):
        take(findings)
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
        os._exit(9)
    return feed(connections, batches, counted)
if __name__ == "__main__":
    import multiprocessing
    parallel._feed = die
    sys.exit(main(sys.argv[1:]))
"""


def test_processes_whose_caller_dies_end_by_themselves(tmp_path: Path, commands: Commands) -> None:
    export = write_export(tmp_path / "export.jsonl", _articles(KILLED_ARTICLES))
    script = tmp_path / "run.py"
    script.write_text(KILLED_RUN)
    ended = subprocess.run(
        [sys.executable, script, "reindex", "--source", export, "--data", commands.data],
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS_TO_END,  # it is read until nobody holds its output any more, so the children have ended, too
    )
    assert ended.returncode == 9, ended.stderr
    assert len(ended.stdout.split()) == 2
    assert commands.run("reindex", "--source", export, "--quiet") == (0, "", "")
    assert not list(commands.data.glob("building-*"))

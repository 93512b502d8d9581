"""What a power cut may leave: `CURRENT` never names a generation of which anything is not yet on the disk."""

import os
from pathlib import Path

import pytest

from indexer.generations.generations import CURRENT
from tests.indexer.running import ARTICLES, Commands, write_export

pytestmark = pytest.mark.reliability


@pytest.mark.parametrize("engine", ["columnar", "whoosh"])
def test_current_names_only_what_is_on_the_disk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setenv("MITHAQ_ENGINE", engine)
    commands = Commands(tmp_path / "data", capsys)
    synced: dict[int, int] = {}
    swaps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def recorded_fsync(descriptor: int) -> None:
        fsync(descriptor)
        status = os.fstat(descriptor)
        synced[status.st_ino] = status.st_mtime_ns

    def checked_replace(source: Path, target: Path) -> None:
        if Path(target).name == CURRENT:
            name = Path(source).read_text("ascii").strip()
            generation = commands.data / name
            for path in (Path(source), commands.data, generation, *generation.rglob("*")):
                status = path.stat()
                assert status.st_ino in synced, f"{path} was never brought to the disk"
                assert path.is_dir() or synced[status.st_ino] == status.st_mtime_ns, f"{path} was written afterwards"
            swaps.append(name)
        replace(source, target)

    monkeypatch.setattr(os, "fsync", recorded_fsync)
    monkeypatch.setattr(os, "replace", checked_replace)
    export = write_export(tmp_path / "export.jsonl")
    assert commands.run("reindex", "--quiet", "--source", export) == (0, "", "")
    write_export(export, (*ARTICLES, {"id": "new", "text": "A new article."}))
    assert commands.run("reindex", "--quiet", "--source", export) == (0, "", "")
    assert swaps == ["gen-000001", "gen-000002"]

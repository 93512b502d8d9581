"""`python -m analyzers`, as people who tune it call it."""

import io
import json
from pathlib import Path

import pytest

from analyzers.__main__ import main
from analyzers.lexicon import LexiconBuilder


def test_the_table_has_a_head_and_a_line_a_token(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["مُذكّرات the MoU"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["surface", "start", "end", "position", "exact", "stem", "skeleton"]
    assert lines[1] == ["مُذكّرات", "0", "8", "0", "مذكرات", "مذكر", "مذكر"]
    assert lines[2] == ["the", "9", "12", "1", "the", "-", "-"]


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "قطر"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {
        "surface": "قطر", "start": 0, "end": 3, "position": 0, "exact": "قطر", "stem": "قطر", "skeleton": "قطر"
    }  # fmt: skip


def test_standard_input_is_read(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("قطر"))
    assert main(["-"]) == 0
    assert "قطر" in capsys.readouterr().out


def test_a_saved_lexicon_can_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    builder = LexiconBuilder()
    builder.add("صنفرة")
    builder.build().save(tmp_path / "lexicon.txt")
    assert main(["وصنفرة", "--lexicon", str(tmp_path / "lexicon.txt")]) == 0
    assert capsys.readouterr().out.splitlines()[1].split("\t")[5] == "صنفر"


def test_a_missing_lexicon_is_one_line_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["قطر", "--lexicon", str(tmp_path / "none.txt")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1

"""The profile of a build times every stage, and divides the bytes of an index."""

import json
from pathlib import Path

import pytest

from benchmarks.building import Stopwatch, measure, print_sizes
from indexer.engines.columnar.codec.segment import DOCUMENTS_FILE, TERMS_FILE

ROWS = (
    {"id": "a", "title": "Kuwait and Oman sign an agreement", "text": "The ministries signed it on 3 March 2019."},
    {"id": "b", "title": "توقيع مذكرة تفاهم", "text": "وقّعت وزارة المالية في الكويت مذكرة التفاهم."},
    {"id": "c", "title": "Water", "text": "Jordan and Tunisia will meet in May."},
)


def test_every_stage_is_timed_and_every_array_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    watch = Stopwatch()
    assert measure(tmp_path, corpus, watch) == len(ROWS)
    assert {"reading", "archive", "extraction", "story facts", "analysis", "writing", "merging two segments"} <= set(
        watch.seconds
    )
    assert watch.seconds["extraction"] > 0
    print_sizes(tmp_path, 1)
    printed = capsys.readouterr().out
    rows = [line.split("|")[1:4] for line in printed.splitlines()[3:]]
    sizes = {name.strip(): int(size) for _, name, size in rows}
    files = [path for path in tmp_path.iterdir() if path.suffix in (TERMS_FILE, DOCUMENTS_FILE)]
    assert sizes["all"] == sum(size for name, size in sizes.items() if name != "all")
    assert sizes["stored"] and sizes["body_exact"] and sizes["all"] < sum(path.stat().st_size for path in files)

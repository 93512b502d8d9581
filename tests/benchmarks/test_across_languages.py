"""The questions across languages: the table is whole, and the figures are those of the answers."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyzers.script import script
from benchmarks.across import DIRECTIONS, TABLE, Asked, figures, main, read_table
from indexer.model.settings import Settings, seeds_directory
from indexer.runs.reindex import Options, reindex
from indexer.runs.source_list import source_of


def test_the_table_has_questions_of_both_languages() -> None:
    questions = read_table(TABLE)
    assert len({one.query for one in questions}) == len(questions)
    assert all(one.ids for one in questions)
    for written in DIRECTIONS:
        held = [one.held for one in questions if script(one.query) is written]
        assert len(held) >= 300
        assert 0.45 < sum(held) / len(held) < 0.55


def test_the_figures_are_means() -> None:
    assert figures([Asked(1.0, 3.0), Asked(0.5, 5.0), Asked(0.0, 40.0)]) == (
        "MRR@10 0.5000, recall@10 0.6667, 5.0 ms (median of 3)"
    )


@pytest.mark.slow
def test_a_question_finds_its_article_by_translations_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table, export, data = tmp_path / "across.tsv", tmp_path / "export.jsonl", tmp_path / "data"
    table.write_text("# query\tids\nWhere do ships sail?\tharbour\nnothing\tmissing\n", encoding="utf-8")
    export.write_text(
        '{"id": "harbour", "text": "تبحر السفن من الميناء."}\n{"id": "other", "text": "افتتح الوزير مدرسة."}\n',
        encoding="utf-8",
    )
    settings = Settings(data=data, seeds=seeds_directory())
    reindex(settings, [source_of(str(export))], Options(now=datetime(2026, 1, 1, tzinfo=UTC)), lambda *_: None)
    monkeypatch.setattr("benchmarks.across.TABLE", table)
    assert main(["--data", str(data)]) == 0
    with_translations, without = capsys.readouterr().out.splitlines()
    assert with_translations.startswith("English to Arabic, with translations: MRR@10 1.0000, recall@10 1.0000")
    assert without.startswith("English to Arabic, without translations: MRR@10 0.0000, recall@10 0.0000")

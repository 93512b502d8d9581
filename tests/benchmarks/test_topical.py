"""The topics across languages: the table is whole, and the figures are those of the answers."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyzers.script import script
from benchmarks.across import DIRECTIONS
from benchmarks.topical import DEPTH, TABLE, Judged, Topic, judged, main, read_table
from indexer.model.settings import Settings, seeds_directory
from indexer.runs.reindex import Options, reindex
from indexer.runs.source_list import source_of

#: How the ids of the English collection begin.
ENGLISH = "reuters-"


def test_the_table_has_topics_of_both_languages() -> None:
    topics = read_table(TABLE)
    assert len({one.query for one in topics}) == len(topics)
    for written in DIRECTIONS:
        held = [one.held for one in topics if script(one.query) is written]
        assert len(held) >= 50
        assert 0.45 < sum(held) / len(held) < 0.55


def test_a_topic_has_ten_relevant_articles_in_the_other_language() -> None:
    for topic in read_table(TABLE):
        asks_for_english = DIRECTIONS[script(topic.query)].endswith("English")
        assert sum(id.startswith(ENGLISH) is asks_for_english for id in topic.relevant) >= DEPTH, topic.query
        assert not topic.relevant & topic.not_relevant, topic.query


def test_places_are_counted_even_when_they_are_empty() -> None:
    topics = [Topic("one", frozenset("ab"), frozenset("c"), False), Topic("two", frozenset("d"), frozenset(), True)]
    assert judged(topics, [["a", "c", "x"], ["d"]], places=4) == Judged(relevant=2, unjudged=1, places=8)
    assert str(judged(topics, [["a", "c", "x"], ["d"]])) == "0.500 of 4 places, 1 unjudged"
    assert str(judged(topics, [[], []])) == "0.000 of 0 places, 0 unjudged"


@pytest.mark.slow
def test_what_only_translations_bring_is_measured_in_both_directions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table, export, data = tmp_path / "topical.tsv", tmp_path / "export.jsonl", tmp_path / "data"
    arabic = [f'{{"id": "ar-{n}", "text": "تبحر السفن من الميناء رقم {n}."}}' for n in range(DEPTH)]
    english = [f'{{"id": "en-{n}", "text": "The teachers of school {n} went on strike."}}' for n in range(DEPTH)]
    export.write_text("\n".join((*arabic, *english)), encoding="utf-8")
    ships, strikes = (" ".join(f"{language}-{n}" for n in range(DEPTH)) for language in ("ar", "en"))
    rows = ("# query", f"ships\t{ships}", f"إضراب\t{strikes.replace('en-9', '')} x\ten-9\theld", "nothing\ten-0")
    table.write_text("\n".join(rows), encoding="utf-8")
    settings = Settings(data=data, seeds=seeds_directory())
    reindex(settings, [source_of(str(export))], Options(now=datetime(2026, 1, 1, tzinfo=UTC)), lambda *_: None)
    monkeypatch.setattr("benchmarks.topical.TABLE", table)
    monkeypatch.setattr("benchmarks.topical.ENOUGH", 9)
    assert main(["--data", str(data)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "English to Arabic, 1 queries",
        "Arabic to English, held back, 1 queries",
    ]
    assert [line[line.index(".") - 1 :] for line in lines if line.startswith(" ")] == [
        "1.000 of 10 places, 0 unjudged",
        "0.000 of 10 places, 0 unjudged",
        "1.000 of 10 places, 0 unjudged",
        "0.900 of 10 places, 0 unjudged",
        "0.000 of 10 places, 0 unjudged",
        "0.900 of 10 places, 0 unjudged",
    ]

"""The comparison of two engines: which searches it makes of judged queries, and what it says of their pages."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.beside_cluster import Answered, Asked, ask, failures, report
from benchmarks.cluster import articles
from benchmarks.questions import AS_TYPED, VARIANTS, Question, questions, read_judged
from indexer.__main__ import main
from indexer.model.settings import read_settings
from search.model.results import Parameters, ResultPage
from search.reading import Reading
from search.service import SearchService
from tests.indexer.running import write_export

JUDGED = (
    {"query": "memorandum Kuwait UNODC", "relevant": ["kuwait-unodc"]},
    {"query": "لجنة مكافحة الاتجار بالبشر", "relevant": ["uae-committee"]},
)


@pytest.fixture
def reading(tmp_path: Path, small_seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reading]:
    monkeypatch.setenv("MITHAQ_SEEDS", str(small_seeds))
    monkeypatch.setenv("MITHAQ_DATA", str(tmp_path / "data"))
    assert main(["reindex", "--quiet", "--source", str(write_export(tmp_path / "export.jsonl"))]) == 0
    service = SearchService(read_settings())
    with service.lease() as leased:
        yield leased
    service.close()


def test_each_query_is_asked_as_typed_and_otherwise(reading: Reading) -> None:
    asked = list(questions(JUDGED * len(VARIANTS), reading))
    assert len(asked) == 4 * len(VARIANTS)
    typed = [one for one in asked if one.kind == AS_TYPED]
    assert [one.parameters.q for one in typed[:2]] == [str(line["query"]) for line in JUDGED]
    assert typed[1].relevant == {"uae-committee"}
    assert {one.kind for one in asked} >= {"phrase", "filter", "newest first", "some words", "beginning of a word"}
    assert all(one.parameters != before.parameters for before, one in zip(asked[::2], asked[1::2], strict=True))
    assert asked == list(questions(JUDGED * len(VARIANTS), reading))


def pages(reading: Reading) -> list[Asked]:
    asked = list(questions(JUDGED, reading))
    rows = ask(asked, (reading, reading), None)
    return [Asked(question, *row) for question, row in zip(asked, rows, strict=True)]


def test_an_engine_answers_like_itself(reading: Reading) -> None:
    found = pages(reading)
    assert failures(found) == []
    text = "\n".join(report(found))
    assert "| all | 4 | 4 | 4 | 4 | 4 | 4 |" in text
    assert "embedded: MRR@10 1.0000" in text
    assert "not known" not in text


def test_what_differs_is_named_with_its_reason(reading: Reading) -> None:
    first, *others = pages(reading)
    other = replace(first.second.page, total=7)
    lost = Asked(first.question, first.first, replace(first.second, page=other))
    assert [name for name, same in lost.same.items() if not same] == ["total"]
    assert failures([lost, *others])[0].startswith("total: 75.00%")
    assert "total; not known; [1, 7]" in "\n".join(report([lost, *others]))
    hits = first.first.hits
    near = tuple(replace(hit, score=hit.score * 1.00001) for hit in reversed(hits))
    swapped = replace(first, second=answer(replace(first.second.page, hits=near, others=())))
    assert swapped.reason == "scores alike but for their last digits"


def answer(page: ResultPage) -> Answered:
    return Answered(page, 0.1, 0.1, 2)


def test_a_query_of_no_words_is_asked_too(reading: Reading) -> None:
    question = Question(AS_TYPED, Parameters(q="", limit=10))
    ((one, other),) = ask([question], (reading, reading), None)
    assert Asked(question, one, other).same["total"]
    assert (one.page.total, one.trips) == (3, 0)


def test_articles_that_are_judged_come_first_and_may_lose_their_titles(tmp_path: Path) -> None:
    rows = [{"id": str(number), "title": f"عنوان {number}", "text": "نص\u2028text"} for number in range(10)]
    plain, packed = tmp_path / "one.jsonl", tmp_path / "two.jsonl.gz"
    plain.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows[:5]), encoding="utf-8")
    packed.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows[5:]).encode()))
    some = list(articles([plain, packed], {"7"}, 4, untitled=True))
    assert [row["id"] for row in some] == ["7", "0", "3", "6"]
    assert [bool(row["title"]) for row in some] == [False, True, True, True]
    assert len(list(articles([plain, packed], set(), 0, untitled=False))) == 10


def test_queries_are_read_up_to_so_many_of_each_file(tmp_path: Path) -> None:
    for name in ("ar", "en"):
        lines = [json.dumps({"query": f"{name} {number}", "relevant": []}) for number in range(3)]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    files = [tmp_path / "ar.jsonl", tmp_path / "en.jsonl"]
    assert [line["query"] for line in read_judged(files, 2)] == ["ar 0", "ar 1", "en 0", "en 1"]
    assert len(read_judged(files, 0)) == 6

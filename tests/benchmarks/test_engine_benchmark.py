"""The engine benchmark runs to its end, and every engine finds the same articles."""

import json
from pathlib import Path

import pytest

from benchmarks import engine
from benchmarks.engines.collection import Collection
from benchmarks.engines.contender import Task
from benchmarks.engines.measuring import Figures
from benchmarks.engines.questions import make_questions
from benchmarks.engines.report import growth, table
from indexer.model.errors import Exit

pytestmark = pytest.mark.slow

STORIES = (
    ("وقعت الوزارة مذكرة تفاهم", "وقعت الوزارة مذكرة تفاهم مع المنظمة.\nحضر التوقيع سفراء الدول."),
    ("Ministers sign an agreement", "The ministers signed an agreement on training.\nA committee will meet in May."),
    ("لجنة التعاون تجتمع", "اجتمعت لجنة التعاون المشتركة.\nاتفق الجانبان على برنامج تدريب."),
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    rows = [{"title": title, "text": text, "source": "wam", "published": "2019-05-04"} for title, text in STORIES]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_a_grown_collection_is_always_the_same(corpus: Path) -> None:
    collection = Collection.load(corpus)
    grown = list(collection.grow(0, 12))
    assert grown == list(Collection.load(corpus).grow(0, 12))
    assert [analysed.article for analysed in grown] == list(collection.raw(0, 12))
    assert len({analysed.article.id for analysed in grown}) == 12
    for analysed in grown:
        words = [analysed.article.text[token.start : token.end] for token in analysed.body]
        assert all(word and not word.isspace() for word in words)
        assert [token.position for token in analysed.body] == list(range(len(words)))


@pytest.mark.parametrize("task", [Task.ANY, Task.ALL, Task.ANY_FACETS, Task.ALL_FACETS, Task.FILTERED, Task.PHRASE])
def test_all_contenders_find_as_many(task: Task, corpus: Path, tmp_path: Path) -> None:
    collection = Collection.load(corpus)
    questions = make_questions(collection.titles(), 6)
    found = {}
    for name, make in engine.CONTENDERS.items():
        contender, directory = make(), tmp_path / name
        directory.mkdir()
        contender.build(directory, collection.grow(0, 40))
        contender.open(directory)
        found[name] = [contender.ask(task, question) for question in questions]
        contender.close()
    assert found["tantivy"] == found["fts5"] == found["whoosh"] == found["columnar"]
    assert any(found["columnar"]) or task is Task.FILTERED


def test_the_benchmark_prints_a_table(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--corpus", str(corpus), "--sizes", "30", "--engines", "columnar", "whoosh", "--questions", "4"]
    assert engine.main([*options, "--no-analysis", "--fewest-stories", "3"]) == 0
    printed = capsys.readouterr().out
    assert "### 30 articles" in printed
    assert all(task.value in printed for task in Task)


@pytest.mark.parametrize("options", [[], ["--fewest-stories", "4"]])
def test_a_handful_of_stories_is_refused(options: list[str], corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert engine.main(["--corpus", str(corpus), "--sizes", "30", *options]) == Exit.USAGE
    printed = capsys.readouterr()
    (line,) = [line for line in printed.err.splitlines() if line.startswith("mithaq: ")]
    assert line.startswith(f"mithaq: {corpus} has 3 stories, ")
    assert "; run: make bench BENCH=" in line
    assert printed.out == ""


def test_the_sample_collection_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert engine.main([]) == Exit.USAGE
    assert "seeds/articles has " in capsys.readouterr().err


def test_a_table_compares_with_its_first_engine() -> None:
    fast, slow = Figures(articles=10, build=1.0), Figures(articles=10, build=4.0)
    fast.times = {Task.ANY: [1.0, 1.0, 2.0]}
    slow.times = {Task.ANY: [3.0, 3.0, 4.0]}
    lines = table(10, {"fast": fast, "slow": slow}, "fast").splitlines()
    assert "| build, analysed before, articles per processor second | 10 | 2 |" in lines
    assert "| any word, top 10: median / p99, ms | **1.00 / 1.98** | 3.00 / 3.98 (3.0x / 2.0x) |" in lines


def test_growth_is_the_power_of_the_postings_that_fits_the_times() -> None:
    figures = Figures(postings=[9, 99, 999, 9_999])
    figures.times = {Task.ANY_FACETS: [3.0, 30.0, 300.0, 3_000.0], Task.ALL_FACETS: [1.0, 1.0, 1.0, 1.0]}
    _, _, linear, constant = growth(figures).splitlines()
    assert linear == "| any word, top 10, 4 facets: median, ms | 3.00 | 30.00 | 300.00 | 3000.00 | 1.00 |"
    assert constant.endswith(("| 1.00 | 1.00 | 1.00 | 1.00 | 0.00 |", "| -0.00 |"))

"""Known-item queries follow their rule, and are the same for the same seed."""

import gzip
import json
from pathlib import Path

import pytest

from analyzers.pipeline import Analyzer
from benchmarks import known_items
from benchmarks.known_items import LEAST_WORDS, MOST_WORDS
from search.rank.rerank import LEAD_WORDS

LEAD = "lead " * LEAD_WORDS
EN = "Inspectors visited the farms, shelters, courts and clinics of the 19 northern districts together in 2019"
AR = "زار المفتشون المزارع ودور الإيواء والمحاكم والعيادات في المناطق الشمالية خلال العام الماضي"


def article(id: str, text: str, title: str = "A title") -> dict[str, str]:
    return {"id": id, "title": title, "text": text}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = [article(str(n), f"{LEAD}. {EN}. {AR}.") for n in range(20)]
    rows += [
        article("no title", f"{LEAD}. {EN}.", title=""),
        article("only a lead", f"{EN}. {EN}."),
        article("few words", f"{LEAD}. They were there. In 2019, 1,300 of 7,000 and 80 of 90 came."),
        article("begins in the lead", f"{EN} {LEAD}"),
    ]
    file = tmp_path / "corpus.jsonl.gz"
    file.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return file


def test_each_query_has_words_of_one_sentence_behind_the_lead(corpus: Path) -> None:
    drawn = list(known_items.known_items(corpus, 100, seed=1))
    assert sorted(str(row["relevant"]) for row in drawn) == sorted(str([str(n)]) for n in range(20))
    words = [str(row["query"]).split() for row in drawn]
    sentences = [text.replace(",", "").split() for text in (EN, AR)]
    assert all(any(is_part(query, sentence) for sentence in sentences) for query in words)
    lengths = {len(query) for query in words}
    assert min(lengths) >= LEAST_WORDS
    assert max(lengths) <= MOST_WORDS
    assert len(lengths) > 1


def test_a_title_gives_some_of_its_words(corpus: Path) -> None:
    row = {"id": "x", "title": "Nine ministers of the Gulf meet in Doha", "text": "Text."}
    corpus.write_bytes(gzip.compress(json.dumps(row).encode()))
    drawn = [known_items.known_items(corpus, 1, seed, titles=True) for seed in range(20)]
    queries = [str(item["query"]).split() for (item,) in drawn]
    assert all(is_part(query, ["Nine", "ministers", "Gulf", "meet", "Doha"]) for query in queries)
    assert {len(query) for query in queries} == {2, 3, 4}
    corpus.write_bytes(gzip.compress(json.dumps(row | {"title": "Ministers meet in Doha"}).encode()))
    assert list(known_items.known_items(corpus, 1, 1, titles=True)) == []


def is_part(words: list[str], sentence: list[str]) -> bool:
    """Whether the words stand in the sentence, in this order."""
    rest = iter(sentence)
    return all(word in rest for word in words)


def test_stop_words_and_numbers_are_not_asked_for() -> None:
    analyzer = Analyzer()
    found = known_items.content_words(analyzer.analyze("The police of 3 states and the police in WHO, 2019"))
    assert {word.exact: word.position for word in found} == {"police": 1, "states": 4, "who": 9}


def test_the_seed_decides(corpus: Path) -> None:
    first, again, other = (list(known_items.known_items(corpus, 100, seed)) for seed in (1, 1, 2))
    assert first == again != other


def test_the_command_prints_what_the_ranking_is_measured_by(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["known_items", str(corpus), "--count", "3", "--seed", "7"])
    known_items.main()
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows == list(known_items.known_items(corpus, 3, 7))
    assert len(rows) == 3

"""The terms of an index beside its address: counts, prefixes, and what replaced documents take with them."""

from pathlib import Path

import pytest

from indexer.engines.opensearch.packing import Forward, pack
from indexer.engines.opensearch.vocabulary import Counting, Vocabulary
from indexer.model.errors import EngineError
from tests.indexer.engines.engine_model import article

ONE = pack(article("1", "مذكرة تفاهم", "kuwait signs a memorandum memorandum", countries=("KW",)))[1]
TWO = pack(article("2", "", "kuwait مذكرة", countries=("KW", "OM")))[1]


def written(
    path: Path, *forwards: Forward, base: Vocabulary | None = None, without: tuple[Forward, ...] = ()
) -> Vocabulary:
    counting = Counting(base)
    for one in forwards:
        counting.add(one)
    for one in without:
        counting.drop(one)
    counting.save(path)
    return Vocabulary.load(path)


def test_each_document_counts_once_for_a_term(tmp_path: Path) -> None:
    found = written(tmp_path / "v", ONE, TWO)
    assert found.documents == 2
    assert found.frequency("body_exact", "memorandum") == 1
    assert found.frequency("body_exact", "kuwait") == 2
    assert found.frequency("body_exact", "مذكرة") == 1
    assert found.frequency("title_exact", "مذكرة") == 1
    assert found.frequency("country", "KW") == 2
    assert found.frequency("country", "K") == found.frequency("id", "1") == 0
    assert found.lengths["body_exact"] == 7
    assert found.average("title_exact") == 1.0


def test_terms_come_in_order_and_by_their_beginning(tmp_path: Path) -> None:
    found = written(tmp_path / "v", ONE, TWO)
    assert list(found.terms("body_exact", "")) == [
        ("a", 1),
        ("kuwait", 2),
        ("memorandum", 1),
        ("signs", 1),
        ("مذكرة", 1),
    ]
    assert found.first("body_exact", "مذ", 5) == [("مذكرة", 1)]
    assert found.first("body_exact", "", 2) == [("a", 1), ("kuwait", 2)]
    assert found.size("country") == 2


def test_what_a_document_no_longer_counts_for_is_gone(tmp_path: Path) -> None:
    before = written(tmp_path / "before", ONE, TWO)
    after = written(tmp_path / "after", base=before, without=(ONE,))
    fresh = written(tmp_path / "fresh", TWO)
    assert after.documents == 1
    for field in ("body_exact", "title_exact", "body_stem", "country"):
        assert list(after.terms(field, "")) == list(fresh.terms(field, ""))
        assert after.average(field) == fresh.average(field)


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "v"
    written(path, ONE)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(EngineError, match="cut short"):
        Vocabulary.load(path)

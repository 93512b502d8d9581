"""What every engine must do with what it keeps: write, continue, give back, and notice damage."""

from pathlib import Path

import pytest

from indexer.engines.factory import engine
from indexer.engines.port.port import Engine, Request
from indexer.engines.port.query import Every, Or, Term
from indexer.model.errors import EngineError
from tests.indexer.engines.contract import ALPHA, BRAVO, CHARLIE, COLLECTION, T, fresh
from tests.indexer.engines.engine_model import FACET_NAMES, article


def test_articles_come_back_as_they_were_given(subject: Engine, built: Path) -> None:
    snapshot = subject.open(built)
    assert snapshot.articles(["3", "nowhere", "1"]) == [CHARLIE.article, ALPHA.article]
    assert [one.text for one in snapshot.outlines(["3", "nowhere", "1"])] == [CHARLIE.article.text, ALPHA.article.text]
    assert sorted(snapshot.ids()) == ["1", "2", "3"]
    assert snapshot.count() == 3
    snapshot.close()


def test_an_empty_index_answers(subject: Engine, tmp_path: Path) -> None:
    directory = fresh(tmp_path, "empty")
    assert subject.write(directory, []) == 0
    snapshot = subject.open(directory)
    answer = snapshot.search(Request(Or((T, Every())), facets=FACET_NAMES))
    assert (answer.total, answer.matches) == (0, ())
    assert answer.facets == {name: {} for name in FACET_NAMES}
    assert snapshot.count() == 0
    assert list(snapshot.ids()) == []
    assert snapshot.terms("body_exact", "", 5) == []
    snapshot.close()
    follower = fresh(tmp_path, "follower")
    assert subject.write(follower, [ALPHA], base=directory) == 1


def test_a_write_on_a_base_leaves_the_base_as_it_was(subject: Engine, built: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in built.iterdir()}
    second = fresh(tmp_path, "second")
    replaced = article("2", "omega", "omega", countries=("OM",))
    assert subject.write(second, [replaced, article("4", "alpha", "pi")], base=built, deleted=["3", "nowhere"]) == 3
    assert {path.name: path.read_bytes() for path in built.iterdir()} == before
    snapshot = subject.open(second)
    assert sorted(snapshot.ids()) == ["1", "2", "4"]
    assert snapshot.articles(["2"]) == [replaced.article]
    assert snapshot.search(Request(Term("country", "SA"))).total == 1
    assert snapshot.search(Request(T)).total == 2
    assert snapshot.search(Request(facets=("country",))).facets["country"] == {"SA": 1, "AE": 1, "OM": 1}
    snapshot.close()
    old = subject.open(built)
    assert sorted(old.ids()) == ["1", "2", "3"]
    old.close()


def test_of_two_articles_with_an_id_the_later_stays(subject: Engine, tmp_path: Path) -> None:
    directory = fresh(tmp_path, "twice")
    assert subject.write(directory, [article("1", "first", "text"), BRAVO, article("1", "second", "text")]) == 2
    snapshot = subject.open(directory)
    assert snapshot.search(Request(Term("title_exact", "first"))).total == 0
    assert [match.id for match in snapshot.search(Request(Term("title_exact", "second"))).matches] == ["1"]
    snapshot.close()


def test_a_directory_without_a_whole_index_is_refused(subject: Engine, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="reindex --full"):
        subject.open(tmp_path / "nowhere")
    with pytest.raises(EngineError, match="reindex --full"):
        subject.open(tmp_path)
    assert subject.verify(tmp_path)


def test_a_directory_in_use_is_not_written_into(subject: Engine, built: Path) -> None:
    with pytest.raises(EngineError, match="not empty"):
        subject.write(built, COLLECTION)


def test_another_version_is_refused_by_name(subject: Engine, built: Path) -> None:
    stamp = built / "engine.json"
    version = str(subject.capabilities.version)
    stamp.write_text(stamp.read_text().replace(version, str(subject.capabilities.version + 1)))
    with pytest.raises(EngineError, match=rf"{subject.capabilities.name} v{version}.*reindex --full"):
        subject.open(built)


def test_a_file_cut_short_is_noticed_at_opening(subject: Engine, built: Path) -> None:
    largest = max(built.iterdir(), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-1])
    with pytest.raises(EngineError, match=largest.name):
        subject.open(built)
    assert any(largest.name in str(fault) for fault in subject.verify(built))


def test_a_missing_file_is_noticed_at_opening(subject: Engine, built: Path) -> None:
    largest = max(built.iterdir(), key=lambda path: path.stat().st_size)
    largest.unlink()
    with pytest.raises(EngineError, match=largest.name):
        subject.open(built)


def test_every_altered_file_is_noticed_by_verify(subject: Engine, built: Path) -> None:
    assert subject.verify(built) == []
    for path in built.iterdir():
        content = path.read_bytes()
        if not content or path.name == "engine.json":
            continue
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert any(path.name in str(fault) for fault in subject.verify(built)), path.name
        path.write_bytes(content)
    assert subject.verify(built) == []


def test_a_failing_source_leaves_no_stamp(subject: Engine, built: Path, tmp_path: Path) -> None:
    def source():
        yield ALPHA
        raise RuntimeError("the source broke")

    directory = fresh(tmp_path, "broken")
    with pytest.raises(RuntimeError, match="the source broke"):
        subject.write(directory, source(), base=built)
    assert not (directory / "engine.json").exists()
    with pytest.raises(EngineError):
        subject.open(directory)


def test_an_engine_that_does_not_exist_is_named() -> None:
    with pytest.raises(EngineError, match=r"nosuch.*whoosh"):
        engine("nosuch")

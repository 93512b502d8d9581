"""Which generation a request sees, and when the old one is closed."""

import logging
from pathlib import Path

import pytest
from search_stories import STORIES, manifest, story, write_generation

from indexer.errors import GenerationError
from indexer.generations import Generations
from indexer.settings import seeds_directory
from search.snapshots import Snapshots

GAZETTEERS = seeds_directory() / "gazetteers"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_generation(tmp_path / "data", STORIES)
    return tmp_path / "data"


def test_before_the_first_generation_it_says_what_to_run(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path, GAZETTEERS)
    assert snapshots.name() is None
    with pytest.raises(GenerationError, match="run: python -m indexer reindex"), snapshots.lease():
        pass


def test_a_request_keeps_its_generation_while_the_next_sees_the_new_one(data: Path) -> None:
    snapshots = Snapshots(data, GAZETTEERS)
    with snapshots.lease() as before:
        write_generation(data, (*STORIES, story("new", "New", "Something new in Doha.")))
        with snapshots.lease() as after:
            assert (before.snapshot.count(), after.snapshot.count()) == (len(STORIES), len(STORIES) + 1)
            assert after.generation.name > before.generation.name
        assert before.snapshot.articles(["mou-en"])
    snapshots.close()


def test_an_unchanged_generation_is_opened_once(data: Path) -> None:
    snapshots = Snapshots(data, GAZETTEERS)
    with snapshots.lease() as first, snapshots.lease() as second:
        assert first is second
    snapshots.close()


def test_closing_waits_for_the_last_request(data: Path) -> None:
    snapshots = Snapshots(data, GAZETTEERS)
    with snapshots.lease() as view:
        snapshots.close()
        write_generation(data, STORIES)
        assert view.snapshot.articles(["mou-en"])
        assert Generations(data).prune(keep=1) == []
    assert Generations(data).prune(keep=1) == [view.generation.name]


def test_a_held_generation_cannot_be_pruned(data: Path) -> None:
    snapshots = Snapshots(data, GAZETTEERS)
    with snapshots.lease() as view:
        write_generation(data, STORIES)
        write_generation(data, STORIES)
        assert view.generation.name not in Generations(data).prune(keep=1)
    with snapshots.lease():
        pass
    assert view.generation.name in Generations(data).prune(keep=1)
    snapshots.close()


def test_a_generation_of_another_analysis_is_refused_with_what_to_run(data: Path) -> None:
    generations = Generations(data)
    build = generations.new_build()
    current = generations.current()
    assert current is not None
    (build / "lexicon.txt").write_bytes(current.lexicon.read_bytes())
    generations.serve(generations.publish(build, manifest("other", 0)).name)
    with pytest.raises(GenerationError, match=r"analysis other.* run: python -m indexer reindex --full"):
        Snapshots(data, GAZETTEERS).lease().__enter__()


def test_a_damaged_generation_is_refused_and_the_open_one_served_on(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    snapshots = Snapshots(data, GAZETTEERS)
    with snapshots.lease():
        pass
    generations = Generations(data)
    build = generations.new_build()
    damaged = generations.publish(build, manifest("any", 0))
    generations.serve(damaged.name)
    with caplog.at_level(logging.CRITICAL), snapshots.lease() as view:
        assert view.snapshot.count() == len(STORIES)
    with pytest.raises(GenerationError, match=rf"{damaged.name}.*run: python -m indexer"):
        Snapshots(data, GAZETTEERS).lease().__enter__()
    snapshots.close()

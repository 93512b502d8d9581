"""Generations: published whole, served by one rename, pruned only when no reader holds them."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from indexer.generations.generations import CURRENT, Generation, Generations, Manifest, faults
from indexer.model.errors import GenerationError

MANIFEST = Manifest("", "2024-01-01T00:00:00+00:00", "whoosh", 1, 1, "a1", "g1", 1, "archive", 7, 2, "test")


def publish(generations: Generations, words: str = "index", base: Generation | None = None) -> Generation:
    build = generations.new_build()
    (build / "index").mkdir()
    (build / "index" / "segment").write_text(words)
    return generations.publish(build, MANIFEST, base)


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    return Generations(tmp_path)


def test_nothing_is_served_before_the_first(generations: Generations) -> None:
    assert generations.current() is None
    assert generations.previous() is None


def test_a_published_generation_is_not_served_until_told(generations: Generations) -> None:
    first = publish(generations)
    assert generations.current() is None
    generations.serve(first.name)
    assert generations.current() == first
    assert first.name == "gen-000001"


def test_numbers_grow_past_six_digits(generations: Generations) -> None:
    (generations.data / "gen-999999").mkdir()
    assert publish(generations).name == "gen-1000000"
    assert generations.names() == ["gen-999999", "gen-1000000"]


def test_rollback_finds_the_one_before(generations: Generations) -> None:
    first, second = publish(generations), publish(generations)
    generations.serve(second.name)
    assert generations.previous() == first.name


def test_prune_keeps_the_newest_the_served_and_the_held(generations: Generations) -> None:
    names = [publish(generations).name for _ in range(6)]
    generations.serve(names[0])
    with generations.read(names[1]).held():
        removed = generations.prune(keep=2)
    assert removed == names[2:4]
    assert generations.names() == [*names[:2], *names[4:]]


def test_unfinished_builds_are_removed_and_generations_stay(generations: Generations) -> None:
    publish(generations)
    dead = generations.new_build()
    assert generations.remove_unfinished() == [dead.name]
    assert not dead.exists()
    assert generations.names() == ["gen-000001"]


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (lambda index: (index / "segment").write_text("inde"), "is not as it was written"),
        (lambda index: (index / "segment").unlink(), "is missing"),
    ],
)
def test_faults_name_the_file(generations: Generations, damage, fault: str) -> None:
    generation = publish(generations)
    assert faults(generation) == []
    damage(generation.index)
    (found,) = map(str, faults(generation))
    assert str(generation.index / "segment") in found
    assert fault in found


def test_hard_links_keep_the_checksum_of_their_base(generations: Generations) -> None:
    first = publish(generations)
    marked = replace(first, manifest=replace(first.manifest, checksums={"index/segment": "known"}))
    build = generations.new_build()
    (build / "index").mkdir()
    (build / "index" / "segment").hardlink_to(first.index / "segment")
    (build / "index" / "new").write_text("new")
    checksums = generations.publish(build, MANIFEST, marked).manifest.checksums
    assert checksums["index/segment"] == "known"
    assert len(checksums["index/new"]) == 64


WRONG_TYPES = [json.dumps(asdict(MANIFEST) | {name: None}) for name in ("engine", "sequence", "checksums")]


@pytest.mark.parametrize("manifest", ["", "{", "[]", '{"name": "gen-000001"}', '{"surprise": 1}', *WRONG_TYPES])
def test_a_damaged_manifest_is_named_with_what_to_do(generations: Generations, manifest: str) -> None:
    generation = publish(generations)
    generations.serve(generation.name)
    (generation.directory / "manifest.json").write_text(manifest)
    with pytest.raises(GenerationError, match=r"manifest\.json.*python -m indexer"):
        generations.current()


@pytest.mark.parametrize("content", [b"\xd9\x80", b"", b"\x00", b"\x1b[2J", b"../elsewhere", b"gen-1", b"x" * 10_000])
def test_a_current_that_names_nothing_is_told_with_what_to_do(generations: Generations, content: bytes) -> None:
    newest = [publish(generations).name for _ in range(2)][-1]
    (generations.data / CURRENT).write_bytes(content)
    with pytest.raises(GenerationError, match=r"CURRENT: '.*' names no generation; run: python -m indexer") as raised:
        generations.current()
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 500
    assert generations.previous() == newest


def test_a_current_that_cannot_be_read_is_told_with_what_to_do(generations: Generations) -> None:
    (generations.data / CURRENT).mkdir()
    with pytest.raises(GenerationError, match=r"CURRENT: cannot be read .*; run: python -m indexer"):
        generations.current()

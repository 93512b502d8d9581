"""Inputs that `make fuzz` found, asked again: `tests/data/fuzz/TARGET/NAME`, as short as they still broke something."""

from functools import cache
from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS
from tests.fuzz.watching import Run, Watch
from tests.search.search_stories import STORIES, write_generation

pytestmark = pytest.mark.slow

FOUND = sorted((Path(__file__).parents[1] / "data" / "fuzz").glob("*/*"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("found") / "data"
    write_generation(folder, STORIES, concepts=True)
    return folder


@cache
def made(name: str, data: Path) -> Run:
    return TARGETS[name].make(data)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_is_mended(data: Path, path: Path) -> None:
    watch = Watch(made(path.parent.name, data))
    watch.look(path.read_bytes())
    assert [fault.details for fault in watch.faults.values()] == []


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_of_a_target_are_no_faults(data: Path, name: str) -> None:
    assert TARGETS[name].seeds
    watch = Watch(made(name, data))
    for seed in TARGETS[name].seeds:
        watch.look(seed)
    assert [fault.details for fault in watch.faults.values()] == []

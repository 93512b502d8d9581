"""The file of marks: whatever came in whatever order, it is that of a scratch build; a damaged one is said to be so."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.generations.generations import SIMILAR
from indexer.model.article import Language
from indexer.model.errors import GenerationError
from indexer.similar.holders import Holders, Marked, load, marked, merged
from indexer.similar.marks import Equals, Mark

EQUALS = Equals({"مذكر تفاهم": "mou"}, {"زلزال": "earthquak"}, {"muscat": "place:om-muscat"})
IDS = ("a", "b", "ت", "\ud800", "zz")
articles = st.builds(
    marked,
    st.sampled_from(IDS),
    st.sampled_from(list(Language)),
    st.dictionaries(st.builds(Mark, st.just("word"), st.sampled_from("نوقصم")), st.booleans(), max_size=4),
)
builds = st.lists(st.tuples(st.lists(articles, max_size=4), st.sets(st.sampled_from(IDS), max_size=2)), max_size=5)


def written(holders: Holders, folder: Path) -> bytes:
    """The file in a folder of its own; a file that is mapped is never written again."""
    folder.mkdir(exist_ok=True)
    holders.save(folder)
    return (folder / SIMILAR).read_bytes()


@given(builds)
@settings(max_examples=100, deadline=None)
def test_increments_equal_a_scratch_build(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[list[Marked], set[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("marks")
    live: dict[str, Marked] = {}
    base: Holders | None = None
    for number, (changed, withdrawn) in enumerate(steps):
        written(merged(EQUALS, base, changed, withdrawn - {one.id for one in changed}), folder / str(number))
        base = load(folder / str(number))
        live = {id: one for id, one in live.items() if id not in withdrawn} | {one.id: one for one in changed}
    scratch = merged(EQUALS, None, reversed(live.values()))
    assert written(base or merged(EQUALS, None, ()), folder / "kept") == written(scratch, folder / "scratch")
    assert list(scratch.ids) == sorted(live)


def test_a_file_gives_back_what_was_written(tmp_path: Path) -> None:
    heavy, light = Mark("agency", "iom"), Mark("word", "مذكر")
    merged(EQUALS, None, [marked("\ud800", Language.AR, {heavy: True, light: False})]).save(tmp_path)
    found = load(tmp_path)
    assert found is not None
    assert (found.ids, found.equals) == (["\ud800"], EQUALS)
    assert found.marks.tolist() == sorted([heavy.number, light.number])
    assert sorted(found.held.tolist()) == [0, 1]


def test_a_generation_without_the_file_has_no_marks(tmp_path: Path) -> None:
    assert load(tmp_path) is None


@pytest.mark.parametrize("keep", [0, 10, -1])
def test_a_file_that_was_cut_short_is_damaged(tmp_path: Path, keep: int) -> None:
    content = written(merged(EQUALS, None, [marked("a", Language.EN, {Mark("word", "oil"): False})]), tmp_path)
    (tmp_path / SIMILAR).write_bytes(content[:keep])
    with pytest.raises(GenerationError, match=r"similar\.bin: is damaged"):
        load(tmp_path)

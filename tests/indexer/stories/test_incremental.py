"""Whatever came in whatever order: the stories are those of a scratch build, and so is all that is kept of them."""

import tracemalloc
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.generations.generations import Generations
from indexer.model.article import Article, Language
from indexer.stories.membership import AT_ONCE, STORIES_FILE, Membership, load, save
from tests.indexer.running import ARTICLES, Commands, write_export
from tests.indexer.stories.shelf import WORDS, Shelf, article

pytestmark = pytest.mark.slow

IDS = "abcdefgh"
ENDINGS = [" ".join((*WORDS[:cut], *(f"غير{cut}{n}" for n in range(40 - cut)))) for cut in (40, 39, 37, 35, 20)]
articles = st.builds(
    article,
    st.sampled_from(IDS),
    st.sampled_from(ENDINGS),
    outlet=st.sampled_from(["wam", "kuna", None]),
    day=st.sampled_from([None, "2023-05-02", "2023-05-03", "2023-05-06"]),
    first_seen=st.sampled_from(["2024-01-01", "2024-01-02"]),
    language=st.sampled_from([Language.AR, Language.EN]),
    countries=st.just("BH OM"),
    agencies=st.sampled_from(["bh-lmra", "bh-lmra om-ncctip", "gcc"]),
    instruments=st.sampled_from(["mou", "mou visit", "visit"]),
)
builds = st.lists(st.tuples(st.lists(articles, max_size=5), st.sets(st.sampled_from(IDS), max_size=3)), max_size=6)


@given(builds)
@settings(max_examples=80, deadline=None)
def test_increments_equal_a_scratch_build(steps: list[tuple[list[Article], set[str]]]) -> None:
    live: dict[str, Article] = {}
    with closing(Shelf()) as kept, closing(Shelf()) as scratch:
        found = kept.build()
        for changed, withdrawn in steps:
            found = kept.build(*changed, without=tuple(sorted(withdrawn)))
            live = {id: one for id, one in live.items() if id not in withdrawn} | {one.id: one for one in changed}
        assert scratch.build(*(live[id] for id in sorted(live, reverse=True)), everything=True) == found
        assert scratch.tables() == kept.tables()


def test_starting_anew_forgets_what_is_no_longer_there(shelf: Shelf) -> None:
    assert shelf.build(article("a", ENDINGS[0]), article("b", ENDINGS[0])).stories
    assert shelf.build(article("a", ENDINGS[0]), everything=True).stories == {}


def test_a_file_gives_back_what_was_written(tmp_path: Path) -> None:
    save(Membership({"ا": ("ا", "b"), "\ud800": ("\ud800", "c", "ه")}, {"d": "ا", "ا": "d", "e": "f"}), tmp_path)
    with closing(load(tmp_path)) as kept:
        assert [kept.story(id) for id in ("ا", "b", "\ud800", "c", "d", "x")] == [
            "ا",
            "ا",
            "\ud800",
            "\ud800",
            None,
            None,
        ]
        assert (kept.copies("b"), kept.copies("ه"), kept.copies("d")) == (("ا",), ("\ud800", "c"), ())
        assert [kept.counterparts(id) for id in ("d", "b", "e", "c")] == [("ا", "b"), ("d",), ("f",), ()]
        assert kept.counterparts_of(["d", "b", "e", "c", "d"]) == {"d": ("ا", "b"), "b": ("d",), "e": ("f",)}
        assert kept.stories_of(["b", "ه", "d"]) == {"b": ("ا", ("ا",)), "ه": ("\ud800", ("\ud800", "c"))}


def test_more_articles_are_asked_for_than_one_question_takes(tmp_path: Path) -> None:
    many = {f"{at}": (f"{at}", f"نسخة{at}") for at in range(2 * AT_ONCE + 1)}
    save(Membership(many, {f"{at}": f"other{at}" for at in range(2 * AT_ONCE + 1)}), tmp_path)
    with closing(load(tmp_path)) as kept:
        ids = list(many)
        assert kept.stories_of(ids) == {id: (id, (f"نسخة{id}",)) for id in ids}
        assert kept.counterparts_of(ids) == {id: (f"other{id}",) for id in ids}


def test_a_file_is_written_anew(tmp_path: Path) -> None:
    one = Membership({"ا": ("ا", "b")}, {"d": "e"})
    save(Membership({"z": ("z", "y")}), tmp_path)
    save(one, tmp_path)
    first = (tmp_path / STORIES_FILE).read_bytes()
    save(one, tmp_path)
    assert (tmp_path / STORIES_FILE).read_bytes() == first
    with closing(load(tmp_path)) as kept:
        assert (kept.copies("z"), kept.copies("ا")) == ((), ("b",))


def test_a_generation_without_the_file_has_no_stories(tmp_path: Path) -> None:
    kept = load(tmp_path)
    assert (kept.story("a"), kept.copies("a"), kept.counterparts("a")) == (None, (), ())


def test_only_what_is_asked_for_is_read(tmp_path: Path) -> None:
    """A file of thousands of stories is neither read whole nor kept."""
    save(Membership({f"{at}": (f"{at}", f"c{at}") for at in range(20_000)}), tmp_path)
    tracemalloc.start()
    with closing(load(tmp_path)) as kept:
        assert kept.copies("777") == ("c777",)
        kept_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert kept_bytes < (tmp_path / STORIES_FILE).stat().st_size / 5


def stories_of(commands: Commands) -> bytes:
    served = Generations(commands.data).current()
    assert served is not None
    return (served.directory / STORIES_FILE).read_bytes()


def after_reindexing(commands: Commands, export: Path, *shown: dict[str, Any]) -> bytes:
    """The stories that are served once the source shows these articles."""
    write_export(export, shown)
    commands.json("reindex", "--source", export, "--allow-withdrawals")
    return stories_of(commands)


def test_reindexing_keeps_stories_as_a_scratch_build_finds_them(commands: Commands, export: Path) -> None:
    copy = ARTICLES[1] | {"id": "copy", "text": " ".join(WORDS)}
    first = ARTICLES[0] | {"id": "first", "text": " ".join(WORDS), "published": copy["published"]}
    none = after_reindexing(commands, export, first)
    both = after_reindexing(commands, export, first, copy)
    assert (b"copy" in none, b"copy" in both) == (False, True)
    assert after_reindexing(commands, export, first) == none
    assert after_reindexing(commands, export, first, copy) == both
    commands.json("reindex", "--source", export, "--full")
    assert stories_of(commands) == both

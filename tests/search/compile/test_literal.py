"""The words as typed, compiled beside what other words they may stand for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from search_stories import STORIES, story, write_generation

from indexer.engines.port.query import Published, Query
from indexer.generations.generations import Generations
from indexer.model.settings import seeds_directory
from search.compile.compiled import Compiled
from search.compile.compiler import Compiler
from search.compile.frequencies import Frequencies
from search.query.parser import parse
from search.snapshots import Snapshots
from search.view import View

ABOUT_A_BODY = story("body-ar", "لقاء في المنامة", "بحث الطرفان سبل العمل معا.", agencies="bh-lmra", countries="BH")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    data: Path = tmp_path_factory.mktemp("literal") / "data"
    write_generation(data, (*STORIES, ABOUT_A_BODY), concepts=True)
    snapshots = Snapshots(Generations(data), seeds_directory() / "gazetteers")
    with snapshots.lease() as view:
        yield view
    snapshots.close()


def compiled(view: View, query: str, *, expand: bool = True) -> Compiled:
    expander = view.expander if expand else None
    return Compiler(view.analyzer, view.gazetteers, Frequencies(view.snapshot), expander).build(parse(query))


@pytest.mark.parametrize(
    "query",
    [
        "memorandum of understanding",
        "Kuwait shelter",
        "LMRA",
        "LMRA OR Doha",
        "(Kuwait shelter) OR LMRA",
        "Kuwait AND (memorandum of understanding OR visit)",
        "the Kuwait",
        "title:Kuwait LMRA",
        "+Kuwait LMRA -shelter",
        'LMRA "memorandum of understanding"',
    ],
)
def test_the_literal_query_is_the_one_without_other_words(view: View, query: str) -> None:
    wide = compiled(view, query)
    assert wide.expansions
    assert wide.literal == compiled(view, query, expand=False).strict
    assert wide.literal != wide.strict


@pytest.mark.parametrize("query", ["staff", "March 2021", '"Kuwait"', ""])
def test_what_has_no_other_words_has_no_literal_query(view: View, query: str) -> None:
    assert compiled(view, query).literal is None


def test_the_days_of_a_date_count_as_typed(view: View) -> None:
    literal = compiled(view, "Kuwait 31 March 2021").literal
    assert literal is not None
    assert any(isinstance(leaf, Published) for leaf in leaves(literal))


def leaves(query: Query) -> Iterator[Query]:
    children = getattr(query, "children", ())
    for child in children:
        yield from leaves(child)
    if not children:
        yield query

"""The glossary: a fault in it is named with file and line, and the shipped table is one that can be searched by."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from analyzers.pipeline import Analyzer
from indexer.gazetteers.concepts import stems_of
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.glossary import Glossary, Wording, table_version
from indexer.model.errors import GazetteerError
from indexer.model.settings import seeds_directory

ROWS = ("mou;مذكرة تفاهم;memorandum of understanding|MoU", "currency;=عملة|=عملات;currency")
LEAST_CONCEPTS = 250


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small table with more rows."""

    def write_table(*more: str, header: str = "id;ar;en") -> Path:
        path = tmp_path / "glossary.tsv"
        lines = [row.replace(";", "\t") for row in (header, *ROWS, *more)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write_table


@pytest.fixture(scope="session")
def gazetteers() -> Gazetteers:
    return Gazetteers.load(seeds_directory() / "gazetteers")


@pytest.fixture(scope="session")
def shipped(gazetteers: Gazetteers) -> Glossary:
    return Glossary.load(seeds_directory() / "glossary.tsv", gazetteers)


def test_rows_become_concepts(write: Callable[..., Path]) -> None:
    mou, currency = Glossary.load(write("# a note", "")).entries
    assert (mou.id, mou.label("ar"), mou.label("en")) == ("mou", "مذكرة تفاهم", "memorandum of understanding")
    assert currency.wordings[0] == Wording("عملة", "ar", fixed=True)
    assert not mou.wordings[0].fixed


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("mou;ميثاق;charter", "id mou is already on line 2"),
        ("x;ميثاق", "2 cells, but the header has 3 columns"),
        (";ميثاق;charter", "column id is empty"),
        ("x;;charter", "column ar is empty"),
        ("x;ميثاق;", "column en is empty"),
        ("x;ميثاق;mou", "'mou' is also a form of mou; a form belongs to one concept"),
        ("x;المذكرة|مذكره تفاهم;pact", "is also a form of mou"),
        ("x;عمله;money", "is also a form of currency"),
        ("x;ميثاق|ميثَاق;charter", "stands twice in the row"),
        ("x;charter;ميثاق", "'charter' stands in column ar, but is not written in that script"),
        ("x;ميثاق;شرعة", "'شرعة' stands in column en"),
        ("x;ميثاق;=", "'=' in column en has no letters"),
    ],
)
def test_a_fault_is_named_with_file_and_line(write: Callable[..., Path], row: str, words: str) -> None:
    with pytest.raises(GazetteerError) as caught:
        Glossary.load(write(row))
    assert "glossary.tsv:4: " in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize("name", ["IOM", "kuwait", "مملكة البحرين", "شرطة دبى"])
def test_a_name_of_the_gazetteers_is_a_fault(write: Callable[..., Path], gazetteers: Gazetteers, name: str) -> None:
    row = f"x;{name};charter" if name[0] > "z" else f"x;ميثاق;{name}"
    with pytest.raises(GazetteerError, match=r"glossary\.tsv:4: .* in the gazetteers; take it out here"):
        Glossary.load(write(row), gazetteers)


def test_a_name_that_several_states_share_is_none(write: Callable[..., Path], gazetteers: Gazetteers) -> None:
    row = "interior;وزارة الداخلية;Ministry of Interior"
    assert len(Glossary.load(write(row), gazetteers).entries) == 3


def test_a_missing_column_or_table_is_named(write: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"glossary\.tsv:1: column en is missing"):
        Glossary.load(write(header="id;ar;english"))
    for read in (Glossary.load, table_version):
        with pytest.raises(GazetteerError, match=r"absent\.tsv: cannot be read"):
            read(tmp_path / "absent.tsv")


def test_the_version_changes_with_the_table(write: Callable[..., Path]) -> None:
    before = Glossary.load(write()).version
    assert Glossary.load(write()).version == before
    assert Glossary.load(write("# a note")).version != before


def test_the_shipped_table_has_enough_concepts(shipped: Glossary) -> None:
    assert len(shipped.entries) >= LEAST_CONCEPTS


def test_no_stem_of_the_shipped_table_is_that_of_two_concepts(shipped: Glossary) -> None:
    analyzer = Analyzer()
    owners = defaultdict(set)
    for entry in shipped.entries:
        for wording in entry.wordings:
            if not wording.fixed:
                owners[stems_of(wording.text, analyzer)].add(entry.id)
    assert {stems: ids for stems, ids in owners.items() if len(ids) > 1} == {}

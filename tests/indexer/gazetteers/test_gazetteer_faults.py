"""A fault in a table stops the run, and the message names the file and the line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.gazetteers.gazetteers import FILES, Gazetteers
from indexer.model.errors import GazetteerError

HEADERS = {
    "countries.tsv": "code name_en name_ar short_en short_ar aliases_en aliases_ar demonyms_en nisba_ar demonyms_ar",
    "places.tsv": "name_en name_ar country kind aliases_en aliases_ar needs_cue",
    "cities.tsv": "name_en name_ar country kind aliases_en aliases_ar needs_cue",
    "agencies.tsv": "id kind country parent shared name_en name_ar acronyms aliases_en aliases_ar",
    "sources.tsv": "id name_en name_ar kind country scope aliases_en aliases_ar signatures domains",
    "instruments.tsv": "id name_en name_ar phrases_en phrases_ar",
}
ROWS = {
    "countries.tsv": ["QA;Qatar;قطر;;;;;Qatari;قطري;", "OM;Oman;عمان;;;;;Omani;عماني;"],
    "places.tsv": ["Doha;الدوحة;QA;capital;;;"],
    "cities.tsv": ["Rayyan;الريان;QA;city;;;Rayyan|الريان"],
    "agencies.tsv": [
        "un;un;;;;United Nations;الأمم المتحدة;UN;;",
        "qa-labour;ministry;QA;;yes;Ministry of Labour;وزارة العمل;;;",
    ],
    "sources.tsv": ["qna;Qatar News Agency;وكالة الأنباء القطرية;agency;QA;home;QNA;قنا;QNA;qna.org.qa"],
    "instruments.tsv": ["mou;Memorandum;مذكرة;memorandum;مذكرة"],
}


@pytest.fixture
def write_tables(tmp_path: Path) -> Callable[..., Path]:
    """Writes small tables; keyword arguments add rows to one of them."""

    def write(**more: list[str]) -> Path:
        for name in FILES:
            rows = [*ROWS[name], *more.get(name.removesuffix(".tsv"), [])]
            lines = [HEADERS[name].replace(" ", "\t"), *(row.replace(";", "\t") for row in rows)]
            (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path

    return write


def test_small_tables_load(write_tables: Callable[..., Path]) -> None:
    gazetteers = Gazetteers.load(write_tables())
    assert gazetteers.label("agency", "qa-labour", "en") == "Ministry of Labour (Qatar)"


@pytest.mark.parametrize(
    ("table", "row", "line", "words"),
    [
        ("countries", "QA;Katar;كتار;;;;;;;", 4, "code QA is already on line 2"),
        ("countries", "YE;Yemen;قطر;;;;;;;", 4, "'قطر' is also a name of QA"),
        ("countries", "YE;;اليمن;;;;;;;", 4, "column name_en is empty"),
        ("countries", "YE;Yemen", 4, "2 cells, but the header has 10 columns"),
        ("places", "Muscat;مسقط;XX;capital;;;", 3, "country XX is not in countries.tsv"),
        ("places", "Muscat;مسقط;OM;village;;;", 3, "kind is 'village'"),
        ("places", "Doha;الدوحة;OM;city;;;", 3, "also a place in QA"),
        ("agencies", "un;un;;;;Another;أخرى;;;", 4, "id un is already on line 2"),
        ("agencies", "om-labour;ministry;OM;;;Ministry of Labour;وزارة القوى;;;", 4, "shared of both rows"),
        ("agencies", "qa-work;ministry;QA;;yes;Ministry of Labour;وزارة الشغل;;;", 4, "in the same country"),
        ("agencies", "x;ministry;;;yes;Ministry of X;وزارة س;;;", 4, "a shared name needs a country"),
        ("agencies", "x;ministry;QA;;Ministry of Y;Ministry of X;وزارة س;;;", 4, "is not among the row's names"),
        ("agencies", "x;ministry;ZZ;;;Ministry of X;وزارة س;;;", 4, "country ZZ is not in countries.tsv"),
        ("agencies", "x;ministry;QA;nowhere;;Ministry of X;وزارة س;;;", 4, "parent nowhere is not in the table"),
        ("sources", "ona;Oman News Agency;قنا;agency;OM;home;;;;", 3, "'قنا' also belongs to qna"),
        ("sources", "ona;Oman News Agency;العمانية;agency;OM;far;;;;", 3, "scope is 'far'"),
        ("instruments", "mou;Pact;ميثاق;pact;ميثاق", 3, "id mou is already on line 2"),
    ],
)
def test_a_fault_is_named_with_file_and_line(
    write_tables: Callable[..., Path], table: str, row: str, line: int, words: str
) -> None:
    with pytest.raises(GazetteerError) as caught:
        Gazetteers.load(write_tables(**{table: [row]}))
    assert f"{table}.tsv:{line}: " in str(caught.value)
    assert words in str(caught.value)


def test_two_states_may_share_a_name(write_tables: Callable[..., Path]) -> None:
    row = "om-labour;ministry;OM;;yes;Ministry of Labour;وزارة العمل;;;"
    assert len(Gazetteers.load(write_tables(agencies=[row])).agencies) == 3


def test_a_missing_column_is_named(write_tables: Callable[..., Path]) -> None:
    folder = write_tables()
    path = folder / "sources.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("domains", "hosts"), encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"sources\.tsv:1: column domains is missing"):
        Gazetteers.load(folder)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\xfa"])
def test_an_empty_or_unreadable_table_is_named(write_tables: Callable[..., Path], content: bytes) -> None:
    folder = write_tables()
    (folder / "places.tsv").write_bytes(content)
    with pytest.raises(GazetteerError, match=r"places\.tsv"):
        Gazetteers.load(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no such folder"):
        Gazetteers.load(tmp_path / "absent")


def test_comments_and_empty_lines_are_skipped(write_tables: Callable[..., Path]) -> None:
    folder = write_tables(places=["# a note for curators", ""])
    assert len(Gazetteers.load(folder).curated_places) == 1


def test_the_version_changes_with_a_table(write_tables: Callable[..., Path], tmp_path_factory) -> None:
    folder = write_tables()
    before = Gazetteers.load(folder).version
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(folder, copy, dirs_exist_ok=True)
    assert Gazetteers.load(copy).version == before
    with (copy / "places.tsv").open("a", encoding="utf-8") as table:
        table.write("Muscat\tمسقط\tOM\tcapital\t\t\t\n")
    assert Gazetteers.load(copy).version != before

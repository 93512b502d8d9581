"""The table of countries is completed from the CLDR without touching what a curator wrote."""

from pathlib import Path

from indexer.gazetteers.cldr import cldr_names, completed
from indexer.model.settings import seeds_directory

HEADER = "code name_en name_ar short_en short_ar aliases_en aliases_ar demonyms_en nisba_ar demonyms_ar"


def test_the_shipped_table_is_complete() -> None:
    path = seeds_directory() / "gazetteers" / "countries.tsv"
    assert completed(path) == path.read_text(encoding="utf-8")


def test_names_are_filled_in_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "countries.tsv"
    rows = ["QA\tState of Qatar\t\t\t\t\t\tQatari\t\t", "OM\t\tعمان\t\t\t\t\t\t\t"]
    path.write_text("\n".join([HEADER.replace(" ", "\t"), *rows]) + "\n", encoding="utf-8")
    lines = {line.split("\t")[0]: line.split("\t") for line in completed(path).splitlines()}
    assert lines["QA"][:3] == ["QA", "State of Qatar", "قطر"]
    assert lines["QA"][7] == "Qatari"
    assert lines["OM"][:3] == ["OM", "Oman", "عمان"]
    assert lines["KW"][:3] == ["KW", "Kuwait", "الكويت"]
    assert len(lines) == len(cldr_names()) + 1

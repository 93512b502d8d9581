"""Country names of the Unicode CLDR for the table of countries: `python -m indexer.gazetteers.cldr COUNTRIES.TSV`.

In: `countries.tsv`. Out: the same table with a row for every territory that the CLDR (through Babel) names in both
languages, and with its names where the table has none. Never here: a change to a name that a curator wrote.
Run it after an update of Babel and look at the difference.
"""

import sys
from pathlib import Path

from babel import Locale

from indexer.gazetteers.rows import COUNTRY_COLUMNS
from indexer.tables.table import COLUMN, read

#: Codes of the CLDR that are no country or have no code of their own in ISO 3166-1.
NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
CODE_LENGTH = 2


def cldr_names() -> dict[str, tuple[str, str]]:
    """Territory code -> its English and its Arabic name."""
    english, arabic = Locale("en").territories, Locale("ar").territories
    codes = {code for code in map(str, english) if len(code) == CODE_LENGTH and code.isalpha()} - NOT_COUNTRIES
    return {code: (english[code], arabic[code]) for code in codes if code in arabic}


def completed(path: Path) -> str:
    """The table at `path` with the missing rows and names; raises GazetteerError for a fault in it."""
    table = {row["code"]: dict(row.cells) for row in read(path, COUNTRY_COLUMNS)}
    columns = path.read_text(encoding="utf-8").splitlines()[0].split(COLUMN)
    for code, (english, arabic) in cldr_names().items():
        cells = table.setdefault(code, dict.fromkeys(columns, "") | {"code": code})
        cells["name_en"] = cells["name_en"] or english
        cells["name_ar"] = cells["name_ar"] or arabic
    lines = [COLUMN.join(columns), *(COLUMN.join(table[code][column] for column in columns) for code in sorted(table))]
    return "\n".join(lines) + "\n"


def main(path: Path) -> None:
    """Complete the table in its place."""
    path.write_text(completed(path), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

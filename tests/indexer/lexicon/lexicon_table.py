"""A small lexicon of both languages. In: tests. Out: a table on disk, and its rows."""

from pathlib import Path

HEADER = "lemma;pos;forms;translations"
ROWS = (
    "شحنة;n;شحنات;shipment|cargo",
    "سفينة;n;سفن;ship|vessel",
    "أبحر;v;يبحر;sail",
    "ship;n;;سفينة|باخرة",
    "shipment;n;;شحنة",
    "sail;v;sailed;أبحر",
    "sail;n;;شراع",
    "cargo;n;;حمولة",
    "set off;expr;;انطلق",
)


def write_table(path: Path, *more: str, rows: tuple[str, ...] = ROWS, header: str = HEADER) -> Path:
    """A lexicon with some more rows, in which `;` stands for a tab."""
    lines = [line.replace(";", "\t") for line in (header, *rows, *more)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path

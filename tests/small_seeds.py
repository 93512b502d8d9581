"""The shipped tables, cut to a few states: a run over them takes the same steps, and little but the steps takes time.
Or all of them but the lexicon.

In: the project's seeds. Out: a folder for `MITHAQ_SEEDS`. Never here: a row of our own.
"""

import shutil
from pathlib import Path

from indexer.gazetteers.gazetteers import FILES
from indexer.model.settings import seeds_directory

STATES = {"AE", "BH", "KW", "OM", "QA"}
#: Bodies of no state, with those that they are part of.
BODIES = {"un", "unodc"}
CONCEPTS = 40


def write_small_seeds(seeds: Path) -> Path:
    """Write the gazetteers, the glossary and the list of sources; gives the folder."""
    shipped = seeds_directory()
    (seeds / "gazetteers").mkdir(parents=True)
    shutil.copy(shipped / "sources.toml", seeds)
    for name in FILES:
        head, *rows = _lines(shipped / "gazetteers" / name)
        columns = head.split("\t")
        kept = [row for row in rows if _is_kept(dict(zip(columns, row.split("\t"), strict=True)))]
        (seeds / "gazetteers" / name).write_text("\n".join([head, *kept, ""]), encoding="utf-8")
    (seeds / "glossary.tsv").write_text("\n".join([*_lines(shipped / "glossary.tsv")[:CONCEPTS], ""]), encoding="utf-8")
    return seeds


def write_seeds_without_lexicon(seeds: Path) -> Path:
    """Write the shipped tables but for the lexicon, which takes seconds to weigh anew in each collection."""
    shipped = seeds_directory()
    shutil.copytree(shipped / "gazetteers", seeds / "gazetteers")
    for name in ("sources.toml", "glossary.tsv"):
        shutil.copy(shipped / name, seeds)
    return seeds


def _lines(table: Path) -> list[str]:
    return [line for line in table.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def _is_kept(row: dict[str, str]) -> bool:
    if "parent" in row:
        return row["id"] in BODIES or (row["country"] in STATES and not row["parent"])
    return row.get("country", row.get("code", "AE")) in STATES

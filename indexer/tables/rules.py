"""The tables of extraction rules that lie beside this code.

In: the name of a table in `data/`. Out: its lines or rows. Never here: what a rule does.
"""

import zlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from indexer.naming.words import key_of
from indexer.tables.table import Row, read

_DATA = Path(str(files("indexer.extract").joinpath("data")))


def checksum(start: int) -> int:
    """A number that changes with `start` and with every edit of a table or a word list."""
    for path in sorted(_DATA.iterdir()):
        start = zlib.crc32(path.name.encode() + b"\n" + path.read_bytes(), start)
    return start


@cache
def rows(name: str, *columns: str) -> tuple[Row, ...]:
    """The rows of `data/<name>`; raises GazetteerError for a fault in the table."""
    return tuple(read(_DATA / name, columns))


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a word list, without comments and empty lines."""
    content = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in content if line.strip() and not line.startswith("#"))


@cache
def keys(name: str) -> frozenset[str]:
    """The comparison keys of a word list."""
    return frozenset(map(key_of, lines(name)))

"""The tables of extraction rules in this package's folder `data/`.

In: the name of a table. Out: its lines or rows. Never here: what a rule does.
"""

from functools import cache

from analyzers.shipped import checksum_of, lines_of, path_of
from indexer.naming.words import key_of
from indexer.tables.table import Row, read

_DATA = path_of("indexer.tables", "data")


def checksum(version: int) -> int:
    """A number of 32 bits that changes with `version` and with every edit of a table or a word list."""
    return int(checksum_of(_DATA.iterdir(), version)[:8], 16)


@cache
def rows(name: str, *columns: str) -> tuple[Row, ...]:
    """The rows of `data/<name>`; raises GazetteerError for a fault in the table."""
    return tuple(read(_DATA / name, columns))


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a word list, without comments and empty lines."""
    return tuple(line.strip() for line in lines_of(_DATA / name))


@cache
def cells(name: str, column: str) -> tuple[str, ...]:
    """All values of one column of `data/<name>`, in order."""
    return tuple(value for row in rows(name, column) for value in row.values(column))


@cache
def keys(name: str) -> frozenset[str]:
    """The comparison keys of a word list."""
    return frozenset(map(key_of, lines(name)))

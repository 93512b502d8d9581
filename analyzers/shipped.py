"""The one reader of the lists and tables that are shipped with the code.

In: a package and the name of a file in it. Out: its lines or its rows of tab-separated columns. Never here: what they
mean, or a file that a curator edits; `indexer.tables.table` reads those and names the line of a fault.

A comment begins with `#` and ends with the line. Blank lines are ignored.
"""

import hashlib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

COMMENT = "#"
COLUMN = "\t"


def path_of(package: str, name: str = "") -> Path:
    """The path of a file of a package, in a checkout and installed alike; "" gives the folder of the package."""
    return Path(str(files(package).joinpath(name)))


def lines_of(path: Path) -> list[str]:
    """The lines of a list, without comments."""
    lines = (line.partition(COMMENT)[0].rstrip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line.strip()]


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a table, each cut into its columns."""
    return [[column.strip() for column in line.split(COLUMN)] for line in lines_of(path)]


def checksum_of(paths: Iterable[Path], version: int | str = "") -> str:
    """The SHA-256 of a version, and of the names and contents of files, in hexadecimal; their order does not matter.

    Raises OSError when one of them cannot be read.
    """
    digest = hashlib.sha256(str(version).encode())
    for path in sorted(paths, key=lambda path: path.name):
        content = path.read_bytes()
        digest.update(f"\n{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()

"""Tables with tab-separated columns, as a curator keeps them.

In: a file with a header line. Out: its rows, each with its path and line number. Never here: what the columns mean.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.model.errors import GazetteerError
from indexer.model.notes import NN_, Note, note

COLUMN = "\t"
VALUE = "|"
COMMENT = "#"
MISFIT = NN_(
    "%(path)s:%(number)s: %(count)s cell, but the header has %(columns)s columns; separate them by tabs",
    "%(path)s:%(number)s: %(count)s cells, but the header has %(columns)s columns; separate them by tabs",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; a cell may hold several values, separated by `|`."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def values(self, column: str) -> tuple[str, ...]:
        """The values of a cell, without the empty ones."""
        cell = self.cells[column]
        if VALUE not in cell:  # most of them, and there are thousands of rows
            return (cell,) if cell else ()
        return tuple(value for value in map(str.strip, cell.split(VALUE)) if value)

    def fault(self, what: Note) -> GazetteerError:
        """An error that names the file and the line."""
        return GazetteerError(note("%(path)s:%(line)s: %(what)s", path=self.path, line=self.line, what=what))

    def required(self, column: str) -> str:
        """The value of a cell that cannot be empty; raises GazetteerError."""
        value = self.cells[column]
        if not value:
            raise self.fault(note("column %(column)s is empty; every row needs it", column=column))
        return value


def read(path: Path, columns: Sequence[str]) -> list[Row]:
    """The rows of a table that has at least `columns`; raises GazetteerError naming the file and the line."""
    header, lines = _opened(path, columns)
    return [_row(path, header, number, line) for number, line in lines]


def read_good(path: Path, columns: Sequence[str]) -> tuple[list[Row], list[Note]]:
    """The rows that can be read, and what is wrong with the others; raises GazetteerError for a file without head."""
    header, lines = _opened(path, columns)
    rows: list[Row] = []
    faults: list[Note] = []
    for number, line in lines:
        try:
            rows.append(_row(path, header, number, line))
        except GazetteerError as error:
            faults.append(error.note)
    return rows, faults


def _opened(path: Path, columns: Sequence[str]) -> tuple[list[str], Iterator[tuple[int, str]]]:
    """The names of the columns, and the numbered lines that are rows."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(note("%(path)s: cannot be read: %(fault)s", path=path, fault=error)) from error
    if not lines:
        raise GazetteerError(
            note(
                "%(path)s:1: the table is empty; its first line names the columns %(names)s",
                path=path,
                names=", ".join(columns),
            )
        )
    header = lines[0].split(COLUMN)
    missing = [column for column in columns if column not in header]
    if missing:
        raise GazetteerError(
            note(
                "%(path)s:1: column %(column)s is missing; the table needs %(names)s",
                path=path,
                column=missing[0],
                names=", ".join(columns),
            )
        )
    numbered = enumerate(lines[1:], start=2)
    return header, ((number, line) for number, line in numbered if line.strip() and not line.startswith(COMMENT))


def _row(path: Path, header: list[str], number: int, line: str) -> Row:
    cells = line.split(COLUMN)
    if len(cells) != len(header):
        raise GazetteerError(note(MISFIT, path=path, number=number, count=len(cells), columns=len(header)))
    return Row(path, number, dict(zip(header, map(str.strip, cells), strict=True)))

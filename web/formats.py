"""The formats in which the results of a search are taken along, as one table.

In: nothing. Out: `FORMATS`. Never here: a request. A new format is a row, and a function that writes it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from search.model.results import Record
from web.exports import Address, write_bibtex, write_csv, write_ris
from web.spreadsheets import write_jsonl, write_xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, its ending, its media type, and what writes it, as text or as bytes."""

    name: str
    ending: str
    media_type: str
    write: Callable[[Iterable[Record], Address], str | bytes]


FORMATS = (
    Format("CSV", "csv", "text/csv", write_csv),
    Format("XLSX", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    Format("JSONL", "jsonl", "application/jsonl", write_jsonl),
    Format("BibTeX", "bib", "application/x-bibtex", write_bibtex),
    Format("RIS", "ris", "application/x-research-info-systems", write_ris),
)
BY_ENDING = {kind.ending: kind for kind in FORMATS}

"""The results of a search as a spreadsheet (XLSX) and as JSON lines.

In: records. Out: bytes, text. Never here: a formula: every cell is text, whatever it begins with.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

import xlsxwriter

from search.model.results import Labelled, Record
from web.addresses import is_web_address
from web.characters import writable
from web.exports import COLUMNS, Address, row_of

#: Characters that a cell takes (ECMA-376), and widths of the first columns in characters.
MAX_CELL = 32_767
WIDTHS = {"id": 24, "title": 70, "published": 12, "source": 24, "countries": 30, "agencies": 30, "instruments": 24}
#: The same articles make the same file.
CREATED = datetime(2000, 1, 1)
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_xlsx(hits: Iterable[Record], address: Address) -> bytes:
    """One sheet with the columns of the CSV, under a row of names that stays in sight and filters."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet("Mithaq")
    sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    last = 0
    for last, hit in enumerate(hits, 1):
        for column, value in enumerate(row_of(hit, address)):
            sheet.write_string(last, column, writable(value)[:MAX_CELL])
    sheet.autofilter(0, 0, max(1, last), len(COLUMNS) - 1)
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, WIDTHS.get(name, 14))
    book.close()
    return out.getvalue()


def write_jsonl(hits: Iterable[Record], address: Address) -> str:
    """One object a line (RFC 8259), in the words of `/api/search`."""
    return "".join(json.dumps(_object(hit, address), ensure_ascii=False) + "\n" for hit in hits)


def _object(hit: Record, address: Address) -> dict[str, object]:
    return {
        "id": hit.id,
        "title": hit.title,
        "published": {"date": hit.published.date, "precision": hit.published.precision.value},
        "language": hit.language,
        "source": {"id": hit.source.value, "label": hit.source.label} if hit.source else None,
        "countries": [{"code": one.value, "label": one.label} for one in _primary(hit.countries)],
        "agencies": [{"id": one.value, "label": one.label} for one in _primary(hit.agencies)],
        "instruments": [{"id": one.value, "label": one.label} for one in _primary(hit.instruments)],
        "url": hit.url if is_web_address(hit.url) else "",
        "link": address(hit.id),
    }


def _primary(values: Iterable[Labelled]) -> list[Labelled]:
    return [value for value in values if value.role == "primary"]

"""What a visitor takes away as a file: its name, and tables and pictures of counts.

In: rows, names, the values of a template. Out: answers that a browser saves. Never here: counting, or a cell that
could run as a formula.
"""

import csv
import re
from collections.abc import Iterable
from io import StringIO
from urllib.parse import quote

from flask import Response, make_response

from web.characters import writable
from web.exports import BOM, cell
from web.rendering import render_template

NO_WORD = re.compile(r"[\W_]+")


def attached(name: str) -> str:
    """The header that names a file; letters beyond ASCII as RFC 8187 has them."""
    named = f"filename={name}" if name.isascii() else f"filename*=UTF-8''{quote(name)}"
    return f"attachment; {named}"


def said(words: str) -> str:
    """Words as the name of a file has them."""
    return NO_WORD.sub("-", words).strip("-")


def table_file(file: str, rows: Iterable[Iterable[object]]) -> Response:
    """Rows as CSV; `file` is its name, without the ending."""
    out = StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([cell(str(value)) for value in row])
    return _file(f"{file}.csv", BOM + out.getvalue(), "text/csv; charset=utf-8")


def picture_file(file: str, **values: object) -> Response:
    """A picture as SVG, which needs no style sheet; `file` is its name, without the ending."""
    return _file(f"{file}.svg", render_template("picture.svg", **values), "image/svg+xml; charset=utf-8")


def _file(name: str, body: str, media_type: str) -> Response:
    response = make_response(writable(body))
    response.content_type = media_type
    response.headers["Content-Disposition"] = attached(name)
    return response

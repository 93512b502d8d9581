"""A batch of queries from a file.

In: JSON lines with a `query` each, and filters by the names that HTTP uses. Out: JSON lines `{"query", "total", "ids",
"took_ms"}`, in the same order. The ids are those of the set, which `total` counts, and then the others, up to the
limit. Never here: snippets or facets, which a batch does not show; an answer before every line has been read. Keys that
name no filter are ignored, and one line on stderr lists them.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any, TextIO

from indexer.model.errors import UsageError
from indexer.model.facets import BY_MATCHING, BY_PARAMETER
from indexer.model.notes import note
from search.model.results import Parameters
from search.reading import Reading
from search.result_page import MILLISECONDS

QUERY = "query"
FILTERS = frozenset(
    {
        *(*BY_PARAMETER, *BY_MATCHING, "from", "to", "when", "sort", "page", "limit"),
        *("expand", "not_expand", "match", "own_first"),
    }
)

#: HTTP parameters of one line -> checked parameters; raises UsageError.
Reader = Callable[[dict[str, list[str]]], Parameters]


def answer_batch(reading: Reading, file: Path, read: Reader, out: TextIO | None = None) -> None:
    """Answer every query of the file. Raises UsageError naming the file and the line."""
    out = out or sys.stdout
    unread: dict[str, None] = {}
    queries = list(_queries(file, read, unread))
    if unread:
        print(f"mithaq: {file}: keys that were not read: {', '.join(unread)}", file=sys.stderr)
    for parameters in queries:
        began = perf_counter()
        found = reading.find(parameters)
        answer = {
            "query": parameters.q,
            "total": found.total,
            "ids": [match.id for match in (*found.matches, *found.others)],
            "took_ms": round((perf_counter() - began) * MILLISECONDS, 3),
        }
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")


def _queries(file: Path, read: Reader, unread: dict[str, None]) -> Iterator[Parameters]:
    """The queries of the file; collects in `unread` the keys that name no filter. Raises UsageError."""
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(note("%(file)s: cannot be read: %(reason)s", file=file, reason=error)) from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield read(_values(line, unread))
            except UsageError as error:
                raise UsageError(
                    note("%(file)s:%(number)s: %(reason)s", file=file, number=number, reason=error)
                ) from error


def _values(line: str, unread: dict[str, None]) -> dict[str, list[str]]:
    """The HTTP parameters of a line; collects its other keys in `unread`. Raises UsageError."""
    try:
        given = json.loads(line)
        query = given[QUERY]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError(note('must be a JSON object with a "%(query)s"', query=QUERY)) from error
    if not isinstance(query, str):
        raise UsageError(
            note('"%(query)s" must be text, not %(value)s', query=QUERY, value=json.dumps(query, ensure_ascii=False))
        )
    unread.update(dict.fromkeys(name for name in given if name not in FILTERS and name != QUERY))
    filters = {name: _texts(name, value) for name, value in given.items() if name in FILTERS and value is not None}
    return {"q": [query]} | filters


def _texts(name: str, value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(one, (str, int)) for one in values):
        raise UsageError(note('"%(name)s" must be text, a number, or a list of them', name=name))
    return [str(one) for one in values]

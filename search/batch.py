"""A batch of queries from a file.

In: JSON lines with a `query` each. Out: JSON lines `{"query", "total", "ids", "took_ms"}`, in the same order.
Never here: snippets or facets, which a batch does not show.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TextIO

from indexer.errors import UsageError
from search.results import Parameters
from search.service import MILLISECONDS, SearchService


def answer_batch(service: SearchService, file: Path, parameters: Parameters, out: TextIO | None = None) -> None:
    """Answer every query of the file under the same filters. Raises UsageError naming the file and the line."""
    out = out or sys.stdout
    for query in list(_queries(file)):
        began = perf_counter()
        found = service.find(replace(parameters, q=query))
        answer = {
            "query": query,
            "total": found.total,
            "ids": [match.id for match in found.matches],
            "took_ms": round((perf_counter() - began) * MILLISECONDS, 3),
        }
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")


def _queries(file: Path) -> Iterator[str]:
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: cannot be read: {error}") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            query = json.loads(line)["query"]
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f'{file}:{number}: must be a JSON object with a "query"') from error
        yield str(query)

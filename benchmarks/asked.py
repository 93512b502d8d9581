"""`python -m benchmarks.asked --data DIR`: whether what is counted is what was asked, on a table of questions.

In: `asked.tsv` in this folder, and an index of the collection that it names. Out: a line for each question that is out
of its bounds, and a summary; exit code 1 if there is one. Never here: text of a publisher, only ids and numbers.

Articles that the index has besides that collection, such as those of the sample, are neither counted nor looked at.
The bounds are a fifth below and a quarter above the sets that were judged when the table was made (2026-11-27), by the
titles of their first articles and by what the same words find as typed.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from analyzers.shipped import rows_of
from indexer.model.settings import read_settings
from search.model.results import Parameters
from search.reading import Reading
from search.service import SearchService

TABLE = Path(__file__).with_name("asked.tsv")
DEPTH = 10
#: How the ids of the collection begin, and the most articles of a result that are looked at.
COLLECTION, MOST = ("FR-", "JA-", "SK-", "reuters-"), 2000


class Asked(NamedTuple):
    """A question, the bounds of its result, and ids that stand among its first ten articles."""

    query: str
    fewest: int
    most: int
    ids: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask all questions; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.asked", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="where the index is")
    options = parser.parse_args(arguments)
    questions = read_table(TABLE)
    service = SearchService(replace(read_settings(), data=options.data))
    try:
        with service.lease() as reading:
            wrong = [fault for asked in questions for fault in faults(reading, asked, COLLECTION)]
    finally:
        service.close()
    print(*wrong, f"{len(questions)} questions, {len(wrong)} faults", sep="\n")
    return 1 if wrong else 0


def read_table(path: Path) -> list[Asked]:
    """The questions of a table."""
    rows = ((*row, "")[:4] for row in rows_of(path))
    return [Asked(query, int(fewest), int(most), tuple(ids.split())) for query, fewest, most, ids in rows]


def faults(reading: Reading, asked: Asked, beginnings: tuple[str, ...] = ("",)) -> Iterator[str]:
    """What is out of bounds in the answer to a question, of the articles whose ids begin so."""
    found = reading.find(Parameters(q=asked.query, limit=MOST))
    judged = [match.id for match in found.matches if match.id.startswith(beginnings)]
    total = found.total - len(found.matches) + len(judged)
    if not asked.fewest <= total <= asked.most:
        yield f"{asked.query}: {total} articles, not {asked.fewest} to {asked.most}"
    first = judged[:DEPTH]
    yield from (f"{asked.query}: {id} is not among the first {DEPTH}" for id in asked.ids if id not in first)


if __name__ == "__main__":
    sys.exit(main())

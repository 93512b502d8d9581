"""What a run costs when little or nothing changed: `python -m benchmarks.reindex [CORPUS] [--articles N] [--engine E]`.

In: articles in the import format (JSONL, also .gz, or a folder of them); without, the sample collection. More are grown
by recombining paragraphs. Out: a Markdown table of whole commands, each a process of its own as cron starts it: seconds
on the clock and of processor time, and the share of the full build. Never here: a run inside this process, which would
hide what starting costs.
`--archive-rows N` measures instead a run over an archive of N generated rows: with nothing to read, with an export of
all N rows to be read again, and with that export as it was.
"""

import argparse
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from indexer.archive.archive import Archive
from indexer.model.article import RawArticle
from indexer.model.settings import seeds_directory
from indexer.runs.reindex import archive_path
from indexer.sources.location import SETTLED_SECONDS, read

SEED = 7
PARAGRAPHS = 6
ADDED = 100
TITLE = "A memorandum"
LARGEST_FILE = 1 << 30
FETCHED = datetime(2024, 1, 1, tzinfo=UTC)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of processor time of one command, children included, and what it reported."""

    clock: float
    processor: float
    report: dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(dir=options.directory) as name:
        if options.archive_rows:
            measure_rows(Path(name), options.archive_rows, options.engine)
        else:
            measure_changes(Path(name), _rows(options.corpus), options.articles, options.engine)
    return 0


def measure_changes(directory: Path, rows: list[Row], count: int, engine: str) -> None:
    """A full build, then runs after small changes."""
    news = directory / "news"
    news.mkdir()
    articles = list(islice(grown(rows), count + 2 * ADDED))
    export = news / "export.jsonl"
    steps = (
        ("full build", lambda: write(export, articles[:count])),
        ("nothing changed", lambda: None),
        (
            f"{ADDED} articles in a new file",
            lambda: write(news / "new.jsonl", articles[count : count + ADDED]),
        ),
        ("nothing changed", lambda: None),
        (f"{ADDED} articles at the end of the export", lambda: write(export, articles[:count] + articles[-ADDED:])),
        ("one article changed", lambda: write(export, [_revised(articles[0]), *articles[1:count], *articles[-ADDED:]])),
        ("full build again", lambda: None),
    )
    print(f"{count} articles, engine {engine}\n\n| run | clock s | processor s | share of full | new | revised |")
    print("|---|--:|--:|--:|--:|--:|")
    full = None
    for label, change in steps:
        change()
        cost = run(directory, news, engine, *(["--full"] if label == "full build again" else []))
        full = full or cost
        report = cost.report
        print(
            f"| {label} | {cost.clock:.2f} | {cost.processor:.2f} | {cost.processor / full.processor:.2%} "
            f"| {report['new']} | {report['revised']} |",
            flush=True,
        )


def measure_rows(directory: Path, count: int, engine: str) -> None:
    """Runs over a large archive of short items, of which hardly any is indexed."""
    data = directory / "data"
    data.mkdir()
    export, few = directory / "export.jsonl", directory / "few.jsonl"
    write(few, [{"id": f"few{number}", "text": f"Memorandum {number} was signed."} for number in range(ADDED)])
    write(export, ({"id": f"r{number}", "title": TITLE, "text": _sentence(number)} for number in range(count)))
    run(directory, few, engine)
    with closing(Archive(archive_path(data))) as archive, archive.transaction():
        location = str(export.resolve())
        for number in range(count):
            raw = RawArticle(
                export.resolve().as_uri(), _sentence(number), TITLE, anchor=f"r{number}", fetched_at=FETCHED
            )
            archive.put(raw, f"r{number}", location, 0)
        archive.withdraw((f"r{number}" for number in range(count)), FETCHED)
        archive.file.execute("UPDATE items SET withdrawn = NULL, sequence = 1 WHERE location = ?", (location,))
    print(f"archive of {count} rows, engine {engine}\n\n| run | clock s | processor s |\n|---|--:|--:|")
    again, same = "an export of all rows, read again", "that export as it was"
    for label, source in (("nothing to read", few), (again, export), (same, export)):
        cost = run(directory, source, engine)
        print(f"| {label} | {cost.clock:.2f} | {cost.processor:.2f} |", flush=True)


def run(directory: Path, source: Path, engine: str, *arguments: str) -> Cost:
    """Run one command in a process of its own, on files that have settled, as they have when cron starts a run."""
    time.sleep(SETTLED_SECONDS + 1)
    command = [sys.executable, "-m", "indexer", "reindex", "--json", "--data", str(directory / "data")]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        [*command, "--source", str(source), *arguments],
        env=os.environ | {"MITHAQ_ENGINE": engine},
        stdout=subprocess.PIPE,
        check=True,
    )
    clock, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(clock, processor, json.loads(done.stdout))


def grown(rows: list[Row]) -> Iterator[Row]:
    """The rows, then any number of recombined ones, with ids of their own."""
    dice = random.Random(SEED)
    paragraphs = [part for row in rows for part in row["text"].split("\n") if part.strip()]
    for number, row in enumerate(rows):
        yield row | {"id": f"a{number}"}
    number = len(rows)
    while True:
        row = dice.choice(rows)
        yield row | {"id": f"a{number}", "text": "\n".join(dice.choices(paragraphs, k=PARAGRAPHS))}
        number += 1


def write(path: Path, rows: Iterator[Row] | list[Row]) -> None:
    """A JSONL export."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _revised(row: Row) -> Row:
    return row | {"text": row["text"] + "\nThe text was corrected."}


def _sentence(number: int) -> str:
    return f"The ministries signed memorandum {number}."


def _rows(corpus: Path | None) -> list[Row]:
    if corpus is None:
        found = read(seeds_directory() / "articles", max_bytes=LARGEST_FILE, now=FETCHED)
        return [{"title": one.title, "text": one.text} for one in found if isinstance(one, RawArticle)]
    files = sorted(corpus.glob("*.jsonl*")) if corpus.is_dir() else [corpus]
    return [row for file in files for row in _read(file) if row.get("text")]


def _read(file: Path) -> list[Row]:
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reindex", description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, help="JSONL file or folder of them (default: the samples)")
    parser.add_argument("--articles", type=int, default=35_000)
    parser.add_argument("--engine", default="columnar")
    parser.add_argument("--archive-rows", type=int, default=0)
    parser.add_argument("--directory", type=Path, help="where to write (default: the system's temporary directory)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

"""Both engines, from articles to pages: `python -m benchmarks.cluster --articles FILE [--articles FILE] QUERIES ...`.

In: articles in the import format (`.jsonl` or `.jsonl.gz`) and judged queries (`benchmarks.questions`). A node of the
tests is started on this machine (`make test-opensearch` fetches its jars), one embedded index is built and one on the
node for each number of shards, and all are asked the same searches. Out: the report of `benchmarks.beside_cluster` for
each number of shards, after Ctrl-C of what was asked until then; 1 if less is the same than has to be. Never here: a
cluster or an index that was there before.
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.beside_cluster import Answered, Asked, ask, failures, report
from benchmarks.questions import questions, read_judged
from indexer.model.settings import read_settings
from indexer.runs.reindex import ARCHIVE
from search.reading import Reading
from search.service import SearchService
from tests.opensearch.nodes import Nodes

ROOT = Path(__file__).parents[1]
#: A machine that others use too may be slow.
SECONDS = 120
PROGRESS = 50


def articles(files: Sequence[Path], wanted: set[str], most: int, *, untitled: bool) -> Iterator[dict[str, Any]]:
    """The articles that queries are judged by, and then others, at most so many of these files together."""
    read = [json.loads(line) for file in files for line in _text(file).split("\n") if line.strip()]
    first = [one for one in read if one["id"] in wanted]
    others = [one for one in read if one["id"] not in wanted]
    spare = max(0, most - len(first)) if most else len(others)
    step = max(1, len(others) // spare) if spare else 1
    for one in (*first, *others[::step][:spare]):
        yield one | {"title": ""} if untitled and one["id"] in wanted else one


def _text(file: Path) -> str:
    content = file.read_bytes()
    return (gzip.decompress(content) if file.suffix == ".gz" else content).decode("utf-8")


def build(data: Path, *arguments: str, **settings: str) -> float:
    """Fill an index by the program's own command; gives the seconds that it took."""
    began = time.monotonic()
    command = [sys.executable, "-m", "indexer", "reindex", "--quiet", "--data", str(data), *arguments]
    environment = os.environ | {f"MITHAQ_{name}": value for name, value in settings.items()}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return time.monotonic() - began


def sides(folder: Path, export: Path, shards: Sequence[int], node: Nodes, stack: ExitStack) -> Iterator[Reading]:
    """The embedded index, and one on the node for each number of shards, all filled from one archive."""
    embedded = folder / "embedded"
    print(f"embedded: built in {build(embedded, '--source', str(export), '--engine', 'columnar'):.0f} s", flush=True)
    settings = read_settings()
    services = [SearchService(replace(settings, engine="columnar", data=embedded))]
    for number in shards:
        prefix = f"shards{number}"
        data = folder / prefix
        data.mkdir()
        shutil.copyfile(embedded / ARCHIVE, data / ARCHIVE)
        there = {"OPENSEARCH_URL": node.urls[0], "OPENSEARCH_PREFIX": prefix, "OPENSEARCH_SHARDS": str(number)}
        took = build(data, "--source", str(export), "--engine", "opensearch", **there)
        print(f"{number} shards: built in {took:.0f} s", flush=True)
        asked = replace(
            settings,
            engine="opensearch",
            data=data,
            opensearch_url=node.urls[0],
            opensearch_prefix=prefix,
            opensearch_seconds=SECONDS,
        )
        services.append(SearchService(asked))
    for service in services:
        stack.callback(service.close)
        reading = stack.enter_context(service.lease())
        reading.prepare()
        yield reading


def compare(options: argparse.Namespace, folder: Path) -> int:
    """Build, ask and print."""
    lines = read_judged(options.queries, options.most)
    wanted = {id for line in lines for id in line["relevant"]}  # type: ignore[attr-defined]
    export = folder / "articles.jsonl"
    chosen = articles(options.articles, wanted, options.articles_most, untitled=options.untitled)
    export.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in chosen), encoding="utf-8")
    node = Nodes(folder / "node", 1)
    short: list[str] = []
    with ExitStack() as stack:
        stack.callback(node.stop)
        node.start()
        embedded, *clusters = sides(folder, export, options.shards, node, stack)
        asked = list(questions(lines, embedded))
        print(f"{embedded._view.snapshot.count()} articles, {len(asked)} searches", flush=True)
        process = node.nodes[0].process
        rows: list[tuple[Answered, ...]] = []
        with suppress(KeyboardInterrupt):  # whoever cannot wait gets what was asked so far
            for row in ask(asked, (embedded, *clusters), process.pid if process else None):
                rows.append(row)
                if len(rows) % PROGRESS == 0:
                    print(f"{len(rows)} asked", flush=True)
        for at, number in enumerate(options.shards, 1):
            found = [Asked(question, row[0], row[at]) for question, row in zip(asked, rows, strict=False)]
            print("\n".join(["", f"## {number} shards", "", *report(found)]), flush=True)
            short += [f"{number} shards: {line}" for line in failures(found)]
    print("\n".join(short) or "all is the same as often as it has to be")
    return int(bool(short))


def main() -> int:
    """Read the arguments."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("queries", type=Path, nargs="+", metavar="QUERIES.jsonl")
    parser.add_argument("--articles", type=Path, action="append", required=True, metavar="FILE", help="several times")
    parser.add_argument("--articles-most", type=int, default=0, metavar="N", help="so many articles in all, 0 for all")
    parser.add_argument("--most", type=int, default=0, metavar="N", help="so many queries of each file, 0 for all")
    parser.add_argument("--shards", type=int, nargs="+", default=[1, 3])
    parser.add_argument(
        "--untitled", action="store_true", help="leave out the titles of what queries are judged by: these are titles"
    )
    with tempfile.TemporaryDirectory(prefix="cluster-") as folder:
        return compare(parser.parse_args(), Path(folder))


if __name__ == "__main__":
    sys.exit(main())

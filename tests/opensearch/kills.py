"""`python -m tests.opensearch.kills [--kills N] [--seed N]`: nodes are killed under searches and runs, and a table says
what was seen.

Three nodes hold one copy of each part. While two threads search through the web application, which has no data
directory, and runs of `python -m indexer reindex` bring one article after the other, a drawn node, every third time the
elected manager, is killed and started again, until all is green. Out: each page that failed, with the seconds after the
kill, how long it took and what the application said; 1 if an answer was wrong, a page failed that was asked for more
than 10 s after a kill, a run failed without one line that says why, or an article is lost.
"""

import argparse
import contextlib
import json
import logging
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from app import create_app
from indexer.model.settings import read_settings
from tests.opensearch.nodes import Nodes
from tests.small_seeds import write_small_seeds

ROOT = Path(__file__).parents[2]
PREFIX, ARTICLES = "kills", 120
#: A page may fail for so long after a kill.
SECONDS = 10.0
#: A dead node stays away for a while between these.
AWAY_SECONDS = (2.0, 12.0)
#: Words that no later article has.
QUERIES = ("memorandum", "مذكرة", "Kuwait delegation", "لجنة مكافحة الاتجار", "trafficking committee", '"تفاهم"')


def article(number: int) -> dict[str, str]:
    """An article, in English or in Arabic."""
    day = f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}"
    if number % 2:
        text = f"KUWAIT: A delegation signed a memorandum on trafficking. The committee met for the time {number}."
        return {"id": f"n{number}", "title": f"Memorandum {number}", "text": text, "published": day}
    text = f"وقعت الكويت مذكرة تفاهم لمكافحة الاتجار بالبشر. اجتمعت لجنة وطنية للمرة {number}."
    return {"id": f"n{number}", "title": f"مذكرة تفاهم {number}", "text": text, "published": day}


def late(number: int) -> dict[str, str]:
    """An article that comes in while nodes are killed."""
    return {"id": f"late{number}", "title": f"Harvest {number}", "text": f"MUSCAT: Dates ripen, {number} of them."}


class Said(logging.Handler):
    """Keeps the last line that each thread wrote to the log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.last = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.last.line = record.getMessage()

    def line(self) -> str:
        """The last line of this thread since it was asked for; "" for none."""
        said, self.last.line = getattr(self.last, "line", ""), ""
        return said


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that failed: how many seconds after a kill it was asked for, how long it took, and why."""

    after: float
    took: float
    what: str

    def __str__(self) -> str:
        return f"asked {self.after:.1f} s after a kill, {self.took:.1f} s: {self.what}"


@dataclass
class Seen:
    """What the threads saw; `last_kill` by the clock of `time.monotonic`."""

    last_kill: float = 0.0
    pages: int = 0
    failures: list[Failure] = field(default_factory=list)
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)
    totals: dict[str, set[int]] = field(default_factory=dict)
    runs: int = 0
    failed_runs: list[str] = field(default_factory=list)
    added: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)
    #: Generation -> articles that its run reported.
    sizes: dict[str, int] = field(default_factory=dict)

    def fail(self, began: float, what: str) -> None:
        """Note a page that failed; one that was asked for SECONDS after a kill is wrong."""
        failure = Failure(began - self.last_kill, time.monotonic() - began, what)
        self.failures.append(failure)
        if failure.after > SECONDS:
            self.wrong.append(str(failure))


def asked(client: FlaskClient, query: str) -> tuple[int, bool, Any]:
    """Status of a page, whether it is partial, and what it says."""
    answer = client.get("/api/search", query_string={"q": query, "ui": "en"})
    return answer.status_code, "ETag" not in answer.headers, answer.get_json(silent=True)


def gist(page: Mapping[str, Any]) -> Any:
    """What does not change while other articles come in."""
    return page["total"], [hit["id"] for hit in page["hits"]], page["facets"].get("country")


def search(client: FlaskClient, expected: Mapping[str, Any], seen: Seen, draw: random.Random, said: Said) -> None:
    """Ask for pages until all is over."""
    while not seen.is_over.is_set():
        query = draw.choice(["", *QUERIES])
        said.line()
        began = time.monotonic()
        try:
            status, is_partial, page = asked(client, query)
        except Exception as error:  # noqa: BLE001 what the application raises is what is looked for
            seen.wrong.append(f"{query!r}: {error!r}")
            continue
        seen.pages += 1
        seen.slowest = max(seen.slowest, time.monotonic() - began)
        if status != 200 or is_partial:
            seen.fail(began, f"{query!r}: {'in part' if status == 200 else status}; {said.line()}")
        elif not query:
            seen.totals.setdefault(page["generation"], set()).add(page["total"])
        elif gist(page) != expected[query]:
            seen.wrong.append(f"{query!r}: {gist(page)}")


def command(*words: str) -> "subprocess.CompletedProcess[str]":
    """A command of the indexer, in a process of its own."""
    whole = [sys.executable, "-m", "indexer", *words]
    return subprocess.run(whole, cwd=ROOT, capture_output=True, text=True, check=False)


def reindex(export: Path, seen: Seen) -> bool:
    """A run; says whether it ended well."""
    run = command("reindex", "--json", "--source", str(export))
    seen.runs += 1
    if run.returncode == 0:
        report = json.loads(run.stdout)
        seen.sizes[report["generation"]] = report["articles"]
        return True
    seen.failed_runs.append(run.stderr.strip())
    if len(run.stderr.strip().splitlines()) != 1:
        seen.wrong.append(f"a run ended with {run.returncode}: {run.stderr[-2000:]}")
    return False


def keep_running(export: Path, seen: Seen) -> None:
    """Bring one article after the other until all is over."""
    while not seen.is_over.is_set():
        seen.added += 1
        with export.open("a", encoding="utf-8") as file:
            file.write(json.dumps(late(seen.added)) + "\n")
        reindex(export, seen)


def manager(nodes: Nodes) -> str:
    """The name of the elected manager, as the first node says that answers."""
    for node in nodes.nodes:
        with contextlib.suppress(OSError):
            path = f"{node.url}/_cat/cluster_manager?h=node"
            with urllib.request.urlopen(path, timeout=60) as answer:
                return str(answer.read().decode().strip())
    raise AssertionError("no node answers")


def kill(nodes: Nodes, seen: Seen, draw: random.Random, number: int) -> str:
    """Kill a node, start it again, and wait until all is green; says what was seen."""
    chosen = manager(nodes) if number % 3 == 0 else draw.choice(nodes.nodes).name
    (victim,) = (node for node in nodes.nodes if node.name == chosen)
    kind = "manager " if number % 3 == 0 else ""
    pages, before, runs = seen.pages, len(seen.failures), seen.runs
    seen.slowest = 0.0
    seen.last_kill = time.monotonic()
    victim.kill()
    time.sleep(draw.uniform(*AWAY_SECONDS))
    victim.start(nodes.nodes)
    nodes.wait(3, "green", 600)
    green = time.monotonic() - seen.last_kill
    failures = seen.failures[before:]
    load = os.getloadavg()[0]
    line = (
        f"{number + 1}: {kind}{chosen} killed; {seen.pages - pages} pages, {len(failures)} failed;"
        f" {seen.runs - runs} runs ended; green after {green:.0f} s; slowest page {seen.slowest:.1f} s; load {load:.1f}"
    )
    return "\n".join([line, *(f"    {failure}" for failure in failures)])


def environment(folder: Path, nodes: Nodes) -> None:
    """The settings of the runs."""
    os.environ.update(
        MITHAQ_ENGINE="opensearch",
        MITHAQ_OPENSEARCH_URL=",".join(nodes.urls),
        MITHAQ_OPENSEARCH_PREFIX=PREFIX,
        MITHAQ_OPENSEARCH_SHARDS="3",
        MITHAQ_SEEDS=str(write_small_seeds(folder / "seeds")),
        MITHAQ_DATA=str(folder / "data"),
        MITHAQ_RATE_LIMITS="off",
        TMPDIR=str(folder),
    )
    tempfile.tempdir = str(folder)


def run(folder: Path, kills: int, seed: int) -> int:
    """Make the cluster, kill, and print what was seen."""
    draw, seen = random.Random(seed), Seen()
    nodes = Nodes(folder, 3).start()
    environment(folder, nodes)
    export = folder / "export.jsonl"
    try:
        export.write_text("".join(json.dumps(article(number)) + "\n" for number in range(ARTICLES)), encoding="utf-8")
        assert reindex(export, seen), seen.failed_runs
        nodes.wait(3, "green")
        os.environ["MITHAQ_DATA"], data = str(folder / "nowhere"), os.environ["MITHAQ_DATA"]
        client = create_app(read_settings()).test_client()
        os.environ["MITHAQ_DATA"] = data
        expected = {query: gist(asked(client, query)[2]) for query in QUERIES}
        assert all(total for total, *_ in expected.values()), expected
        said = Said()
        logging.getLogger().addHandler(said)
        jobs = [
            threading.Thread(target=search, args=(client, expected, seen, random.Random(at), said)) for at in (1, 2)
        ]
        jobs.append(threading.Thread(target=keep_running, args=(export, seen)))
        for job in jobs:
            job.start()
        try:
            for number in range(kills):
                print(kill(nodes, seen, draw, number), flush=True)
        finally:
            seen.is_over.set()
            for job in jobs:
                job.join()
        return judged(export, seen, client)
    finally:
        nodes.stop()


def judged(export: Path, seen: Seen, client: FlaskClient) -> int:
    """The last run and the verdict."""
    ended = reindex(export, seen)
    verified = command("verify")
    wanted = ARTICLES + seen.added
    if not ended or verified.returncode or f"{wanted} articles" not in verified.stdout:
        seen.wrong.append(f"{wanted} articles are wanted: {seen.failed_runs[-1:]} {verified.stdout} {verified.stderr}")
    for generation, totals in seen.totals.items():
        if totals != {seen.sizes.get(generation, -1)}:
            seen.wrong.append(f"{generation} of {seen.sizes.get(generation)} articles showed {sorted(totals)}")
    soon = sum(failure.after <= SECONDS for failure in seen.failures)
    late = len(seen.failures) - soon
    print(f"{seen.pages} pages, {soon} failed that were asked for within {SECONDS:.0f} s of a kill, and {late} later")
    print(f"{seen.runs} runs, {len(seen.failed_runs)} ended by a kill; {len(seen.totals)} generations were served")
    print("\n".join(sorted(set(seen.failed_runs))))
    print("\n".join(seen.wrong) or "nothing was wrong")
    return int(bool(seen.wrong))


def main() -> int:
    """Read the arguments."""
    parser = argparse.ArgumentParser(prog="python -m tests.opensearch.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        return run(Path(folder), options.kills, options.seed)


if __name__ == "__main__":
    sys.exit(main())

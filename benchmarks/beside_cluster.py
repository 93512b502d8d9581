"""The engine on a cluster beside the embedded one: `python -m benchmarks.beside_cluster --data DIR QUERIES.jsonl ...`.

In: a data directory with a served generation, the cluster of the settings with one of the same articles, and judged
queries (`benchmarks.questions`). Out: how often totals, counts and the first ten are the same, MRR@10 of both, the time
of a page and the processor time that this process and the node spend on it, the round trips of a page; and each search
that differs. 1 if less is the same than has to be. Never here: a change to either index. `--node PID` names the process
of a node on this machine.
"""

import argparse
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.questions import AS_TYPED, LIMIT, Question, questions, read_judged
from indexer.model.settings import read_settings
from search.model.notes import SHORTENED
from search.model.results import Hit, ResultPage
from search.reading import Reading
from search.service import SearchService

MILLISECONDS = 1000
#: What is the same of two pages -> the share of the searches for which it has to be.
WANTED = {"total": 1.0, "counts": 1.0, "first ten": 0.97, "their order": 0.9}
#: The most by which the two MRR@10 may differ.
MRR = 0.002
#: Scores are alike that differ by less than this share: one side computes them with fewer digits.
ALIKE = 1e-4


@dataclass(frozen=True, slots=True)
class Answered:
    """A page of one side, with the seconds and the processor seconds that it took, and its requests to a cluster."""

    page: ResultPage
    seconds: float
    processor: float
    trips: int

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The articles of the page in their order."""
        return (*self.page.hits, *self.page.others)[:LIMIT]

    @property
    def ids(self) -> list[str]:
        """Their ids."""
        return [hit.id for hit in self.hits]

    def reciprocal_rank(self, relevant: frozenset[str]) -> float:
        """1 over the rank of the first relevant article; 0 for none."""
        return next((1 / rank for rank, id in enumerate(self.ids, 1) if id in relevant), 0.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search, and what the embedded engine and a cluster answer."""

    question: Question
    first: Answered
    second: Answered

    @property
    def same(self) -> dict[str, bool]:
        """What is the same on both sides."""
        one, other = self.first.page, self.second.page
        counts = [(page.facets, page.facet_totals, page.timeline, page.fewer) for page in (one, other)]
        return {
            "total": one.total == other.total,
            "counts": counts[0] == counts[1],
            "first ten": set(self.first.ids) == set(self.second.ids),
            "their order": self.first.ids == self.second.ids,
            "notes": one.notes == other.notes and one.did_you_mean == other.did_you_mean,
        }

    @property
    def reason(self) -> str:
        """Why the sides differ, as far as their pages tell."""
        if SHORTENED in {note.template for note in self.second.page.notes}:
            return "the query has more clauses than the cluster takes, and was shortened"
        if not (self.same["total"] and self.same["counts"]):
            return "not known"
        other = {hit.id: hit.score for hit in self.second.hits}
        pairs = [(hit.score, other[hit.id]) for hit in self.first.hits if hit.id in other]
        alike = all(abs(one - two) <= ALIKE * max(abs(one), abs(two)) for one, two in pairs)
        return "scores alike but for their last digits" if alike else "other scores"


def spent(node: int | None) -> float:
    """Processor seconds of this process, and of the process of a node."""
    own = time.process_time()
    if node is None:
        return own
    fields = Path(f"/proc/{node}/stat").read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def trips(reading: Reading) -> int:
    """The requests that a reading has sent to a cluster."""
    cluster = getattr(reading._view.snapshot, "_cluster", None)
    return int(cluster.trips) if cluster is not None else 0


def answered(question: Question, reading: Reading, node: int | None) -> Answered:
    """The answer of one side."""
    before, sent, began = spent(node), trips(reading), time.perf_counter()
    page = reading.search(question.parameters)
    return Answered(page, time.perf_counter() - began, spent(node) - before, trips(reading) - sent)


def ask(asked: Sequence[Question], sides: Sequence[Reading], node: int | None) -> Iterator[tuple[Answered, ...]]:
    """Ask all sides each question, each side first by turns."""
    for number, question in enumerate(asked):
        order = sorted(range(len(sides)), key=lambda side: (side + number) % len(sides))
        found = {side: answered(question, sides[side], node) for side in order}
        yield tuple(found[side] for side in range(len(sides)))


def shares(asked: Sequence[Asked]) -> dict[str, float]:
    """Of how many searches something is the same."""
    return {name: sum(one.same[name] for one in asked) / len(asked) for name in asked[0].same}


def mrr(asked: Sequence[Asked]) -> tuple[float, float]:
    """MRR@10 of both sides over the queries as typed."""
    judged = [one for one in asked if one.question.kind == AS_TYPED]
    sides = [
        [side.reciprocal_rank(one.question.relevant) for one in judged for side in (one.first, one.second)[at : at + 1]]
        for at in (0, 1)
    ]
    return statistics.mean(sides[0]), statistics.mean(sides[1])


def failures(asked: Sequence[Asked]) -> list[str]:
    """What is the same less often than it has to be."""
    found = shares(asked)
    one, other = mrr(asked)
    short = [f"{name}: {found[name]:.2%}, wanted {share:.0%}" for name, share in WANTED.items() if found[name] < share]
    return [*short, *([f"MRR@10: {one:.4f} and {other:.4f}"] if abs(one - other) > MRR else [])]


def report(asked: Sequence[Asked]) -> Iterator[str]:
    """What a person reads, as Markdown."""
    names = list(asked[0].same)
    yield f"| searches | number | {' | '.join(names)} |"
    yield "|---" * (2 + len(names)) + "|"
    kinds = dict.fromkeys(one.question.kind for one in asked)
    for kind, part in [
        *((kind, [one for one in asked if one.question.kind == kind]) for kind in kinds),
        ("all", asked),
    ]:
        same = [str(sum(one.same[name] for one in part)) for name in names]
        yield f"| {kind} | {len(part)} | {' | '.join(same)} |"
    yield ""
    for name, rank, side in zip(("embedded", "cluster"), mrr(asked), zip(*((one.first, one.second) for one in asked))):  # noqa: B905
        times = sorted(one.seconds * MILLISECONDS for one in side)
        last = times[min(len(times) - 1, len(times) * 99 // 100)]
        yield f"{name}: MRR@10 {rank:.4f}; a page takes {statistics.median(times):.1f} ms, p99 {last:.1f} ms"
        yield f"{name}: {statistics.mean(one.processor for one in side) * MILLISECONDS:.1f} ms of processor time a page"
    trips_of = sorted(Counter(one.second.trips for one in asked).items())
    yield "round trips of a page, its words asked for the first time: " + ", ".join(
        f"{n}: {count}" for n, count in trips_of
    )
    yield ""
    for one in asked:
        differs = [name for name, same in one.same.items() if not same]
        if differs:
            totals = [side.page.total for side in (one.first, one.second)]
            yield f"- {one.question.kind}, {one.question.parameters.q!r}: {', '.join(differs)}; {one.reason}; {totals}"
            yield f"  {one.first.ids} {one.second.ids}"


def main() -> int:
    """Ask and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beside_cluster", description=__doc__)
    parser.add_argument("queries", type=Path, nargs="+", metavar="QUERIES.jsonl")
    parser.add_argument("--data", type=Path, required=True, help="where the embedded index is")
    parser.add_argument("--node", type=int, metavar="PID", help="process of the node, whose processor time counts too")
    parser.add_argument("--most", type=int, default=0, help="so many queries of each file, 0 for all")
    options = parser.parse_args()
    settings = read_settings()
    services = (
        SearchService(replace(settings, engine="columnar", data=options.data)),
        SearchService(replace(settings, engine="opensearch")),
    )
    with services[0].lease() as embedded, services[1].lease() as cluster:
        for side in (embedded, cluster):
            side.prepare()
        asked = list(questions(read_judged(options.queries, options.most), embedded))
        pages = ask(asked, (embedded, cluster), options.node)
        found = [Asked(question, *both) for question, both in zip(asked, pages, strict=True)]
    short = failures(found)
    print("\n".join([*report(found), *short]))
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())

"""What some rows change: each query answered without them and with them.

In: answers before and after. Out: `Trial`, and its lines. Never here: a search.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from indexer.model.notes import N_, Note
from search.curating.judged import reciprocal_rank
from search.curating.proposals import printable

#: Most queries that the text shows; the JSON has them all.
MOST_CHANGES = 30
ASKED = N_("Entries tried: %(rows)s; queries asked: %(queries)s; answers that change: %(changed)s")
MEASURED = N_(
    "Judged queries: %(judged)s; MRR@10 before: %(before)s, after: %(after)s; better: %(better)s, worse: %(worse)s"
)
UNJUDGED = N_("No judged queries were given; --judged FILE or judged.tsv in the seeds directory names them")
TOTALS = N_("articles before: %(before)s, after: %(after)s")
RANKS = N_("reciprocal rank before: %(before)s, after: %(after)s")
OTHERS = N_("the closest others, which are not counted:")
CAME, WENT, MOVED = N_("new"), N_("gone, was %(before)s"), N_("was %(before)s")
FURTHER = N_("further answers that change: %(number)s; --json shows them all")


@dataclass(frozen=True, slots=True)
class Answer:
    """How many articles a query found, and the ids of its first ten."""

    total: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A query with both of its answers; `relevant` is empty for one that was not judged."""

    query: str
    before: Answer
    after: Answer
    relevant: frozenset[str] = frozenset()

    @property
    def is_one(self) -> bool:
        """Whether anything changed."""
        return self.before != self.after

    @property
    def ranks(self) -> tuple[float, float]:
        """The reciprocal ranks before and after."""
        return reciprocal_rank(self.before.ids, self.relevant), reciprocal_rank(self.after.ids, self.relevant)

    @property
    def gain(self) -> float:
        """What the reciprocal rank gained."""
        before, after = self.ranks
        return after - before


@dataclass(frozen=True, slots=True)
class Trial:
    """All queries that were asked, and the titles of the articles that came or went."""

    rows: int
    asked: tuple[Change, ...]
    titles: Mapping[str, str]

    @property
    def changes(self) -> list[Change]:
        """The changed answers, those first that lost most."""
        return sorted((one for one in self.asked if one.is_one), key=lambda one: one.gain)

    @property
    def judged(self) -> list[Change]:
        """The queries that were judged."""
        return [one for one in self.asked if one.relevant]


def as_text(trial: Trial, worded: Callable[[Note], str]) -> Iterator[str]:
    """The lines for a person."""
    changes = trial.changes
    yield worded(Note(ASKED, {"rows": trial.rows, "queries": len(trial.asked), "changed": len(changes)}))
    yield worded(_measured(trial.judged))
    for change in changes[:MOST_CHANGES]:
        yield ""
        yield printable(change.query)
        yield "  " + worded(Note(TOTALS, {"before": change.before.total, "after": change.after.total}))
        if change.relevant:
            before, after = change.ranks
            yield "  " + worded(Note(RANKS, {"before": f"{before:.3f}", "after": f"{after:.3f}"}))
        yield from _first_ten(change, trial.titles, worded)
    if len(changes) > MOST_CHANGES:
        yield ""
        yield worded(Note(FURTHER, {"number": len(changes) - MOST_CHANGES}))


def as_json(trial: Trial, faults: Sequence[Note]) -> dict[str, Any]:
    """The same for a program."""
    judged = trial.judged
    return {
        "entries": trial.rows,
        "faults": list(map(str, faults)),
        "queries": len(trial.asked),
        "judged": len(judged),
        "mrr": dict(zip(("before", "after"), _means(judged), strict=True)) if judged else None,
        "better": sum(one.gain > 0 for one in judged),
        "worse": sum(one.gain < 0 for one in judged),
        "changed": [_change_json(one) for one in trial.changes],
    }


def _change_json(change: Change) -> dict[str, Any]:
    before, after = change.ranks
    return {
        "query": change.query,
        "total": {"before": change.before.total, "after": change.after.total},
        "reciprocal_rank": {"before": before, "after": after} if change.relevant else None,
        "ids": {"before": list(change.before.ids), "after": list(change.after.ids)},
    }


def _measured(judged: Sequence[Change]) -> Note:
    if not judged:
        return Note(UNJUDGED)
    before, after = _means(judged)
    better, worse = sum(one.gain > 0 for one in judged), sum(one.gain < 0 for one in judged)
    means = {"before": f"{before:.3f}", "after": f"{after:.3f}"}
    return Note(MEASURED, {"judged": len(judged), **means, "better": better, "worse": worse})


def _means(judged: Sequence[Change]) -> tuple[float, float]:
    return fmean(one.ranks[0] for one in judged), fmean(one.ranks[1] for one in judged)


def _first_ten(change: Change, titles: Mapping[str, str], worded: Callable[[Note], str]) -> Iterator[str]:
    """The first ten as they are now, then those that are gone; a relevant article has a star."""
    before, after = change.before.ids, change.after.ids
    for rank, id in enumerate(after, 1):
        if rank == change.after.total + 1:
            yield "       " + worded(Note(OTHERS))
        was = before.index(id) + 1 if id in before else 0
        said = "" if was == rank else worded(Note(MOVED, {"before": was}) if was else Note(CAME))
        yield _line(f"{rank:>4}", id, said, change, titles)
    for rank, id in enumerate(before, 1):
        if id not in after:
            yield _line("   -", id, worded(Note(WENT, {"before": rank})), change, titles)


def _line(rank: str, id: str, said: str, change: Change, titles: Mapping[str, str]) -> str:
    star = "*" if id in change.relevant else " "
    return f"{rank} {star} {id}" + (f" ({said})" if said else "") + f"  {printable(titles.get(id, ''))}"

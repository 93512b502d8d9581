"""The status for an operator: the served generation, counts, rejections, and the outcomes of the last runs.

In: a data directory. Out: `status.json` after each run, and the same with live counts for `python -m indexer status`.
Never here: a fault that hides the rest; a damaged generation is part of the answer.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from indexer.archive.archive import Archive
from indexer.archive.archive_file import is_archive_there
from indexer.archive.rejections import KeptRejection
from indexer.building.plan import DAMAGED
from indexer.generations.choice import generations_of
from indexer.generations.generations import Generation, Generations
from indexer.generations.soundness import glance
from indexer.model.errors import ArchiveError, DataDirectoryError, EngineError, GenerationError, SettingsError
from indexer.model.note_json import note_to_json
from indexer.model.notes import Note, as_it_is, in_a_row, note, run
from indexer.model.settings import Settings
from indexer.model.source import Source
from indexer.model.translation import recognised
from indexer.reporting.alarms import Troubles, read_troubles, write_troubles
from indexer.reporting.freshness import Freshness, read_freshness
from indexer.reporting.outcome import RunOutcome
from indexer.reporting.status_file import STATUS, load_status, read_public_status, write_status
from indexer.runs.reindex import archive_path

#: Renders a note in some language.
Render = Callable[[Note], str]
REMEDY = note("the next run builds it anew; to have that at once, run: python -m indexer reindex")
NO_INDEX = in_a_row([note("there is no index yet"), run("python -m indexer reindex")])
UNRESOLVED_SHOWN = 50
RUNS_KEPT = 12
RUN_FACTS = ("started", "finished", "outcome", "seconds")
#: Rejected items that `status.json` names; the archive names all of them.
REJECTED_KEPT = 500
#: Keys of `status.json` for the page and for the next run; `status` shows their content as it is now.
SHOWN_AFRESH = frozenset({"collection", "troubles"})
#: Keys of a run's outcome whose values are sentences.
SENTENCES = ("reason", "error")
NO_COLLECTION: dict[str, Any] = {"articles": 0, "sources": [], "rejected": []}


def record_run(settings: Settings, sources: Sequence[Source], outcome: RunOutcome) -> None:
    """Write the outcome of a run to `status.json`, with the runs before it and the archive as it is now.

    Raises DataDirectoryError when the file cannot be written.
    """
    before = load_status(settings.data) if read_public_status(settings.data) else {}
    written = outcome.to_json()
    runs = [{name: written[name] for name in RUN_FACTS}, *before.get("runs", [])]
    next_run = outcome.started + timedelta(minutes=settings.expected_minutes)
    content = written | {
        "refreshed": written["finished"] if outcome.has_refreshed(len(sources)) else before.get("refreshed"),
        "next_run": next_run.isoformat(timespec="seconds"),
        "runs": runs[:RUNS_KEPT],
        "collection": before.get("collection", NO_COLLECTION),
        "troubles": before.get("troubles", {}) if outcome.troubles is None else write_troubles(outcome.troubles),
    }
    if sources:
        with suppress(ArchiveError, sqlite3.Error):  # the run has reported it; the collection before stays
            content["collection"] = _collection(settings.data, sources, outcome, read_troubles(content))
    try:
        write_status(settings.data, content)
        with suppress(EngineError, SettingsError):  # the run told that the cluster does not answer
            generations_of(settings).share_status(STATUS)
    except OSError as error:
        raise DataDirectoryError(
            note(
                "%(data)s: the outcome of the run cannot be written (%(fault)s); make room there, or correct "
                "its rights",
                data=settings.data,
                fault=error.strerror,
            )
        ) from error


def _collection(data: Path, sources: Sequence[Source], outcome: RunOutcome, troubles: Troubles) -> dict[str, Any]:
    """The sources of a run and all others that have articles, and what is rejected; empty without an archive."""
    if not is_archive_there(archive_path(data)):
        return NO_COLLECTION
    with closing(Archive(archive_path(data))) as archive:
        rejected = archive.rejected() + archive.aside()
        known = {source.location: source for source in sources}
        others = [Source(url=where) if "://" in where else Source(path=where) for where in archive.counts()]
        every = [*sources, *(other for other in others if other.location not in known)]
        refused = Counter(one.location for one in rejected)
        return {
            "articles": archive.count(),
            "sources": [
                one.to_json()
                | (
                    _read_in_run(source, one, troubles, outcome)
                    if source.location in known
                    else _not_read(one, troubles)
                )
                | {"rejected": refused[source.location]}
                for source, one in zip(every, read_freshness(archive.file, every, outcome.finished), strict=True)
            ],
            "rejected": [_rejection(one) | _public_parts(one) for one in rejected[:REJECTED_KEPT]],
        }


def _rejection(one: KeptRejection, render: Render = str) -> dict[str, Any]:
    """A rejection for an operator."""
    return {
        "location": one.location,
        "place": one.item.where,
        "reason": render(one.item.reason),
        "since": one.since,
    }


def _public_parts(one: KeptRejection) -> dict[str, Any]:
    """The parts of a rejection from which the page makes its own sentence and name."""
    return {"uri": one.item.uri, "within": one.item.part, "note": note_to_json(one.item.reason)}


def _read_in_run(source: Source, found: Freshness, troubles: Troubles, outcome: RunOutcome) -> dict[str, Any]:
    """The state of a source that the run read: its outlet, its trouble, and when it was in order. Unchanged files are
    in order too."""
    trouble = _trouble(found, troubles)
    is_met = source.path and outcome.report is not None and not trouble["trouble"]
    return {
        "outlet": source.outlet,
        **trouble,
        "in_order": outcome.finished.isoformat(timespec="seconds") if is_met else found.in_order,
    }


def _not_read(found: Freshness, troubles: Troubles) -> dict[str, Any]:
    """A source that the run did not read; the trouble of a folder is left out, as it may be listed no more."""
    return {"outlet": None, **(_trouble(found, troubles) if found.trouble else {"since": None})}


def _trouble(found: Freshness, troubles: Troubles, render: Render = str) -> dict[str, Any]:
    """The trouble of a source and since when, as recorded by runs; otherwise the one in the log of its URL."""
    trouble = troubles.get(found.location)
    if trouble is None or trouble.is_over:
        return {"trouble": _rendered(found.trouble, render), "since": None}
    return {"trouble": _rendered(found.trouble or trouble.reason, render), "since": trouble.since}


def _rendered(trouble: Note | None, render: Render) -> str:
    return "" if trouble is None else render(trouble)


def read_status(settings: Settings, listed: Sequence[Source], now: datetime, render: Render = str) -> dict[str, Any]:
    """Everything that `status` shows of a collection and of the listed sources, as JSON values. `render` renders
    the notes, in English by default."""
    data = settings.data
    troubles = read_troubles(load_status(data))
    served = _generation(generations_of(settings), render)
    status: dict[str, Any] = {"data": str(data), **served, "last_run": _last_run(data, render)}
    if not is_archive_there(archive_path(data)):
        return status
    with closing(Archive(archive_path(data))) as archive:
        return status | {
            "archived": archive.count(),
            "sources": archive.counts(),
            "freshness": [
                one.to_json() | _trouble(one, troubles, render) for one in read_freshness(archive.file, listed, now)
            ],
            "rejected": [_rejection(one, render) for one in archive.rejected() + archive.aside()],
            "unresolved": [{"name": name, "articles": n} for name, n in archive.unresolved(UNRESOLVED_SHOWN)],
        }


def _generation(generations: Generations, render: Render) -> dict[str, Any]:
    name = None
    try:
        name = generations.current_name()
        generation = generations.current()
    except GenerationError as error:
        return {"generation": name, "fault": render(error.message)}
    if generation is None:
        return {"generation": None, "fault": render(NO_INDEX)}
    manifest = generation.manifest
    fault = _fault(generation)
    return ({} if fault is None else {"fault": render(fault)}) | {
        "generation": generation.name,
        "created": manifest.created,
        "articles": manifest.articles,
        "engine": manifest.engine,
        "analysis": manifest.analysis,
        "gazetteers": manifest.gazetteers,
        "why": _translated(manifest.reason, render),
    }


def _fault(generation: Generation) -> Note | None:
    """What a glance finds wrong, with the remedy; of a cluster that does not answer, just that."""
    try:
        damage = glance(generation)
    except EngineError as error:
        return error.message
    return in_a_row([note(DAMAGED, faults=in_a_row(damage)), REMEDY]) if damage else None


def _last_run(data: Path, render: Render) -> dict[str, Any] | None:
    """The outcome of the last run, without the keys that `status` shows as they are now; its sentences are kept in
    English and rendered in the language asked for."""
    kept = {name: value for name, value in load_status(data).items() if name not in SHOWN_AFRESH}
    sentences = {name: _translated(str(kept[name]), render) for name in SENTENCES if name in kept}
    return kept | sentences or None


def _translated(sentence: str, render: Render) -> str:
    return render(recognised(sentence) or as_it_is(sentence))

"""What an operator wants to know: the served generation, counts, what was rejected, and how the last runs ended.

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
from indexer.generations.generations import Generations
from indexer.generations.soundness import glance
from indexer.model.errors import ArchiveError, DataDirectoryError, GenerationError
from indexer.model.note_json import note_to_json
from indexer.model.notes import Note, as_it_is, in_a_row, note, run
from indexer.model.settings import Settings
from indexer.model.source import Source
from indexer.model.translation import recognised
from indexer.reporting.alarms import Troubles, read_troubles, write_troubles
from indexer.reporting.freshness import Freshness, read_freshness
from indexer.reporting.outcome import RunOutcome
from indexer.reporting.status_file import load_status, read_public_status, write_status
from indexer.runs.reindex import archive_path

#: Words a note in some language.
Say = Callable[[Note], str]
REMEDY = note("the next run builds it anew; to have that at once, run: python -m indexer reindex")
NO_INDEX = in_a_row([note("there is no index yet"), run("python -m indexer reindex")])
UNRESOLVED_SHOWN = 50
RUNS_KEPT = 12
RUN_FACTS = ("started", "finished", "outcome", "seconds")
#: Rejected items that `status.json` names; the archive names all of them.
REJECTED_KEPT = 500
#: What `status.json` has for the page and for the next run.
SHOWN_AFRESH = frozenset({"collection", "troubles"})
#: What of a run's outcome is a sentence.
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
        with suppress(ArchiveError, sqlite3.Error):  # the run has told it; what was known before stays
            content["collection"] = _collection(settings.data, sources, outcome, read_troubles(content))
    try:
        write_status(settings.data, content)
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
                | (_of_run(source, one, troubles, outcome) if source.location in known else _unread(one, troubles))
                | {"rejected": refused[source.location]}
                for source, one in zip(every, read_freshness(archive.file, every, outcome.finished), strict=True)
            ],
            "rejected": [_rejection(one) | _spoken_of(one) for one in rejected[:REJECTED_KEPT]],
        }


def _rejection(one: KeptRejection, say: Say = str) -> dict[str, Any]:
    """What is rejected, for its operator."""
    return {
        "location": one.location,
        "place": one.item.where,
        "reason": say(one.item.reason),
        "since": one.since,
    }


def _spoken_of(one: KeptRejection) -> dict[str, Any]:
    """What the page makes its own sentence and its own name of the item from."""
    return {"uri": one.item.uri, "within": one.item.place, "note": note_to_json(one.item.reason)}


def _of_run(source: Source, found: Freshness, troubles: Troubles, outcome: RunOutcome) -> dict[str, Any]:
    """What a run that read the source knows of it: its outlet, what stands against it, and that files which did not
    change are in order."""
    standing = _standing(found, troubles)
    is_met = source.path and outcome.report is not None and not standing["trouble"]
    return {
        "outlet": source.outlet,
        **standing,
        "in_order": outcome.finished.isoformat(timespec="seconds") if is_met else found.in_order,
    }


def _unread(found: Freshness, troubles: Troubles) -> dict[str, Any]:
    """What is known of a source that the run did not read; where it is a folder it may be listed no more."""
    return {"outlet": None, **(_standing(found, troubles) if found.trouble else {"since": None})}


def _standing(found: Freshness, troubles: Troubles, say: Say = str) -> dict[str, Any]:
    """What went wrong with a source and since when, as far as runs told it; else what is known of its URL."""
    trouble = troubles.get(found.location)
    if trouble is None or trouble.is_over:
        return {"trouble": _said(found.trouble, say), "since": None}
    return {"trouble": _said(found.trouble or trouble.reason, say), "since": trouble.since}


def _said(trouble: Note | None, say: Say) -> str:
    return "" if trouble is None else say(trouble)


def read_status(data: Path, listed: Sequence[Source], now: datetime, say: Say = str) -> dict[str, Any]:
    """Everything that `status` shows of a data directory and of the listed sources, as JSON values; `say` words the
    notes, in English where nothing else is asked for."""
    troubles = read_troubles(load_status(data))
    status: dict[str, Any] = {"data": str(data), **_generation(data, say), "last_run": _last_run(data, say)}
    if not is_archive_there(archive_path(data)):
        return status
    with closing(Archive(archive_path(data))) as archive:
        return status | {
            "archived": archive.count(),
            "sources": archive.counts(),
            "freshness": [
                one.to_json() | _standing(one, troubles, say) for one in read_freshness(archive.file, listed, now)
            ],
            "rejected": [_rejection(one, say) for one in archive.rejected() + archive.aside()],
            "unresolved": [{"name": name, "articles": n} for name, n in archive.unresolved(UNRESOLVED_SHOWN)],
        }


def _generation(data: Path, say: Say) -> dict[str, Any]:
    name = None
    try:
        name = Generations(data).current_name()
        generation = Generations(data).current()
    except GenerationError as error:
        return {"generation": name, "fault": say(error.message)}
    if generation is None:
        return {"generation": None, "fault": say(NO_INDEX)}
    manifest = generation.manifest
    damage = glance(generation)
    fault = {"fault": say(in_a_row([note(DAMAGED, faults=in_a_row(damage)), REMEDY]))} if damage else {}
    return fault | {
        "generation": generation.name,
        "created": manifest.created,
        "articles": manifest.articles,
        "engine": manifest.engine,
        "analysis": manifest.analysis,
        "gazetteers": manifest.gazetteers,
        "why": _spoken(manifest.reason, say),
    }


def _last_run(data: Path, say: Say) -> dict[str, Any] | None:
    """The outcome of the last run without what `status` shows afresh; its sentences are kept in English."""
    kept = {name: value for name, value in load_status(data).items() if name not in SHOWN_AFRESH}
    spoken = {name: _spoken(str(kept[name]), say) for name in SENTENCES if name in kept}
    return kept | spoken or None


def _spoken(sentence: str, say: Say) -> str:
    return say(recognised(sentence) or as_it_is(sentence))

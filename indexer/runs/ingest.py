"""Ingest: from locations into the archive.

In: locations and an open archive. Out: `Ingested`, with changes and rejections. Never here: extraction of facts, or a
withdrawal that was not checked against the limit.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from indexer.archive.archive import Archive
from indexer.archive.items import Change
from indexer.archive.recognition import items_gone, missing_at, missing_everywhere
from indexer.model.article import Rejected
from indexer.model.causes import Cause, Failure
from indexer.model.errors import MithaqError, SourceError
from indexer.model.notes import N_, NN_, Location, Note, note
from indexer.model.source import Source
from indexer.runs.intake import Intake, uncovered
from indexer.runs.local_files import LocalFiles
from indexer.runs.reading import SourceReading
from indexer.sources.events import Event

#: A folder without a file, with articles from before, and where there is no article at all.
EMPTIED = NN_(
    "source %(path)s is empty; its one article stays. Look whether it is mounted; if it is meant, run again with "
    "--allow-withdrawals",
    "source %(path)s is empty; its %(count)s articles stay. Look whether it is mounted; if it is meant, run again with "
    "--allow-withdrawals",
)
EMPTY = N_("source %(path)s is empty. Look whether it is mounted; if it is meant, take it off the list of sources")
VANISHING = NN_(
    "the only article is no longer at its source, more than the limit of %(share)s; nothing was withdrawn, and what is "
    "new was indexed. Look at the sources; if it is meant, run again with --allow-withdrawals",
    "%(vanishing)s of %(count)s articles are no longer at their sources, more than the limit of %(share)s; nothing was "
    "withdrawn, and what is new was indexed. Look at the sources; if it is meant, run again with --allow-withdrawals",
)


@dataclass(frozen=True, slots=True)
class Ingested:
    """The result of a run's reading: changes by kind, the number of withdrawn items, rejected items, failures, and the
    locations that were asked and found in order."""

    changes: dict[Change, int]
    withdrawn: int
    rejected: tuple[Rejected, ...]
    failures: tuple[Failure, ...]
    in_order: frozenset[str]


@dataclass(frozen=True, slots=True)
class Origins:
    """The readers of sources: `fetch` reads one that has a URL and raises SourceError, `files` those on disk."""

    fetch: Callable[[Source], Iterator[Event]]
    files: LocalFiles


class Ingest:
    """Reads the sources of one run into the archive. `withdrawal_limit` is the largest share of the live items that one
    run may withdraw."""

    def __init__(
        self, archive: Archive, origins: Origins, intake: Intake, withdrawal_limit: float, now: datetime
    ) -> None:
        self._archive = archive
        self._origins = origins
        self._intake = intake
        self._withdrawal_limit = withdrawal_limit
        self._now = now
        self._rejected: list[Rejected] = []
        self._failures: list[Failure] = []
        self._unread: set[str] = set()
        self._gone: set[str] = set()
        self._brought: set[str] = set()
        self._empty: list[Source] = []

    def read(self, sources: Iterable[Source]) -> Ingested:
        """Archive all sources. A source that cannot be read is named in `failures` and keeps its items. When too many
        items would be withdrawn, none is, and `failures` has a refusal, until a person decides.
        """
        unseen: list[str] = []
        before = self._archive.count()
        sources = list(sources)
        self._intake.expect(source.location for source in sources)
        for source in sources:
            with self._archive.transaction():
                try:
                    unseen += self._read_one(source)
                    self._intake.finish(source.location)
                except SourceError as error:
                    self._unread.add(source.location)
                    self._failures.append(Failure(source.location, error.message, error.cause))
                except (MithaqError, OSError, sqlite3.Error):
                    raise  # of the whole run
                except Exception as error:  # noqa: BLE001 - a fault that one source meets does not stop the others
                    self._unread.add(source.location)
                    self._failures.append(Failure(source.location, _broken(source, error), Cause.UNREADABLE))
        withdrawn = self._withdraw(self._missing(unseen), before)
        self._failures += self._empty_folders()
        in_order = {source.location for source in sources} - {failure.location for failure in self._failures}
        return Ingested(
            dict(self._intake.changes),
            withdrawn,
            tuple(self._rejected),
            tuple(self._failures),
            frozenset(in_order - self._unread),
        )

    def _withdraw(self, missing: list[str], before: int) -> int:
        """Withdraw the missing items, unless there are too many; returns how many were withdrawn."""
        refusal = self._refusal(len(missing), before)
        if refusal is not None:
            self._failures.append(Failure("", refusal, Cause.WITHDRAWALS))
            return 0  # no stamp is kept either, so that the next run reports it again
        with self._archive.transaction():
            self._archive.withdraw(missing, self._now)
            self._origins.files.keep()
        return len(missing)

    def _missing(self, unseen: list[str]) -> list[str]:
        """The ids that no source has any more, of those that some source lost. An item withdrawn at its URL is missing
        when every source that was read and knows the URL found it withdrawn."""
        withdrawn = self._gone - self._brought
        if withdrawn:
            unseen = unseen + items_gone(self._archive.file, withdrawn, self._unread)
        return missing_everywhere(self._archive.file, unseen, self._intake.run) if unseen else []

    def _read_one(self, source: Source) -> list[str]:
        """Archive one source; returns the ids that it no longer has."""
        self._archive.set_zone(source.location, source.zone)
        reading = SourceReading(source, self._intake)
        for event in self._find(source):
            reading.take(event)
        self._failures += reading.failures
        self._gone |= reading.gone
        self._brought |= reading.documents
        if reading.is_skipped:
            self._rejected += self._archive.rejected_at(source.location)
            self._unread |= set() if reading.is_asked else {source.location}
            return []
        return self._settle(source, reading)

    def _settle(self, source: Source, reading: SourceReading) -> list[str]:
        """Record the rejections of a source that was read; returns the ids that it no longer has. On the web an item is
        missing only if the document that had it was read again."""
        location = source.location
        rejected = reading.rejected + self._intake.count_files(location, reading.kept)
        unseen = missing_at(self._archive.file, location, self._intake.run, reading.kept)
        if source.path and reading.is_empty:
            self._note_empty(source, len(unseen))
        self._rejected += rejected
        self._archive.record_rejected(location, rejected, self._now)
        return uncovered([(id, uri) for id, uri in unseen if source.path or uri in reading.met], rejected)

    def _note_empty(self, source: Source, articles: int) -> None:
        """Raise SourceError for a folder that lost everything: more likely it was unmounted than emptied. One that
        never had anything is only noted."""
        if articles and self._withdrawal_limit < 1:
            raise SourceError(note(EMPTIED, path=source.path, count=articles))
        self._empty.append(source)

    def _empty_folders(self) -> Iterator[Failure]:
        """The empty folders, if nothing came from anywhere: nobody waits for such a collection knowingly."""
        if self._withdrawal_limit < 1 and not self._archive.count():
            for source in self._empty:
                error = SourceError(note(EMPTY, path=source.path))
                yield Failure(source.location, error.message, error.cause)

    def _find(self, source: Source) -> Iterator[Event]:
        return self._origins.fetch(source) if source.url else self._origins.files.read(source)

    def _refusal(self, vanishing: int, before: int) -> Note | None:
        """Why nothing is withdrawn, or None."""
        if vanishing <= self._withdrawal_limit * before:
            return None
        return note(VANISHING, vanishing=vanishing, count=before, share=f"{self._withdrawal_limit:.0%}")


def _broken(source: Source, error: Exception) -> Note:
    return note(
        "source %(location)s cannot be read because of a fault of the program (%(kind)s: %(fault)s); its articles stay",
        location=Location(source.location),
        kind=type(error).__name__,
        fault=error,
    )

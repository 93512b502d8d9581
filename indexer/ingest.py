"""Ingest: from locations into the archive.

In: locations and an open archive. Out: `Ingested`, what changed and what was rejected. Never here: extraction of
facts, and no withdrawal that was not checked against the limit.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from indexer.archive import Archive, Change
from indexer.article import RawArticle, Rejected
from indexer.errors import SourceError, WithdrawalError
from indexer.extract.cutting import cut
from indexer.identity import item_id
from indexer.source_list import Source
from indexer.sources import read


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run read: changes by kind, ids withdrawn at their source, rejected items, and locations that failed."""

    changes: dict[Change, int]
    withdrawn: int
    rejected: tuple[Rejected, ...]
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """`max_bytes` per file; `withdrawal` is the largest share of the live items that one run may withdraw."""

    max_bytes: int
    withdrawal: float


class Ingest:
    """One run's way into the archive. Progress is told by a call with the number of items met so far."""

    def __init__(self, archive: Archive, limits: Limits, now: datetime, progress: Callable[[int], None]) -> None:
        self._archive = archive
        self._limits = limits
        self._now = now
        self._progress = progress
        self._run = archive.next_run()
        self._changes: Counter[Change] = Counter()
        self._rejected: list[Rejected] = []

    def read(self, sources: Iterable[Source]) -> Ingested:
        """Archive all sources. A source that cannot be read is named in `failed` and keeps its items.

        Raises WithdrawalError when too much would vanish; what was read is archived even then.
        """
        failed: list[str] = []
        unseen: list[str] = []
        before = self._archive.count()
        with self._archive.transaction():
            for source in sources:
                try:
                    unseen += self._read_one(source)
                except SourceError as error:
                    failed.append(str(error))
        self._check(len(unseen), before)
        with self._archive.transaction():
            self._archive.withdraw(unseen, self._now)
        return Ingested(dict(self._changes), len(unseen), tuple(self._rejected), tuple(failed))

    def _read_one(self, source: Source) -> list[str]:
        """Archive one source; gives the ids that it no longer has."""
        location = str(Path(source.path).resolve())
        rejected: list[Rejected] = []
        for found in read(source.path, max_bytes=self._limits.max_bytes, now=self._now):
            if isinstance(found, Rejected):
                rejected.append(found)
                continue
            for item in cut(_filled(found, source)).items:
                rejected += self._put(item, location)
                self._progress(sum(self._changes.values()))
        self._rejected += rejected
        self._archive.record_rejected(location, rejected, self._now)
        return [id for id, uri in self._archive.unseen(location, self._run) if not _is_rejected(uri, rejected)]

    def _put(self, item: RawArticle, location: str) -> list[Rejected]:
        if not any(map(str.isalpha, item.title + item.text)):
            return [Rejected(_place(item.uri, item.anchor), "has no words")]
        id = item_id(item)
        earlier = self._archive.location_of(id)
        if earlier is not None and earlier[2] == self._run:
            where = _place(item.uri, item.anchor)
            return [Rejected(where, f"its id {id} was already read in this run, at {_place(*earlier[:2])}")]
        self._changes[self._archive.put(item, id, location, self._run)] += 1
        return []

    def _check(self, vanishing: int, before: int) -> None:
        if vanishing > self._limits.withdrawal * before:
            raise WithdrawalError(
                f"{vanishing} of {before} articles are no longer at their sources, more than the limit of "
                f"{self._limits.withdrawal:.0%}; nothing was withdrawn and the index stays as it is. Look at the "
                "sources; if it is meant, run again with --allow-withdrawals"
            )


def _filled(raw: RawArticle, source: Source) -> RawArticle:
    """The item with what the list of sources says of its outlet and language, where it says nothing itself."""
    return replace(raw, source=raw.source or source.outlet, language=raw.language or source.language)


def _is_rejected(uri: str, rejected: list[Rejected]) -> bool:
    """Whether a rejection speaks of this file, so that its older items stay."""
    path = unquote(urlsplit(uri).path)
    return any(
        r.where == path or path.startswith(f"{r.where}/") or r.where.startswith((f"{path}:", f"{path}#"))
        for r in rejected
    )


def _place(uri: str, anchor: str) -> str:
    return f"{uri}#{anchor}" if anchor else uri

"""Ingest: from locations into the archive.

In: locations and an open archive. Out: `Ingested`, what changed and what was rejected. Never here: extraction of
facts, and no withdrawal that was not checked against the limit.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from indexer.archive.archive import Archive
from indexer.archive.items import Change
from indexer.archive.recognition import count_kept, gone, is_kept, meet_again, not_met, twin, unmet
from indexer.fetching.events import Failed, Fetched, Gone, Unchanged
from indexer.model.article import RawArticle, Rejected
from indexer.model.causes import Cause, Failure
from indexer.model.errors import SourceError
from indexer.model.identity import item_id
from indexer.model.source import WEB, Source
from indexer.runs.local_files import LocalFiles

if TYPE_CHECKING:
    from indexer.extract.pages.cutting import Cut


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run read: changes by kind, ids withdrawn at their source, rejected items, what failed, and the locations
    that were asked and found in order."""

    changes: dict[Change, int]
    withdrawn: int
    rejected: tuple[Rejected, ...]
    failures: tuple[Failure, ...]
    in_order: frozenset[str]

    @property
    def failed(self) -> tuple[str, ...]:
        """What failed, for people."""
        return tuple(failure.message for failure in self.failures)


@dataclass(frozen=True, slots=True)
class Origins:
    """Where sources are read: `fetch` reads one that has a URL and raises SourceError, `files` those on disk."""

    fetch: Callable[[Source], Iterator[Fetched]]
    files: LocalFiles


class Ingest:
    """One run's way into the archive. `withdrawal_limit` is the largest share of the live items that one run may
    withdraw; `progress` is called with the number of items met so far, and `signatures` when the first one comes: it
    gives those of the outlets that the gazetteer has."""

    def __init__(
        self,
        archive: Archive,
        origins: Origins,
        withdrawal_limit: float,
        now: datetime,
        progress: Callable[[int], None],
        signatures: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        self._archive = archive
        self._origins = origins
        self._withdrawal_limit = withdrawal_limit
        self._now = now
        self._progress = progress
        self._signatures = signatures
        self._run = archive.next_run()
        self._changes: Counter[Change] = Counter()
        self._rejected: list[Rejected] = []
        self._kept: dict[str, set[str]] = {}
        self._failures: list[Failure] = []
        self._unread: set[str] = set()
        self._gone: set[str] = set()
        self._brought: set[str] = set()

    def read(self, sources: Iterable[Source]) -> Ingested:
        """Archive all sources. A source that cannot be read is named in `failures` and keeps its items; when too much
        would vanish, that stands there too and nothing is withdrawn, until a person decides.
        """
        unseen: list[str] = []
        before = self._archive.count()
        sources = list(sources)
        for source in sources:
            with self._archive.transaction():
                try:
                    unseen += self._read_one(source)
                except SourceError as error:
                    self._unread.add(source.location)
                    self._failures.append(Failure(source.location, str(error), error.cause))
        unseen = self._missing(unseen)
        refusal = self._refusal(len(unseen), before)
        if refusal:
            self._failures.append(Failure("", refusal, Cause.WITHDRAWALS))
            unseen = []  # and no stamp is kept, so that the next run tells it again
        else:
            with self._archive.transaction():
                self._archive.withdraw(unseen, self._now)
                self._origins.files.keep()
        in_order = {source.location for source in sources} - {failure.location for failure in self._failures}
        return Ingested(
            dict(self._changes),
            len(unseen),
            tuple(self._rejected),
            tuple(self._failures),
            frozenset(in_order - self._unread),
        )

    def _missing(self, unseen: list[str]) -> list[str]:
        """The ids that no source has any more, of those that some source lost. What was withdrawn at its URL is missing
        when each source that was read says so, or does not speak of the URL."""
        withdrawn = self._gone - self._brought
        if withdrawn:
            unseen = unseen + gone(self._archive.database, withdrawn, self._unread)
        return not_met(self._archive.database, unseen, self._run) if unseen else []

    def _read_one(self, source: Source) -> list[str]:
        """Archive one source; gives the ids that it no longer has.

        On the web an item is missing only where the document that had it was read again.
        """
        rejected: list[Rejected] = []
        met: set[str] = set()
        location = source.location
        kept = self._kept[location] = set()
        for found in self._find(source):
            if isinstance(found, Rejected):
                rejected.append(found)
            elif isinstance(found, Gone):
                self._gone.add(found.uri)
            elif isinstance(found, Failed):
                self._failures.append(Failure(location, found.message, found.cause))
            elif isinstance(found, Unchanged) and not found.uri:
                self._rejected += self._archive.rejected_at(location)
                self._unread |= {location} if source.url else set()
                return []
            elif isinstance(found, Unchanged) and source.path:
                kept.add(found.uri)
            else:
                met.add(found.uri)
                self._brought |= {found.uri} if source.url else set()
                rejected += self._meet(found, source, location)
        rejected += self._keep(location, kept)
        unseen = unmet(self._archive.database, location, self._run, kept)
        if source.path and unseen and not (met or kept or rejected):
            self._refuse_empty(source, len(unseen))
        self._rejected += rejected
        self._archive.record_rejected(location, rejected, self._now)
        return [id for id, uri in unseen if (source.path or uri in met) and not _is_rejected(uri, rejected)]

    def _keep(self, location: str, uris: set[str]) -> list[Rejected]:
        """Count the items of files that are as they were; gives what is rejected of them."""
        if not uris:
            return []
        self._changes[Change.SAME] += count_kept(self._archive.database, location, uris)
        names = {_name(uri) for uri in uris}
        return [one for one in self._archive.rejected_at(location) if _is_within(one, names)]

    def _refuse_empty(self, source: Source, articles: int) -> None:
        """A folder that lost everything was more likely unmounted than emptied."""
        if self._withdrawal_limit < 1:
            raise SourceError(
                f"source {source.path} is empty; its {articles} articles stay. Look whether it is mounted; if it is "
                "meant, run again with --allow-withdrawals"
            )

    def _find(self, source: Source) -> Iterator[Fetched]:
        return self._origins.fetch(source) if source.url else self._origins.files.read(source)

    def _meet(self, found: RawArticle | Unchanged, source: Source, location: str) -> list[Rejected]:
        """Archive an article, or meet again what a URL brought; gives what is rejected of it."""
        if isinstance(found, Unchanged):
            met = meet_again(self._archive.database, found.uri, location, self._run, self._now)
            self._changes[Change.SAME] += met
            return [one for one in self._archive.rejected_at(location) if _speaks_of(one, found.uri)]
        rejected: list[Rejected] = []
        for item in self._cut(_filled(found, source)).items:
            rejected += self._put(item, location)
            self._progress(sum(self._changes.values()))
        return rejected

    @cached_property
    def _cut(self) -> "Callable[[RawArticle], Cut]":
        """What cuts a page; its tables are loaded when the first item comes."""
        from indexer.extract.pages.cutting import cut

        return partial(cut, signatures=self._signatures())

    def _put(self, item: RawArticle, location: str) -> list[Rejected]:
        if not any(map(str.isalpha, item.title + item.text)):
            return [Rejected(_place(item.uri, item.anchor), "has no words")]
        id = self._id(item, location)
        if self._archive.meet(item, id, location, self._run):
            self._changes[Change.SAME] += 1
            return []
        earlier = self._archive.location_of(id)
        if earlier is not None and self._was_met(id, earlier):
            if earlier[3] != location and earlier[:2] == (item.uri, item.anchor):
                return []  # another source brought the same
            where = _place(item.uri, item.anchor)
            return [Rejected(where, f"its id {id} was already read in this run, at {_place(*earlier[:2])}")]
        self._changes[self._archive.put(item, id, location, self._run)] += 1
        return []

    def _was_met(self, id: str, earlier: tuple[str, str, int, str]) -> bool:
        """Whether this run met the item before, or did not read its file because that is as it was."""
        uri, _, run, location = earlier
        return run == self._run or (uri in self._kept.get(location, ()) and is_kept(self._archive.database, id))

    def _id(self, item: RawArticle, location: str) -> str:
        """The item's id; a feed entry that only has a new identifier keeps the id that it had."""
        id = item_id(item)
        if not item.window or not item.url or self._archive.location_of(id) is not None:
            return id
        return twin(self._archive.database, item, location, self._run) or id

    def _refusal(self, vanishing: int, before: int) -> str:
        """Why nothing is withdrawn, or an empty text."""
        if vanishing <= self._withdrawal_limit * before:
            return ""
        return (
            f"{vanishing} of {before} articles are no longer at their sources, more than the limit of "
            f"{self._withdrawal_limit:.0%}; nothing was withdrawn, and what is new was indexed. Look at the sources; "
            "if it is meant, run again with --allow-withdrawals"
        )


def _filled(raw: RawArticle, source: Source) -> RawArticle:
    """The item with what the list of sources says of its outlet and language, where it says nothing itself."""
    if not source.outlet and not source.language:
        return raw
    return replace(raw, source=raw.source or source.outlet, language=raw.language or source.language)


def _is_rejected(uri: str, rejected: list[Rejected]) -> bool:
    """Whether a rejection speaks of this file or document, so that its older items stay."""
    return any(_speaks_of(one, uri) for one in rejected)


def _speaks_of(rejected: Rejected, uri: str) -> bool:
    name, where = _name(uri), rejected.where
    return where == name or name.startswith(f"{where}/") or where.startswith((f"{name}:", f"{name}#"))


def _is_within(rejected: Rejected, names: set[str]) -> bool:
    """Whether a rejection speaks of one of the files, or of a place in it."""
    where = rejected.where
    ends = [place for place, letter in enumerate(where) if letter in ":#"]
    return any(where[:end] in names for end in (*ends, len(where)))


def _name(uri: str) -> str:
    """A file or document as rejections name it."""
    return uri if uri.startswith(WEB) else unquote(urlsplit(uri).path)


def _place(uri: str, anchor: str) -> str:
    """Where an item stands, for people: the path of a file, or the URL."""
    return f"{_name(uri)}#{anchor}" if anchor else _name(uri)

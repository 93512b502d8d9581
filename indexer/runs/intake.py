"""The intake of items into the archive, in one run.

In: raw articles from sources. Out: the number of items by kind of change, and the rejections.
Never here: a missing item, or the choice of sources; `indexer.runs.ingest` handles both.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from indexer.archive.archive import Archive
from indexer.archive.items import Change
from indexer.archive.recognition import count_kept, is_kept, is_live, mark_seen, twin
from indexer.fence.fence import FenceError, Runner, in_place, reason_of
from indexer.fence.process import Step
from indexer.model.article import RawArticle, Rejected, name_of
from indexer.model.errors import MithaqError
from indexer.model.identity import item_id
from indexer.model.notes import Location, Note, note
from indexer.model.source import Source


class Intake:
    """Archives the items of one run. `progress` is called with the number of items met so far. `signatures` is called
    when the first item comes; it returns the signatures of the outlets in the gazetteer."""

    def __init__(
        self,
        archive: Archive,
        now: datetime,
        progress: Callable[[int], None],
        signatures: Callable[[], Collection[str]] = frozenset,
        run: Runner = in_place,
    ) -> None:
        self.run = archive.next_run()
        self.changes: Counter[Change] = Counter()
        self._archive = archive
        self._now = now
        self._progress = progress
        self._signatures = cache(signatures)
        self._run = run
        #: Location -> the URIs of its unchanged files, which were not read.
        self._kept: dict[str, Collection[str]] = {}
        self._awaited: set[str] = set()

    def expect(self, locations: Iterable[str]) -> None:
        """Note the locations of all sources of this run, before any is read."""
        self._awaited = set(locations)

    def finish(self, location: str) -> None:
        """Note that a source was read whole; what it did not bring is no longer there."""
        self._awaited.discard(location)

    def put(self, found: RawArticle, source: Source) -> list[Rejected]:
        """Archive the items of a file or document; returns their rejections."""
        rejected: list[Rejected] = []
        items = self._cut(_filled(found, source))
        if isinstance(items, Rejected):
            return [items]
        for item in items:
            rejected += self._put_item(item, source.location)
            self._progress(sum(self.changes.values()))
        return rejected

    def meet_document(self, uri: str, location: str) -> list[Rejected]:
        """Mark the items of an unchanged document as met; returns its rejections."""
        self.changes[Change.SAME] += mark_seen(self._archive.file, uri, location, self.run, self._now)
        return [one for one in self._archive.rejected_at(location) if covers(one, uri)]

    def keep_files(self, location: str, uris: Collection[str]) -> None:
        """Note the unchanged files of a location, before its other files are archived."""
        self._kept[location] = uris

    def count_files(self, location: str, uris: Collection[str]) -> list[Rejected]:
        """Count the items of unchanged files; returns the rejections in these files."""
        if not uris:
            return []
        self.changes[Change.SAME] += count_kept(self._archive.file, location, uris)
        return [one for one in self._archive.rejected_at(location) if one.uri in uris]

    def _cut(self, found: RawArticle) -> Collection[RawArticle] | Rejected:
        """The items of a page, or why it cannot be cut."""
        if found.is_one:
            return (found,)
        try:
            items: Collection[RawArticle] | Rejected
            (items,) = self._run(partial(cutting, found, self._signatures()))
        except FenceError as error:
            return _rejected(found, _uncut(error.reason))
        return items

    def _put_item(self, item: RawArticle, location: str) -> list[Rejected]:
        if not any(map(str.isalpha, item.title + item.text)):
            return [_rejected(item, note("has no words"))]
        id = self._id(item, location)
        if self._archive.meet(item, id, location, self.run):
            self.changes[Change.SAME] += 1
            return []
        earlier = self._archive.location_of(id)
        if earlier is not None and self._was_met(id, earlier):
            if earlier[3] != location and earlier[:2] == (item.uri, item.anchor):
                return []  # another source brought the same
            where = Location(name_of(earlier[0]) + _anchor(earlier[1]))
            return [
                _rejected(item, note("its id %(id)s was already read in this run, at %(place)s", id=id, place=where))
            ]
        if earlier is not None and self._is_anothers(item, earlier, location):
            where = Location(name_of(earlier[0]) + _anchor(earlier[1]))
            reason = note("its id %(id)s is that of an article of another source, %(place)s", id=id, place=where)
            return [_rejected(item, reason)]
        self.changes[self._archive.put(item, id, location, self.run)] += 1
        return []

    def _is_anothers(self, item: RawArticle, earlier: tuple[str, str, int, str], location: str) -> bool:
        """Whether the id that an item brings is that of another article, live, of a source that this run has still to
        read, or could not."""
        uri, anchor, _, owner = earlier
        is_other = owner != location and owner in self._awaited and (uri, anchor) != (item.uri, item.anchor)
        return item.id is not None and is_other and is_live(self._archive.file, item.id)

    def _was_met(self, id: str, earlier: tuple[str, str, int, str]) -> bool:
        """Whether this run met the item before, or skipped its file because the file did not change."""
        uri, _, run, location = earlier
        return run == self.run or (uri in self._kept.get(location, ()) and is_kept(self._archive.file, id))

    def _id(self, item: RawArticle, location: str) -> str:
        """The item's id; a feed entry that only has a new identifier keeps its former id."""
        id = item_id(item)
        if not item.window or not item.url or self._archive.location_of(id) is not None:
            return id
        return twin(self._archive.file, item, location, self.run) or id


def covers(rejected: Rejected, uri: str) -> bool:
    """Whether a rejection concerns a file or document, a part of it, or a folder that contains it."""
    return rejected.uri == uri or uri.startswith(f"{rejected.uri}/")


def uncovered(uris: Iterable[tuple[str, str]], rejected: Collection[Rejected]) -> list[str]:
    """The ids of those `(id, uri)` that no rejection covers."""
    refused = {one.uri for one in rejected}
    return [id for id, uri in uris if uri not in refused and not any(covers(one, uri) for one in rejected)]


def cutting(found: RawArticle, signatures: Collection[str]) -> Iterator[Step]:
    """The one step that cuts a page."""
    yield partial(_cut, found, signatures)


def _cut(found: RawArticle, signatures: Collection[str], deaths: tuple[Note, ...]) -> Collection[RawArticle] | Rejected:
    if deaths:
        return _rejected(found, _uncut(deaths[-1]))
    from indexer.extract.pages.cutting import cut  # its tables are loaded when the first page comes

    try:
        return cut(found, signatures).items
    except MithaqError:
        raise  # of the whole run
    except Exception as error:  # noqa: BLE001 - one page, whatever is in it, does not stop the others
        return _rejected(found, _uncut(reason_of(error)))


def _uncut(reason: Note) -> Note:
    return note("cannot be cut: %(reason)s", reason=reason)


def _rejected(item: RawArticle, reason: Note) -> Rejected:
    return Rejected(item.uri, _anchor(item.anchor), reason)


def _anchor(anchor: str) -> str:
    return f"#{anchor}" if anchor else ""


def _filled(raw: RawArticle, source: Source) -> RawArticle:
    """The item, with outlet and language from the list of sources where it has none itself."""
    if not source.outlet and not source.language:
        return raw
    return replace(raw, source=raw.source or source.outlet, language=raw.language or source.language)

"""The stock Whoosh engine: plain Whoosh 2.7.4 behind the port, and the oracle of every other engine.

In: analysed articles. Out: a Whoosh index in a stamped directory. Never here: a schema unpickled from an index, or a
change to a file of `base` (Whoosh writes new files and deletes old names; linked files stay what they are).
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from indexer.engines.port.port import AnalysedArticle
from indexer.engines.port.stamp import (
    REBUILD,
    IndexStamp,
    alteration,
    altered_files,
    link,
    read_stamp,
    require_empty,
    seal,
)
from indexer.engines.stock.capabilities import WHOOSH
from indexer.engines.stock.snapshot import WhooshSnapshot
from indexer.engines.whoosh.parts import index, writing
from indexer.engines.whoosh.schema import document, make_schema
from indexer.fence.fence import FenceError
from indexer.model.errors import EngineError
from indexer.model.notes import N_, Note, note
from indexer.model.schema import ID

LOCK_SUFFIX = "LOCK"


class WhooshEngine:
    """Indexes that stock Whoosh writes and reads."""

    capabilities = WHOOSH

    def write(
        self,
        directory: Path,
        articles: Iterable[AnalysedArticle],
        *,
        base: Path | None = None,
        deleted: Iterable[str] = (),
    ) -> int:
        """Write an index into an empty directory; see the port."""
        old = self._start(directory, base)
        try:
            return self._fill(directory, articles, deleted, old)
        except (OSError, FenceError, index.LockError, writing.IndexingError) as error:
            raise EngineError(
                note("index %(directory)s cannot be written: %(fault)s", directory=directory, fault=error)
            ) from error

    def open(self, directory: Path) -> WhooshSnapshot:
        """Open for reading; see the port."""
        read_stamp(directory, self.capabilities)
        try:
            return WhooshSnapshot(_open(directory).reader())
        except Exception as error:
            raise EngineError(
                note("index %(directory)s cannot be opened: %(fault)s", directory=directory, fault=repr(error)), REBUILD
            ) from error

    def verify(self, directory: Path) -> list[Note]:
        """Faults of the files and of their content; see the port."""
        try:
            stamp = read_stamp(directory, self.capabilities)
        except EngineError as error:
            return [error.message]
        altered = [alteration(path) for path in altered_files(directory, stamp)]
        return altered or self._content_faults(directory)

    def _start(self, directory: Path, base: Path | None) -> IndexStamp | None:
        require_empty(directory)
        if base is None:
            index.create_in(str(directory), make_schema())
            return None
        stamp = read_stamp(base, self.capabilities)
        for name in stamp.files:
            link(base / name, directory / name)
        return stamp

    def _fill(
        self, directory: Path, articles: Iterable[AnalysedArticle], deleted: Iterable[str], old: IndexStamp | None
    ) -> int:
        opened = _open(directory)
        live = _live(opened)
        writer = opened.writer()
        try:
            for name in deleted:
                _delete(writer, live, name)
            for analysed in articles:
                _delete(writer, live, analysed.article.id)
                live[analysed.article.id] = (writer.newsegment, writer.docnum)
                writer.add_document(**document(analysed))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        for lock in directory.glob(f"*{LOCK_SUFFIX}"):
            lock.unlink()
        seal(directory, self.capabilities, old)
        return len(live)

    def _content_faults(self, directory: Path) -> list[Note]:
        snapshot = self.open(directory)
        try:
            names = list(snapshot.ids())
            found = len(snapshot.articles(names))
        except Exception as error:  # noqa: BLE001 - damaged pickles raise anything
            return [note("%(directory)s: reading it fails with %(fault)s", directory=directory, fault=repr(error))]
        finally:
            snapshot.close()
        if found == len(names):
            return []
        template = N_("%(directory)s: ids: %(ids)s, but stored articles: %(articles)s")
        return [note(template, directory=directory, ids=len(names), articles=found)]


def _open(directory: Path) -> Any:
    return index.open_dir(str(directory), schema=make_schema())


def _live(opened: Any) -> dict[str, tuple[Any, int]]:
    """Id -> (segment, document number in it) of every live document."""
    reader = opened.reader()
    found: dict[str, tuple[Any, int]] = {}
    try:
        for leaf, _ in reader.leaf_readers():
            if not leaf.doc_count_all():
                continue
            names = list(leaf.column_reader(ID))
            segment = leaf.segment()
            found |= {names[number]: (segment, number) for number in leaf.all_doc_ids()}
    finally:
        if hasattr(reader, "is_closed"):
            reader.close()
    return found


def _delete(writer: Any, live: dict[str, tuple[Any, int]], name: str) -> None:
    found = live.pop(name, None)
    if found is None:
        return
    segment, number = found
    for own in (*writer.segments, writer.newsegment):
        if own.segment_id() == segment.segment_id():
            own.delete_document(number)

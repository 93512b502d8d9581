"""Sources on disk: only files that changed since they were last read are read again.

In: a source with a path. Out: events for `indexer/runs/ingest.py`: articles, rejections, unchanged files. Never here:
trust in a file whose stamp proves nothing, or a stamp kept before its articles are archived.
"""

from collections.abc import Iterator
from datetime import datetime

from indexer.archive.archive_file import ArchiveFile
from indexer.extract.version import EXTRACTION_VERSION
from indexer.fence.fence import Runner, in_place
from indexer.model.source import Source
from indexer.sources.events import Event, FileUnchanged, SourceUnchanged
from indexer.sources.location import FileFound, read_files, scan

SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    location TEXT NOT NULL, uri TEXT NOT NULL, stamp TEXT NOT NULL, PRIMARY KEY (location, uri)
) WITHOUT ROWID;
"""


class LocalFiles:
    """Reads sources on disk in one run, in the process of `run`; with `everything` no stamp is trusted."""

    def __init__(
        self, file: ArchiveFile, *, max_bytes: int, now: datetime, everything: bool, run: Runner = in_place
    ) -> None:
        self._file = file
        self._run = run
        self._file.make_tables(SCHEMA)
        self._max_bytes = max_bytes
        self._now = now
        self._everything = everything
        self._stamps: dict[str, dict[str, str]] = {}

    def read(self, source: Source) -> Iterator[Event]:
        """The events of the source; `SourceUnchanged` alone when nothing in it changed. Raises SourceError."""
        known = {} if self._everything else self._known(source.location)
        found = list(scan(source.path))
        stamps = {file.uri: self._stamp(file, source) for file in found if isinstance(file, FileFound)}
        if known and known == stamps and len(stamps) == len(found):
            yield SourceUnchanged()
            return
        same = {uri for uri, stamp in stamps.items() if known.get(uri) == stamp}
        yield from (FileUnchanged(uri) for uri in sorted(same))
        changed = [file for file in found if not (isinstance(file, FileFound) and file.uri in same)]
        yield from read_files(changed, max_bytes=self._max_bytes, now=self._now, run=self._run)
        self._stamps[source.location] = {uri: stamp for uri, stamp in stamps.items() if stamp}

    def keep(self) -> None:
        """Keep the stamps of all sources that were read to their end, within the archive's transaction."""
        for location, stamps in self._stamps.items():
            self._file.execute("DELETE FROM files WHERE location = ?", (location,))
            rows = [(location, uri, stamp) for uri, stamp in stamps.items()]
            self._file.executemany("INSERT INTO files VALUES (?, ?, ?)", rows)

    def _known(self, location: str) -> dict[str, str]:
        rows = self._file.execute("SELECT uri, stamp FROM files WHERE location = ?", (location,))
        return {row["uri"]: row["stamp"] for row in rows}

    def _stamp(self, file: FileFound, source: Source) -> str:
        """The file's stamp with everything else that decides how it is read; "" proves nothing."""
        if not file.stamp:
            return ""
        reading = (EXTRACTION_VERSION, self._max_bytes, source.outlet or "", source.language or "")
        return "|".join((file.stamp, *map(str, reading)))


def forget_rejected(file: ArchiveFile) -> int:
    """Forget the stamps of files that have rejections, so that the next run reads them again; gives their number."""
    file.make_tables(SCHEMA)
    return file.execute(
        "DELETE FROM files WHERE EXISTS (SELECT * FROM rejected"
        " WHERE rejected.location = files.location AND rejected.uri = files.uri)"
    ).rowcount

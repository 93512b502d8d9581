"""Sources on disk: only the files that changed since they were last read are read again.

In: a source with a path. Out: what `indexer/runs/ingest.py` archives: articles, rejections, and files that are as they
were. Never here: trusting a file whose stamp proves nothing, or a stamp kept before what it vouches for is archived.
"""

from collections.abc import Iterator
from datetime import datetime

from indexer.archive.archive_file import ArchiveFile
from indexer.extract.version import EXTRACTION_VERSION
from indexer.model.source import Source
from indexer.sources.events import Event, FileUnchanged, SourceUnchanged
from indexer.sources.location import FileFound, read_files, scan

SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    location TEXT NOT NULL, uri TEXT NOT NULL, stamp TEXT NOT NULL, PRIMARY KEY (location, uri)
) WITHOUT ROWID;
"""


class LocalFiles:
    """Reads sources on disk in one run; with `everything` no stamp is trusted."""

    def __init__(self, file: ArchiveFile, *, max_bytes: int, now: datetime, everything: bool) -> None:
        self._file = file
        self._file.make_tables(SCHEMA)
        self._max_bytes = max_bytes
        self._now = now
        self._everything = everything
        self._stamps: dict[str, dict[str, str]] = {}

    def read(self, source: Source) -> Iterator[Event]:
        """What the source has; `SourceUnchanged` alone when all of it is as it was. Raises SourceError."""
        known = {} if self._everything else self._known(source.location)
        found = list(scan(source.path))
        stamps = {file.uri: self._stamp(file, source) for file in found if isinstance(file, FileFound)}
        if known and known == stamps and len(stamps) == len(found):
            yield SourceUnchanged()
            return
        same = {uri for uri, stamp in stamps.items() if stamp and known.get(uri) == stamp}
        yield from (FileUnchanged(uri) for uri in sorted(same))
        changed = [file for file in found if not (isinstance(file, FileFound) and file.uri in same)]
        yield from read_files(changed, max_bytes=self._max_bytes, now=self._now)
        self._stamps[source.location] = {uri: stamp for uri, stamp in stamps.items() if stamp}

    def keep(self) -> None:
        """Remember the stamps of all sources that were read to their end; belongs to the archive's transaction."""
        for location, stamps in self._stamps.items():
            self._file.execute("DELETE FROM files WHERE location = ?", (location,))
            rows = [(location, uri, stamp) for uri, stamp in stamps.items()]
            self._file.executemany("INSERT INTO files VALUES (?, ?, ?)", rows)

    def _known(self, location: str) -> dict[str, str]:
        rows = self._file.execute("SELECT uri, stamp FROM files WHERE location = ?", (location,))
        return {row["uri"]: row["stamp"] for row in rows}

    def _stamp(self, file: FileFound, source: Source) -> str:
        """The file's stamp with all else that decides how it is read."""
        if not file.stamp:
            return ""
        reading = (EXTRACTION_VERSION, self._max_bytes, source.outlet or "", source.language or "")
        return "|".join((file.stamp, *map(str, reading)))

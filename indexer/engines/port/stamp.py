"""The stamp of an index directory: which engine and version wrote it, and every file with its size and checksum.

In: a directory that an engine has finished writing. Out: `engine.json` in it, or the faults found against one.
Never here: a stamp on a directory that is not complete; the stamp is written last, in one rename.
"""

import json
import os
import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path

from indexer.engines.port.port import Capabilities
from indexer.model.errors import EngineError
from indexer.model.files import sync
from indexer.model.notes import Note, note, run

STAMP = "engine.json"
BLOCK_BYTES = 1024 * 1024
REBUILD = run("python -m indexer reindex --full")


@dataclass(frozen=True, slots=True)
class FileStamp:
    """Size in bytes and CRC-32 of a file."""

    size: int
    crc32: int


@dataclass(frozen=True, slots=True)
class IndexStamp:
    """The engine and version that wrote a directory, and its files."""

    engine: str
    version: int
    files: dict[str, FileStamp]


def require_empty(directory: Path) -> None:
    """Raise EngineError when a directory is not empty, and so cannot take an index."""
    if any(directory.iterdir()):
        raise EngineError(
            note("%(directory)s is not empty; an index is only written into an empty directory", directory=directory)
        )


def seal(directory: Path, capabilities: Capabilities, base: IndexStamp | None = None) -> None:
    """Bring every file to the disk and stamp the directory as complete.

    Files that `base` lists under the same name and size were linked from it and are not read again.
    """
    known = base.files if base else {}
    files = {path.name: _measure(path, known.get(path.name)) for path in sorted(directory.iterdir())}
    content = {
        "engine": capabilities.name,
        "version": capabilities.version,
        "files": {name: [stamp.size, stamp.crc32] for name, stamp in files.items()},
    }
    draft = directory / f"{STAMP}.new"
    with draft.open("w", encoding="utf-8") as stream:
        json.dump(content, stream, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(directory / STAMP)
    sync(directory)


def read_stamp(directory: Path, capabilities: Capabilities) -> IndexStamp:
    """The stamp of a complete directory of this engine and version.

    Raises EngineError when there is none, when another engine or version wrote it, or when a file is missing or has
    another size than it was written with.
    """
    stamp = _load(directory)
    if (stamp.engine, stamp.version) != (capabilities.name, capabilities.version):
        raise EngineError(
            note(
                "index %(directory)s was built by engine %(engine)s v%(version)s, this code reads "
                "%(read_engine)s v%(read_version)s",
                directory=directory,
                engine=stamp.engine,
                version=stamp.version,
                read_engine=capabilities.name,
                read_version=capabilities.version,
            ),
            REBUILD,
        )
    for name, file in stamp.files.items():
        fault = _size_fault(directory / name, file)
        if fault is not None:
            raise EngineError(
                note("index %(directory)s is damaged: %(fault)s", directory=directory, fault=fault), REBUILD
            )
    return stamp


def altered_files(directory: Path, stamp: IndexStamp) -> list[Path]:
    """The files whose content was altered; reads everything."""
    return [directory / name for name, file in stamp.files.items() if _crc32(directory / name) != file.crc32]


def alteration(path: Path) -> Note:
    """The note on an altered file."""
    return note("%(path)s: its content was altered (CRC-32 differs from %(stamp)s)", path=path, stamp=STAMP)


def link(source: Path, target: Path) -> None:
    """The same file under a second name; a copy where the file system cannot link."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _load(directory: Path) -> IndexStamp:
    path = directory / STAMP
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        files = {name: FileStamp(size, crc32) for name, (size, crc32) in content["files"].items()}
        return IndexStamp(str(content["engine"]), int(content["version"]), files)
    except FileNotFoundError as error:
        raise EngineError(
            note("%(directory)s holds no complete index (%(stamp)s is missing)", directory=directory, stamp=STAMP),
            REBUILD,
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EngineError(note("%(path)s cannot be read: %(fault)s", path=path, fault=error), REBUILD) from error


def _size_fault(path: Path, expected: FileStamp) -> Note | None:
    try:
        size = path.stat().st_size
    except OSError:
        return note("%(name)s is missing", name=path.name)
    if size == expected.size:
        return None
    return note(
        "%(name)s has %(size)s bytes instead of %(expected)s", name=path.name, size=size, expected=expected.size
    )


def _measure(path: Path, known: FileStamp | None) -> FileStamp:
    size = path.stat().st_size
    if known is not None and known.size == size:
        return known
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
    return FileStamp(size, _crc32(path))


def _crc32(path: Path) -> int:
    checksum = 0
    with path.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            checksum = zlib.crc32(block, checksum)
    return checksum

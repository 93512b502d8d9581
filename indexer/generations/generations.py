"""Index generations: immutable directories, and the one file that names the generation being served.

In: a finished build directory and its manifest. Out: `Generation`. Never here: a write into a published generation, or
a `CURRENT` that names a damaged one.

    data/CURRENT                 "gen-000007"
    data/gen-000007/manifest.json, lexicon.txt, concepts.json, translations.sqlite, stories.json, similar.bin, index/
    data/building-*/             a build in progress, or one that died; the next run removes it
"""

import fcntl
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_origin

from indexer.model.cluster import ClusterSettings
from indexer.model.errors import GenerationError, NoIndexError
from indexer.model.files import sync, write_whole
from indexer.model.notes import Note, note

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
LEXICON = "lexicon.txt"
CONCEPTS = "concepts.json"
TRANSLATIONS = "translations.sqlite"
SIMILAR = "similar.bin"
INDEX = "index"
BUILDING = "building-"
NAME = re.compile(r"gen-(\d{6,})", re.ASCII)
RESTORE = note("run: python -m indexer rollback, or python -m indexer reindex --full")
#: Bytes of `CURRENT` that are read; no name of a generation is longer.
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Manifest:
    """The inputs of a generation: versions, counts, and the checksum of each of its files.

    `archive` and `sequence` name the state of the archive that it shows. `stories` is the version of the rules that
    made its stories, `similar` that of those that marked its articles, `glossary` that of the table by which queries
    are expanded, `translations` that of the lexicon. `attested` is the number of articles that its vocabulary was taken
    from, `characters` the length up to which it holds an article. `created` is ISO 8601
    in UTC. `checksums` maps a path relative to the generation to its SHA-256 in hex.
    """

    name: str
    created: str
    engine: str
    engine_version: int
    schema: int
    analysis: str
    gazetteers: str
    extraction: int
    archive: str
    sequence: int
    articles: int
    reason: str
    stories: str = ""
    similar: str = ""
    glossary: str = ""
    translations: str = ""
    attested: int = 0
    characters: int = 0
    checksums: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation: its files, and the way to its index."""

    name: str
    directory: Path
    manifest: Manifest
    #: The cluster that holds the documents of its index; None for an index in its directory.
    cluster: ClusterSettings | None = None

    @property
    def index(self) -> Path:
        """The engine's own directory."""
        return self.directory / INDEX

    @property
    def lexicon(self) -> Path:
        """The vocabulary that this generation was analysed with."""
        return self.directory / LEXICON

    @contextmanager
    def held(self) -> Iterator[None]:
        """Inside this block, `prune` does not remove the generation. The lock dies with its process."""
        with (self.directory / MANIFEST).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            yield


class Generations:
    """The generations of one data directory."""

    #: The cluster that their indexes are on; None for indexes in the data directory.
    cluster: ClusterSettings | None = None

    def __init__(self, data: Path) -> None:
        self.data = data

    def current(self) -> Generation | None:
        """The generation being served, or None before the first. Raises GenerationError for a damaged one."""
        name = self.current_name()
        return None if name is None else self.named(name)

    def named(self, name: str) -> Generation:
        """The generation that `CURRENT` names by this. Raises GenerationError when it is no name, or it is damaged."""
        if not NAME.fullmatch(name):
            raise GenerationError(
                note("%(current)s: '%(name)s' names no generation", current=self.data / CURRENT, name=name), RESTORE
            )
        return self.read(name)

    def read(self, name: str) -> Generation:
        """The generation of that name. Raises GenerationError when its manifest is missing or damaged."""
        return self.read_from(name, self.data / name)

    def read_from(self, name: str, directory: Path) -> Generation:
        """The generation in a directory. Raises GenerationError when its manifest is missing or damaged."""
        try:
            values: dict[str, Any] = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
            return Generation(name, directory, _manifest(values))
        except (OSError, ValueError, TypeError, RecursionError) as error:
            raise GenerationError(
                note("%(manifest)s: cannot be read (%(fault)s)", manifest=directory / MANIFEST, fault=error), RESTORE
            ) from error

    def status_folder(self) -> Path:
        """The folder of the file in which runs leave their status."""
        return self.data

    def share_status(self, _name: str) -> None:
        """Let all who serve see the status file of that name; where they share the folder there is nothing to do."""

    def none_yet(self) -> NoIndexError:
        """The error where no generation is served."""
        return NoIndexError.at(self.data)

    def names(self) -> list[str]:
        """Names of all published generations, oldest first."""
        found = (entry.name for entry in self.data.glob("gen-*") if NAME.fullmatch(entry.name))
        return sorted(found, key=number_of)

    def new_build(self) -> Path:
        """A fresh directory to build in, on the same file system as the generations."""
        return Path(tempfile.mkdtemp(prefix=BUILDING, dir=self.data))

    def publish(self, build: Path, manifest: Manifest, base: Generation | None = None) -> Generation:
        """Give a finished build its name and its manifest; it is not served before `serve`.

        Files that the build shares with `base` by hard links keep the checksums that they have there.
        """
        name = f"gen-{max(map(number_of, self.names()), default=0) + 1:06d}"
        manifest = replace(manifest, name=name, checksums=checksums(build, base))
        for path in build.rglob("*"):
            sync(path)
        write_whole(build / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        build.chmod(0o755)
        build.rename(self.data / name)
        sync(self.data)
        return Generation(name, self.data / name, manifest)

    def serve(self, name: str) -> None:
        """Make a published generation the one that requests see, in one step."""
        write_whole(self.data / CURRENT, name + "\n")

    def previous(self) -> str | None:
        """Name of the newest generation older than the served one, or of the newest of all when `CURRENT` names none;
        None when there is none."""
        current = self.current_name() or ""
        names = self.names()
        if NAME.fullmatch(current):
            names = [name for name in names if number_of(name) < number_of(current)]
        return names[-1] if names else None

    def current_name(self) -> str | None:
        """The content of `CURRENT` in printable characters, whatever it names; None when there is no such file. Raises
        GenerationError when it cannot be read."""
        path = self.data / CURRENT
        try:
            return repr(path.read_bytes().strip()[:LONGEST_NAME])[len("b'") : -1]
        except FileNotFoundError:
            return None
        except OSError as error:
            raise GenerationError(
                note("%(path)s: cannot be read (%(fault)s)", path=path, fault=error.strerror), RESTORE
            ) from error

    def remove_unfinished(self) -> list[str]:
        """Remove builds that died. Only for the holder of the run lock."""
        dead = [entry.name for entry in self.data.glob(BUILDING + "*")]
        for name in dead:
            shutil.rmtree(self.data / name, ignore_errors=True)
        return dead

    def prune(self, keep: int) -> list[str]:
        """Remove all generations except the newest `keep`, the served one and those that a reader holds."""
        spare = [name for name in self.names()[:-keep] if name != self.current_name()]
        return [name for name in spare if self._remove_unheld(name)]

    def _remove_unheld(self, name: str) -> bool:
        directory = self.data / name
        try:
            with (directory / MANIFEST).open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(directory)
        except BlockingIOError:
            return False
        except FileNotFoundError:
            shutil.rmtree(directory, ignore_errors=True)
        return True


def _manifest(values: dict[str, Any]) -> Manifest:
    """The manifest with these values. Raises TypeError for an unknown name or a wrong type."""
    manifest = Manifest(**values)
    for one in fields(manifest):
        kind = get_origin(one.type) or one.type
        if isinstance(kind, type) and not isinstance(getattr(manifest, one.name), kind):
            raise TypeError(f"{one.name} is no {kind.__name__}")
    return manifest


def number_of(name: str) -> int:
    """The number in the name of a generation."""
    return int(name.removeprefix("gen-"))


def faults(generation: Generation) -> list[Note]:
    """Files of a generation that are missing or differ from their checksums, as notes; empty when whole."""
    found = checksums(generation.directory)
    wanted = generation.manifest.checksums
    missing = [
        note("%(path)s: is missing", path=generation.directory / path) for path in sorted(wanted.keys() - found.keys())
    ]
    changed = [
        note("%(path)s: is not as it was written (checksum differs)", path=generation.directory / path)
        for path in sorted(wanted.keys() & found.keys())
        if wanted[path] != found[path]
    ]
    return missing + changed


def checksums(directory: Path, base: Generation | None = None) -> dict[str, str]:
    """SHA-256 in hex of every file of a generation except its manifest, by relative path. Files shared with `base` by
    hard links keep the checksums that they have there."""
    files = sorted(path for path in directory.rglob("*") if path.is_file() and path.name != MANIFEST)
    names = {path.relative_to(directory).as_posix(): path for path in files}
    return {name: _known(base, name, path) or checksum(path) for name, path in names.items()}


def _known(base: Generation | None, name: str, path: Path) -> str | None:
    """The checksum that a hard-linked file has in `base`, or None."""
    if base is None or name not in base.manifest.checksums or not (base.directory / name).exists():
        return None
    return base.manifest.checksums[name] if (base.directory / name).samefile(path) else None


def checksum(path: Path) -> str:
    """SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

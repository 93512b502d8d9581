"""Generations on a cluster: an index of articles each, one of the files beside it, and the alias of the served one.

In: a finished build directory and its manifest. Out: `Generation`, whose directory is a copy of the files. Never here:
a change to a generation that was published, or to an index or an alias that this program did not make.

    mithaq-index-9f0c5e12ab34    the articles of a generation
    mithaq-gen-000007            its other files: manifest, lexicon, concepts, stories, vocabulary
    mithaq                       the alias of the generation being served

So every process on every machine serves the same generation, with or without a data directory.
"""

import json
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from indexer.engines.opensearch.address import Address
from indexer.engines.opensearch.cluster import Cluster
from indexer.engines.opensearch.engine import INDEX_NAME
from indexer.generations.generations import (
    BUILDING,
    INDEX,
    MANIFEST,
    Generation,
    Generations,
    Manifest,
    checksums,
    faults,
    number_of,
)
from indexer.generations.parcels import PARTS, fetch, make, send
from indexer.generations.parcels import seal as seal_files
from indexer.model.cluster import ClusterSettings
from indexer.model.errors import EngineError, GenerationError, NoIndexError, PartialError, is_unanswered
from indexer.model.files import write_whole
from indexer.model.notes import in_a_row, note, run

#: The folder of a data directory where copies of the files are kept.
COPIES = "cluster"
#: The end of the name of the index that holds the status of the last runs, and the folder of its copy.
STATUSES = "status"
WHOLE, ARTICLES, IDENTITY = "whole", "articles", "identity"
PRIVATE = 0o700
#: A copy in progress; one that was begun so long ago is no longer.
COPYING, DEAD_SECONDS = "copying-", 3600.0
#: The cluster has so long to copy the parts of a new generation to other nodes.
COPIED_SECONDS = 60


@dataclass(frozen=True, slots=True)
class _Known:
    """What the alias named, and until when (of the clock) that is believed."""

    name: str | None
    until: float


class ClusterGenerations(Generations):
    """The generations of one project on one cluster. Files are copied into the data directory, or into a folder for
    temporary files where there is none."""

    def __init__(
        self,
        data: Path,
        settings: ClusterSettings,
        polled_seconds: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(data)
        self.cluster = settings
        self._prefix = settings.prefix
        self._cluster = Cluster(settings)
        self._polled_seconds = polled_seconds
        self._clock = clock
        self._known: _Known | None = None
        self._status_until = 0.0

    @property
    def _reading(self) -> dict[str, str]:
        """A process that only serves asks any node for what it knows; while a cluster elects its manager, no other
        answer comes. A run asks the manager, who knows it first."""
        return {"local": "true"} if self._polled_seconds else {}

    @property
    def where(self) -> str:
        """The alias and the cluster, for messages."""
        return f"{self._prefix} ({', '.join(self._cluster.settings.urls)})"

    def current_name(self) -> str | None:
        """The generation that the alias names; None when there is no such alias."""
        known = self._known
        if known is not None and self._clock() < known.until:
            return known.name
        try:
            name = self._aliased()
        except GenerationError as error:
            if known is None or not self._polled_seconds or not is_unanswered(error):
                raise
            name = known.name  # whether the cluster answers, a page's own searches say
        self._known = _Known(name, self._clock() + self._polled_seconds)
        return name

    def read(self, name: str) -> Generation:
        """The generation of that name, copied from the cluster unless the copy is there."""
        about = self._about().get(name)
        if about is None:
            raise self._fault(note("there is no generation %(name)s", name=name))
        directory = self._copies() / f"{name}-{about[IDENTITY]}"
        if not directory.is_dir():
            self._copy(name, about[PARTS], directory)
        found = self.read_from(name, directory)
        return replace(found, cluster=self.cluster)

    def names(self) -> list[str]:
        """Names of all published generations, oldest first."""
        return sorted(self._about(), key=number_of)

    def new_build(self) -> Path:
        """A fresh directory to build in."""
        return Path(tempfile.mkdtemp(prefix=BUILDING, dir=self._copies()))

    def publish(self, build: Path, manifest: Manifest, base: Generation | None = None) -> Generation:
        """Store the files of a finished build beside its index; it is not served before `serve`."""
        taken = [self._short(name) for name in self._cluster.ours(f"{self._prefix}-gen-*")]
        name = f"gen-{max(map(number_of, taken), default=0) + 1:06d}"
        manifest = replace(manifest, name=name, checksums=checksums(build, base))
        write_whole(build / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        index = f"{self._prefix}-{name}"
        make(self._cluster, index)
        parts = send(self._cluster, index, build)
        said = {WHOLE: True, PARTS: parts, ARTICLES: Address.load(build / INDEX).index, IDENTITY: build.name[-8:]}
        seal_files(self._cluster, index, said)
        directory = self._copies() / f"{name}-{said[IDENTITY]}"
        build.rename(directory)
        return Generation(name, directory, manifest, self.cluster)

    def serve(self, name: str) -> None:
        """Let the alias name a published generation, in one step. A node may be lost just then: the parts of the
        generation are copied before, unless there are too few nodes for that. Raises PartialError when a part was lost
        with its node before it was copied."""
        self._await_copies(name)
        served = self._aliased()
        alias = self._prefix
        remove = [{"remove": {"index": f"{alias}-{served}", "alias": alias}}] if served and served != name else []
        add = {"add": {"index": f"{alias}-{name}", "alias": alias}}
        self._cluster.work("POST", "/_aliases", {"actions": [*remove, add]})
        self._known = None

    def remove_unfinished(self) -> list[str]:
        """Remove builds that died, here and on the cluster. Only for the holder of the run lock."""
        dead = [path.name for path in self._copies().glob(BUILDING + "*")]
        for name in dead:
            shutil.rmtree(self._copies() / name, ignore_errors=True)
        files = self._cluster.ours(f"{self._prefix}-gen-*")
        unsealed = [index for index, about in files.items() if not about.get(WHOLE)]
        used = {about.get(ARTICLES) for about in files.values()}
        lost = [index for index in self._cluster.ours(f"{self._prefix}{INDEX_NAME}*") if index not in used]
        return dead + [index for index in (*unsealed, *lost) if self._cluster.remove(index)]

    def prune(self, keep: int) -> list[str]:
        """Remove all generations except the newest `keep` and the served one."""
        served, about = self.current_name(), self._about()
        spare = [name for name in sorted(about, key=number_of)[:-keep] if name != served]
        for name in spare:
            self._cluster.remove(f"{self._prefix}-{name}")
            self._cluster.remove(about[name][ARTICLES])
        self._forget_copies()
        return spare

    def status_folder(self) -> Path:
        """The folder of the file in which runs leave their status: a copy of what the last one shared."""
        folder = self._copies() / STATUSES
        if self._clock() < self._status_until:
            return folder
        index = f"{self._prefix}-{STATUSES}"
        with suppress(EngineError):  # what was copied before is better than nothing
            about = self._cluster.ours(index, **self._reading).get(index, {})
            with tempfile.TemporaryDirectory(prefix=COPYING, dir=self._copies()) as draft:
                fetch(self._cluster, index, about.get(PARTS, {}), Path(draft))
                folder.mkdir(exist_ok=True)
                for path in Path(draft).iterdir():
                    path.replace(folder / path.name)
            self._status_until = self._clock() + self._polled_seconds
        return folder

    def share_status(self, name: str) -> None:
        """Store the status file of that name on the cluster."""
        index = f"{self._prefix}-{STATUSES}"
        if index not in self._cluster.ours(index):
            make(self._cluster, index)
        with tempfile.TemporaryDirectory(prefix=COPYING, dir=self._copies()) as folder:
            shutil.copy(self.data / name, folder)
            seal_files(self._cluster, index, {PARTS: send(self._cluster, index, Path(folder))})

    def none_yet(self) -> NoIndexError:
        """The error where no generation is served."""
        return NoIndexError(note("%(data)s: there is no index yet", data=self.where), run("python -m indexer reindex"))

    def _await_copies(self, name: str) -> None:
        """Wait until each part of a generation has its copies, at most COPIED_SECONDS. Raises PartialError when some
        part has not even one."""
        about = self._about().get(name, {})
        indexes = ",".join(filter(None, (f"{self._prefix}-{name}", about.get(ARTICLES))))
        waiting = {"wait_for_status": "green", "timeout": f"{COPIED_SECONDS}s"}
        with suppress(EngineError):  # the time is over
            self._cluster.work("GET", f"/_cluster/health/{indexes}", **waiting)
        if self._cluster.is_red(indexes):
            raise PartialError

    def _aliased(self) -> str | None:
        """The generation that the alias names now. Raises GenerationError for an alias that is not ours."""
        alias = self._prefix
        try:
            found = self._cluster.found(f"/_alias/{alias}", **self._reading)
            if found is None:
                if self._cluster.found(f"/{alias}", **self._reading) is not None:
                    raise self._foreign(alias)
                return None
            ours = self._cluster.ours(f"{alias}-gen-*", **self._reading)
        except EngineError as error:
            raise GenerationError(error.note, error.advice) from error
        foreign = sorted(set(found) - set(ours))
        if foreign or len(found) > 1:
            raise self._foreign(", ".join(foreign or sorted(found)))
        return self._short(next(iter(found)))

    def _foreign(self, indexes: str) -> GenerationError:
        """The error for a name that somebody else uses."""
        return GenerationError(
            note(
                "MITHAQ_OPENSEARCH_PREFIX: %(where)s leads to %(indexes)s, which this program did not make",
                where=self.where,
                indexes=indexes,
            ),
            note("set it to a name that nobody else uses on this cluster"),
        )

    def _fault(self, fault: Any) -> GenerationError:
        said = note("MITHAQ_OPENSEARCH_URL: %(where)s: %(fault)s", where=self.where, fault=fault)
        return GenerationError(said, run("python -m indexer rollback, or python -m indexer reindex --full"))

    def _about(self) -> dict[str, dict[str, Any]]:
        """The published generations, each with what its index of files says."""
        try:
            found = self._cluster.ours(f"{self._prefix}-gen-*", **self._reading)
        except EngineError as error:
            raise GenerationError(error.note, error.advice) from error
        whole = {self._short(index): about for index, about in found.items() if about.get(WHOLE)}
        return {name: about for name, about in whole.items() if re.fullmatch(r"gen-\d{6,}", name, re.ASCII)}

    def _short(self, index: str) -> str:
        return index.removeprefix(f"{self._prefix}-")

    def _copies(self) -> Path:
        """The folder of the copies, which nobody else can read."""
        if self.data.is_dir():
            (self.data / COPIES).mkdir(mode=PRIVATE, exist_ok=True)
            return self.data / COPIES
        folder = Path(tempfile.gettempdir()) / f"mithaq-{os.getuid()}-{self._prefix}"
        folder.mkdir(mode=PRIVATE, exist_ok=True)
        found = folder.lstat()
        if found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) != PRIVATE or not stat.S_ISDIR(found.st_mode):
            raise self._fault(note("%(folder)s belongs to somebody else", folder=folder))
        return folder

    def _copy(self, name: str, parts: dict[str, int], directory: Path) -> None:
        """Copy the files of a generation. Raises GenerationError when one is not as it was written."""
        draft = Path(tempfile.mkdtemp(prefix=COPYING, dir=directory.parent))
        try:
            fetch(self._cluster, f"{self._prefix}-{name}", parts, draft)
            found = faults(self.read_from(name, draft))
            if found:
                raise self._fault(in_a_row(found))
            with suppress(OSError):  # another process was faster
                draft.rename(directory)
        except (EngineError, LookupError, ValueError) as error:
            raise self._fault(note("%(name)s cannot be read: %(fault)s", name=name, fault=error)) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        self._forget_copies()

    def _forget_copies(self) -> None:
        """Remove the copies of generations that are no longer there, and what copies that died left."""
        kept = {f"{name}-{about[IDENTITY]}" for name, about in self._about().items()}
        for path in self._copies().glob("gen-*"):
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)
        for path in self._copies().glob(f"{COPYING}*"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > DEAD_SECONDS:
                    shutil.rmtree(path, ignore_errors=True)

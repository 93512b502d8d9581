"""The OpenSearch engine behind the port.

In: analysed articles. Out: an index on the cluster, and a stamped directory with its address and its vocabulary. Never
here: a change to the index of `base`; it is cloned, which shares its files, and the clone is written to.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from indexer.engines.opensearch.address import Address, described
from indexer.engines.opensearch.capabilities import OPENSEARCH
from indexer.engines.opensearch.cluster import Cluster
from indexer.engines.opensearch.filling import Filling
from indexer.engines.opensearch.mapping import about, finished_settings, index_body
from indexer.engines.opensearch.snapshot import OpenSearchSnapshot
from indexer.engines.opensearch.soundness import MISCOUNTED, index_faults
from indexer.engines.opensearch.vocabulary import VOCABULARY, Counting, Vocabulary
from indexer.engines.port.analysing import Analysing
from indexer.engines.port.port import AnalysedArticle
from indexer.engines.port.stamp import REBUILD, alteration, altered_files, read_stamp, require_empty, seal
from indexer.fence.fence import FenceError
from indexer.model.cluster import ClusterSettings
from indexer.model.errors import ClusterError, EngineError, PartialError
from indexer.model.notes import Note, note

#: Between the prefix of a project and what tells its indexes apart.
INDEX_NAME = "-index-"
#: A segment of an index that is served has no deleted documents, and there are few of them.
SEGMENTS = 4


class OpenSearchEngine:
    """Indexes on one cluster."""

    capabilities = OPENSEARCH

    def __init__(self, settings: ClusterSettings | None = None) -> None:
        self._settings = settings or ClusterSettings()

    def write(
        self,
        directory: Path,
        articles: Iterable[AnalysedArticle],
        *,
        base: Path | None = None,
        deleted: Iterable[str] = (),
    ) -> int:
        """Write an index, and what leads to it into an empty directory; see the port."""
        require_empty(directory)
        cluster = Cluster(self._settings)
        counting = Counting(self._vocabulary(base) if base else None)
        try:
            with self._made(cluster, base) as index:
                replaces = base is not None or not isinstance(articles, Analysing)
                filling = Filling(cluster, index, counting, may_replace=replaces)
                filling.delete(deleted)
                for analysed in articles:
                    filling.add(analysed)
                filling.send()
                self._finish(cluster, index, counting, directory)
        except (OSError, FenceError) as error:
            raise EngineError(
                note("index %(directory)s cannot be written: %(fault)s", directory=directory, fault=error)
            ) from error
        finally:
            cluster.close()
        return counting.documents

    def open(self, directory: Path) -> OpenSearchSnapshot:
        """Open for reading; see the port."""
        vocabulary = self._vocabulary(directory)
        address = Address.load(directory)
        cluster = Cluster(self._settings)
        fault = address.fault(cluster)
        if fault is not None:
            raise EngineError(fault, REBUILD)
        return OpenSearchSnapshot(cluster, address.index, vocabulary)

    def verify(self, directory: Path) -> list[Note]:
        """Faults of the files, and of the index on the cluster; see the port."""
        try:
            stamp = read_stamp(directory, self.capabilities)
            altered = [alteration(path) for path in altered_files(directory, stamp)]
            if altered:
                return altered
            return self._index_faults(directory)
        except ClusterError:
            raise
        except EngineError as error:
            return [error.message]

    def _index_faults(self, directory: Path) -> list[Note]:
        vocabulary = self._vocabulary(directory)
        cluster = Cluster(self._settings)
        try:
            return index_faults(cluster, Address.load(directory), vocabulary)
        finally:
            cluster.close()

    def _vocabulary(self, directory: Path) -> Vocabulary:
        read_stamp(directory, self.capabilities)
        try:
            return Vocabulary.load(directory / VOCABULARY)
        except (OSError, KeyError, ValueError, TypeError) as error:
            raise EngineError(
                note("index %(directory)s cannot be opened: %(fault)s", directory=directory, fault=repr(error)), REBUILD
            ) from error

    @contextmanager
    def _made(self, cluster: Cluster, base: Path | None) -> Iterator[str]:
        """A new index, empty or with all that `base` has; removed if filling it fails."""
        index = f"{self._settings.prefix}{INDEX_NAME}{token_hex(6)}"
        try:
            if base is None:
                cluster.work("PUT", f"/{index}", index_body(self._settings, token_hex(8)))
            else:
                self._clone(cluster, Address.load(base), index)
            yield index
        except BaseException:
            with suppress(EngineError):
                cluster.remove(index)
            raise

    def _clone(self, cluster: Cluster, base: Address, index: str) -> None:
        fault = base.fault(cluster)
        if fault is not None:
            raise EngineError(fault, REBUILD)
        own = {"index.blocks.write": None, "index.auto_expand_replicas": "false", "index.number_of_replicas": 0}
        cluster.work("PUT", f"/{base.index}/_clone/{index}", {"settings": own}, wait_for_active_shards=1)
        cluster.work("PUT", f"/{index}/_mapping", {"_meta": about(self._settings.prefix, token_hex(8))})

    def _finish(self, cluster: Cluster, index: str, counting: Counting, directory: Path) -> None:
        """Make the index whole and read only, and write what leads to it."""
        cluster.work("POST", f"/{index}/_forcemerge", max_num_segments=SEGMENTS)
        cluster.work("POST", f"/{index}/_flush")
        cluster.work("POST", f"/{index}/_refresh")
        counted = cluster.ask("GET", f"/{index}/_count")
        if counted["_shards"]["failed"]:
            raise PartialError
        there = counted["count"]
        if there != counting.documents:
            raise EngineError(note(MISCOUNTED, index=index, there=there, wanted=counting.documents))
        cluster.work("PUT", f"/{index}/_settings", finished_settings(self._settings))
        found = described(cluster, index)
        assert found is not None
        counting.save(directory / VOCABULARY)
        Address(index, *found, counting.documents).save(directory)
        seal(directory, self.capabilities)

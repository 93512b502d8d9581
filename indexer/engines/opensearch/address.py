"""What leads from a directory to an index on a cluster: a small file.

In: the name of an index, and what the cluster says of it. Out: the file, or the faults of an index that is no longer
what the file says. Never here: the address of a cluster, which is a setting; a cluster may move.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from indexer.engines.opensearch.cluster import Cluster
from indexer.engines.opensearch.mapping import IDENTITY
from indexer.engines.port.stamp import REBUILD
from indexer.model.cluster import ClusterSettings
from indexer.model.errors import EngineError
from indexer.model.notes import Note, note

ADDRESS = "address.json"


@dataclass(frozen=True, slots=True)
class Address:
    """An index: its name, the identity that it was made with, the checksum of its mapping, and its documents."""

    index: str
    identity: str
    mapping: str
    documents: int

    @classmethod
    def load(cls, directory: Path) -> "Address":
        """The address in a directory. Raises EngineError when it is damaged."""
        path = directory / ADDRESS
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise EngineError(note("%(path)s cannot be read: %(fault)s", path=path, fault=error), REBUILD) from error

    def save(self, directory: Path) -> None:
        """Write the file."""
        (directory / ADDRESS).write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    def fault(self, cluster: Cluster) -> Note | None:
        """What is wrong with the index on the cluster; None if it is the one that was written."""
        found = described(cluster, self.index)
        if found is None:
            return note("MITHAQ_OPENSEARCH_URL: the cluster at %(urls)s has no index %(index)s", **self._where(cluster))
        identity, mapping = found
        if identity != self.identity:
            return note("the index %(index)s at %(urls)s is another one of that name", **self._where(cluster))
        if mapping != self.mapping:
            return note("the mapping of %(index)s at %(urls)s was changed since it was written", **self._where(cluster))
        return None

    def _where(self, cluster: Cluster) -> dict[str, str]:
        return {"index": self.index, "urls": ", ".join(cluster.settings.urls)}


def look(settings: ClusterSettings, directory: Path) -> None:
    """Raise EngineError when the index that a directory leads to is not there, or not the one that was written."""
    cluster = Cluster(settings)
    try:
        fault = Address.load(directory).fault(cluster)
    finally:
        cluster.close()
    if fault is not None:
        raise EngineError(fault, REBUILD)


def described(cluster: Cluster, index: str) -> tuple[str, str] | None:
    """The identity of an index and the checksum of its mapping; None when there is none."""
    found = cluster.found(f"/{index}")
    if not found or index not in found:
        return None
    mapping = found[index]["mappings"]
    return str(mapping.get("_meta", {}).get(IDENTITY, "")), _checksum(mapping)


def _checksum(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()

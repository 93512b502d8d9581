"""The files of a generation as documents of an index of their own.

In: a directory, or such an index. Out: the index, or the directory. Never here: what a file means, or an index of
articles. An index of files counts only when it is sealed: then it says what it holds.
"""

from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from indexer.engines.opensearch.cluster import Cluster
from indexer.engines.opensearch.mapping import about

#: Bytes of a file in one document.
PART_BYTES = 4 * 1024 * 1024
PARTS = "parts"
CONTENT = "content"


def make(cluster: Cluster, index: str) -> None:
    """Make an empty index for files. Raises Refused when there is one of that name."""
    body = {
        "settings": {"number_of_shards": 1, "auto_expand_replicas": f"0-{cluster.settings.replicas}"},
        "mappings": {
            "dynamic": "strict",
            "_meta": about(cluster.settings.prefix),
            "properties": {CONTENT: {"type": "binary"}},
        },
    }
    cluster.work("PUT", f"/{index}", body)


def send(cluster: Cluster, index: str, directory: Path) -> dict[str, int]:
    """Store all files of a directory; gives the number of parts of each."""
    parts: dict[str, int] = {}
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        name = path.relative_to(directory).as_posix()
        with path.open("rb") as file:
            parts[name] = 0
            while content := file.read(PART_BYTES):
                cluster.write(index, {_part(name, parts[name]): {CONTENT: b64encode(content).decode("ascii")}})
                parts[name] += 1
    return parts


def seal(cluster: Cluster, index: str, said: dict[str, Any]) -> None:
    """Make an index of files whole: from now on its mapping says what it holds."""
    cluster.work("POST", f"/{index}/_refresh")
    cluster.work("PUT", f"/{index}/_mapping", {"_meta": about(cluster.settings.prefix) | said})


def fetch(cluster: Cluster, index: str, parts: dict[str, int], directory: Path) -> None:
    """Write the files of an index into an empty directory. Raises Refused, and LookupError when a part is missing."""
    for name, count in parts.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            for number in range(count):
                part = _part(name, number)
                file.write(b64decode(cluster.documents(index, [part], [CONTENT])[part][CONTENT]))


def _part(name: str, number: int) -> str:
    return f"{name}#{number}"

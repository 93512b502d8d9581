"""Where an OpenSearch cluster is, and who asks it.

In: nothing. Out: a frozen value that the settings make. Never here: a connection, or the name of an index.
"""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """`urls` are the nodes that are asked in turn. Either `user` and `password` or `token` is sent, or none. `ca` is
    the file of the authority that signed the nodes' certificates; None takes those that the system trusts. `prefix`
    begins the names of all indexes and is the name of the alias. An index has `shards` parts with up to `replicas`
    copies. `seconds` is the time that one request may take."""

    urls: tuple[str, ...] = ("http://127.0.0.1:9200",)
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    ca: Path | None = None
    prefix: str = "mithaq"
    shards: int = 1
    replicas: int = 1
    seconds: float = 10.0

"""The settings and the mapping of an index, made from the tables of `indexer.model.schema`.

In: settings of the cluster. Out: the body by which an index is made. Never here: a mapping read from a cluster, or
analysis; the terms of a text come with their positions (`coding.py`), and the analyzer of the index only reads those.
"""

from typing import Any

from indexer.engines.opensearch.capabilities import OPENSEARCH
from indexer.model.cluster import ClusterSettings
from indexer.model.schema import FACETS, ID, TEXT_FIELDS

POSITIONED = "positioned"
FIRST_DAY, LAST_DAY = "first_day", "last_day"
#: The number by which an article came into the archive.
ENTERED = "entered"
ARTICLE, TOKENS, FORWARD = "article", "tokens", "forward"
LENGTH = "length_"
#: Says in an index that this program made it; nothing else is ever deleted.
PROGRAM = "mithaq"
LARGEST_WINDOW = 10_000
#: The score of a term is its frequency alone; the query weighs it (`weighing.py`).
FREQUENCY = {"type": "scripted", "script": {"source": "return query.boost * doc.freq;"}}


#: By what is written in it an index is known again, also when it comes back from a snapshot.
IDENTITY = "identity"


def about(prefix: str, identity: str = "") -> dict[str, Any]:
    """What an index says of itself: that this program made it, for the project of that prefix; and which one it is."""
    own = {IDENTITY: identity} if identity else {}
    return {"program": PROGRAM, "layout": OPENSEARCH.version, "prefix": prefix, **own}


def index_body(cluster: ClusterSettings, identity: str) -> dict[str, Any]:
    """The body by which an index is made, while it is filled: without copies, and not refreshed."""
    return {
        "settings": {
            "number_of_shards": cluster.shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            "max_result_window": LARGEST_WINDOW,
            "codec": "best_compression",
            "requests.cache.enable": False,
            "translog.durability": "async",
            "similarity": {"frequency": FREQUENCY},
            "analysis": _analysis(),
        },
        "mappings": mapping(about(cluster.prefix, identity)),
    }


def finished_settings(cluster: ClusterSettings) -> dict[str, Any]:
    """The settings of an index that is whole: read only, with its copies."""
    return {"index": {"blocks.write": True, "auto_expand_replicas": f"0-{cluster.replicas}", "refresh_interval": "-1"}}


def mapping(described: dict[str, Any]) -> dict[str, Any]:
    """The fields of a document. What is only read back is not indexed; texts are not kept as they were sent. Tokens
    lie in a column of their own, from which they come with the matches of a search."""
    text = {"type": "text", "analyzer": POSITIONED, "similarity": "frequency", "norms": False}
    number = {"type": "integer", "index": False}
    stored = {"type": "binary"}
    return {
        "dynamic": "strict",
        "_meta": described,
        "_source": {"excludes": [*(field.name for field in TEXT_FIELDS), TOKENS]},
        "properties": {
            ID: {"type": "keyword"},
            **{field.name: text for field in TEXT_FIELDS},
            **{LENGTH + field.name: number for field in TEXT_FIELDS},
            **{name: {"type": "keyword"} for name in FACETS},
            FIRST_DAY: {"type": "integer"},
            LAST_DAY: {"type": "integer"},
            ENTERED: {"type": "integer"},
            ARTICLE: stored,
            TOKENS: {"type": "binary", "doc_values": True},
            FORWARD: stored,
        },
    }


def _analysis() -> dict[str, Any]:
    """The analyzer that reads terms with their positions: `a b|c _ d` has them at 0, 1, 1 and 3."""
    return {
        "tokenizer": {"positions": {"type": "whitespace", "max_token_length": 1_048_576}},
        "filter": {
            "alternatives": {"type": "pattern_capture", "preserve_original": False, "patterns": ["([^|]+)"]},
            "gaps": {"type": "stop", "stopwords": ["_"]},
        },
        "analyzer": {POSITIONED: {"type": "custom", "tokenizer": "positions", "filter": ["alternatives", "gaps"]}},
    }

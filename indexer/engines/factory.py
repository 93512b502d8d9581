"""Engines: index formats behind one port.

In: an engine's name, and the cluster for an engine that needs one. Out: the engine. Never here: the import of an engine
that is not asked for.
"""

from collections.abc import Callable

from indexer.engines.port.port import Engine
from indexer.model.cluster import ClusterSettings
from indexer.model.errors import EngineError
from indexer.model.notes import note


def _whoosh(_cluster: ClusterSettings | None) -> Engine:
    from indexer.engines.stock.engine import WhooshEngine

    return WhooshEngine()


def _columnar(_cluster: ClusterSettings | None) -> Engine:
    from indexer.engines.columnar.engine import ColumnarEngine

    return ColumnarEngine()


def _opensearch(cluster: ClusterSettings | None) -> Engine:
    from indexer.engines.opensearch.engine import OpenSearchEngine

    return OpenSearchEngine(cluster)


#: Name (the setting `engine`) -> how to get it.
ENGINES: dict[str, Callable[[ClusterSettings | None], Engine]] = {
    "columnar": _columnar,
    "opensearch": _opensearch,
    "whoosh": _whoosh,
}


def engine(name: str, cluster: ClusterSettings | None = None) -> Engine:
    """The engine of that name. Raises EngineError for a name that no engine has."""
    if name not in ENGINES:
        raise EngineError(
            note(
                "there is no engine %(name)s; the setting engine is one of: %(names)s",
                name=repr(name),
                names=", ".join(sorted(ENGINES)),
            )
        )
    return ENGINES[name](cluster)

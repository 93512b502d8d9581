"""Engines: index formats behind one port.

In: an engine's name. Out: the engine. Never here: the import of an engine that is not asked for.
"""

from collections.abc import Callable

from indexer.engines.port.port import Engine
from indexer.model.errors import EngineError
from indexer.model.notes import note


def _whoosh() -> Engine:
    from indexer.engines.stock.engine import WhooshEngine

    return WhooshEngine()


def _columnar() -> Engine:
    from indexer.engines.columnar.engine import ColumnarEngine

    return ColumnarEngine()


#: Name (the setting `engine`) -> how to get it.
ENGINES: dict[str, Callable[[], Engine]] = {"columnar": _columnar, "whoosh": _whoosh}


def engine(name: str) -> Engine:
    """The engine of that name. Raises EngineError for a name that no engine has."""
    if name not in ENGINES:
        raise EngineError(
            note(
                "there is no engine %(name)s; the setting engine is one of: %(names)s",
                name=repr(name),
                names=", ".join(sorted(ENGINES)),
            )
        )
    return ENGINES[name]()

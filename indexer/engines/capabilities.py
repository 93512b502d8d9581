"""What each engine can do, and the version of its layout, for those who open no index.

In: the capabilities of each engine. Out: `Capabilities` by name. Never here: an engine; NumPy and Whoosh take longer
to load than all else that a run without anything new has to do.
"""

from indexer.engines.columnar.capabilities import COLUMNAR
from indexer.engines.stock.capabilities import WHOOSH

CAPABILITIES = {one.name: one for one in (COLUMNAR, WHOOSH)}

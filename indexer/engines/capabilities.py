"""What each engine can do and the version of its layout, for callers that open no index.

In: the capabilities of each engine. Out: `Capabilities` by name. Never here: an engine. NumPy and Whoosh take longer
to load than the rest of a run that finds nothing new.
"""

from indexer.engines.columnar.capabilities import COLUMNAR
from indexer.engines.opensearch.capabilities import OPENSEARCH
from indexer.engines.stock.capabilities import WHOOSH

CAPABILITIES = {one.name: one for one in (COLUMNAR, WHOOSH, OPENSEARCH)}

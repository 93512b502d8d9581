"""What the stock engine can do and the version of its layout, for callers that open no index."""

from indexer.engines.port.port import Capabilities
from indexer.model.schema import SCHEMA_VERSION

#: Raised when the files that stock Whoosh writes change, and when a class that it pickles into an index moves.
WHOOSH_LAYOUT = 3
WHOOSH = Capabilities(name="whoosh", version=WHOOSH_LAYOUT * 1000 + SCHEMA_VERSION, incremental=True)

"""What each engine can do, and the version of its layout, for those who open no index.

In: the versions of layouts and schema. Out: `Capabilities` by name. Never here: an engine; NumPy and Whoosh take longer
to load than all else that a run without anything new has to do.
"""

from indexer.engines.columnar.files.version import CODEC_VERSION
from indexer.engines.port.port import Capabilities
from indexer.model.schema import SCHEMA_VERSION

#: Raised when what stock Whoosh writes changes, and when a class that it pickles into an index moves.
WHOOSH_LAYOUT = 2
COLUMNAR = Capabilities(name="columnar", version=CODEC_VERSION * 1000 + SCHEMA_VERSION, incremental=True)
WHOOSH = Capabilities(name="whoosh", version=WHOOSH_LAYOUT * 1000 + SCHEMA_VERSION, incremental=True)
CAPABILITIES = {one.name: one for one in (COLUMNAR, WHOOSH)}

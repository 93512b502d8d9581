"""What the columnar engine can do and the version of its layout, for callers that open no index."""

from indexer.engines.columnar.files.version import CODEC_VERSION
from indexer.engines.port.port import Capabilities
from indexer.model.schema import SCHEMA_VERSION

COLUMNAR = Capabilities(name="columnar", version=CODEC_VERSION * 1000 + SCHEMA_VERSION, incremental=True)

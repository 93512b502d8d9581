"""What the OpenSearch engine can do and the version of its layout, for callers that open no index."""

from indexer.engines.port.port import Capabilities
from indexer.model.schema import SCHEMA_VERSION

#: Raised when the mapping, the fields of a document, or the files beside the index change.
OPENSEARCH_LAYOUT = 2
OPENSEARCH = Capabilities(name="opensearch", version=OPENSEARCH_LAYOUT * 1000 + SCHEMA_VERSION, incremental=True)

"""Readers: a file, folder, page, feed or export in, `RawArticle` or `Rejected` out."""

from indexer.sources.location import read
from indexer.sources.remote import Body, read_bytes

__all__ = ["Body", "read", "read_bytes"]

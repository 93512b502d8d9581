"""Readers: a file, folder, page, feed or export in, `RawArticle` or `Rejected` out."""

from indexer.sources.location import read

__all__ = ["read"]

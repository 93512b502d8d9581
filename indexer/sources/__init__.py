"""Readers: a file, folder, page, feed or export in, `RawArticle` or `Rejected` out."""

from indexer.sources.location import FileFound, read, read_files, scan

__all__ = ["FileFound", "read", "read_files", "scan"]

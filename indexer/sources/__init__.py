"""Readers: a file, folder, page, feed or export in, `RawArticle` or `Rejected` out."""

from indexer.sources.location import FileFound, read, read_files, scan
from indexer.sources.remote import Body, read_bytes

__all__ = ["Body", "FileFound", "read", "read_bytes", "read_files", "scan"]

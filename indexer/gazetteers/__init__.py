"""The gazetteers: the tables of countries, places, agencies, sources and instruments that a curator edits."""

from indexer.gazetteers.gazetteers import Gazetteers, read_signatures, read_version

__all__ = ["Gazetteers", "read_signatures", "read_version"]

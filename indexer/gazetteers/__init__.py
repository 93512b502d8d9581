"""The gazetteers: the tables of countries, places, agencies, sources and instruments that a curator edits."""

from indexer.gazetteers.gazetteers import Gazetteers

__all__ = ["Gazetteers"]

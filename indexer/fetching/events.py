"""What a source on the web brings besides articles and rejections: news of what was archived before.

In: nothing. Out: frozen dataclasses. Never here: what follows from them (`indexer/runs/ingest.py`).
"""

from dataclasses import dataclass

from indexer.model.article import RawArticle, Rejected
from indexer.model.causes import Cause


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What was last read at a URL is as it was; with "" for the URL, nothing of the source was asked for."""

    uri: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """The publisher withdrew what was at a URL."""

    uri: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The source is at its end and a person must know, although what it brought before is dealt with."""

    message: str
    cause: Cause


Fetched = RawArticle | Rejected | Unchanged | Gone | Failed

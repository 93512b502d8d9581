"""The limits of one article in a build, from the settings.

In: settings. Out: `Limits`. Never here: the work that they bound.
"""

from dataclasses import dataclass, field

from indexer.fence.bounds import Bounds
from indexer.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """`characters` of an article are indexed and shown; `bounds` hold for the work on it."""

    characters: int = Settings().article_characters
    bounds: Bounds = field(default_factory=Bounds)

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """The limits that the settings state."""
        return cls(settings.article_characters, Bounds(settings.item_seconds, settings.item_mib))

"""The output of analysis: tokens with the forms that are indexed.

In: nothing. Out: `Form` and `Token`. Never here: a token whose offsets do not lie in the text as published.
"""

from enum import StrEnum
from typing import NamedTuple


class Form(StrEnum):
    """The indexed forms of a word; each has its own field, so that phrases stay whole."""

    EXACT = "exact"
    STEM = "stem"
    SKELETON = "skeleton"


class Token(NamedTuple):
    """One word of a text: character offsets (end exclusive), word position, and its forms.

    `exact` is the folded surface. `stem` is None for a stop word; `skeleton` is None where the word has none
    (Latin script, numbers, short words, stop words).
    """

    start: int
    end: int
    position: int
    exact: str
    stem: str | None
    skeleton: str | None

    def form(self, form: Form) -> str | None:
        """The token's term in one form, or None when it has none."""
        if form is Form.EXACT:
            return self.exact
        return self.stem if form is Form.STEM else self.skeleton

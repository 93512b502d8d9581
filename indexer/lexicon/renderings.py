"""What a word of one language may be in the other, as values.

In and out: `Meaning`s with their renderings, which the rooms pass to each other. Never here: how much a rendering
weighs (`meanings`), or how a word is looked up (`translations`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzers.tokens import Form

ADJECTIVE, VERB = "adj", "v"
#: Before stems in a key; no key of typed words begins with it.
STEMS = "~"


class Rendering(NamedTuple):
    """A translation: as written, its stems (None for a stop word inside), its weight up to 1, and whether it is `sure`:
    the first one, and translated back."""

    text: str
    terms: tuple[str | None, ...]
    weight: float
    sure: bool


class Written(NamedTuple):
    """A form as written, and its terms: stems, or if it has a stop word the words themselves."""

    text: str
    form: Form
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word or phrase with its renderings, best first; `keys` are folded words, and stems behind STEMS. `forms` are
    those in which its own language writes it, if there are several: the lemma and what its stem does not reach. `pos`
    is its part of speech, "" of one that is only a translation."""

    lemma: str
    renderings: tuple[Rendering, ...]
    keys: tuple[str, ...]
    forms: tuple[Written, ...] = ()
    pos: str = ""


def without_outer_gaps(terms: Sequence[str | None]) -> tuple[str | None, ...]:
    """Terms without the gaps (stop words) at either end."""
    if None not in terms:
        return tuple(terms)
    held = [index for index, term in enumerate(terms) if term is not None]
    return tuple(terms[held[0] : held[-1] + 1]) if held else ()

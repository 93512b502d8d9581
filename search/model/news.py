"""What a search finds of the articles that came into the archive lately.

In: nothing. Out: frozen dataclasses, whose labels are in the reader's language. Never here: HTML.
"""

from dataclasses import dataclass

from search.model.results import Hit, Labelled


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a search wants of a facet, or leaves out."""

    facet: str
    value: Labelled
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """`total` articles are new, the first of them as `hits`, in the order of the search. `choices` are its filters with
    their labels."""

    total: int
    hits: tuple[Hit, ...]
    choices: tuple[Choice, ...] = ()

"""Names that mean a country, a place or a body in an article, but that no query is expanded by.

In: the lists in this folder. Out: their folded words, and their paths. Never here: what extraction finds; a demonym in
an article still means its country.
"""

from functools import cache
from pathlib import Path

from analyzers.folding import fold
from analyzers.shipped import lines_of, path_of

#: Demonyms: `UK` must not find every text that is "in Arabic and English".
LANGUAGES = "language_demonyms.txt"
#: Names of bodies: `EU` must not find every common market.
PHRASES = "common_phrases.txt"
#: Names of places: `Aleppo` may find حلب, but `Douma` must not find every دوما, which also means always.
PLACES = "doubtful_places.txt"
LISTS = (LANGUAGES, PHRASES, PLACES)


@cache
def not_expanded(name: str) -> frozenset[str]:
    """The folded lines of a list, without its comments."""
    return frozenset(fold(line.strip()) for line in lines_of(_path(name)))


def lists() -> list[Path]:
    """The files of all lists; a version covers them."""
    return [_path(name) for name in LISTS]


def _path(name: str) -> Path:
    return path_of("indexer.gazetteers", name)

"""The names that tell a country, a place or a body in an article, but not in other words for a query.

In: the lists beside this code. Out: their words, folded, and a checksum over them. Never here: what extraction finds;
an article in which a demonym stands for a country is about it whatever these lists say.
"""

import zlib
from functools import cache
from importlib.resources import files

from analyzers.folding import fold

#: Demonyms: `UK` must not find every text that is "in Arabic and English".
LANGUAGES = "language_demonyms.txt"
#: Names of bodies: `EU` must not find every common market.
PHRASES = "common_phrases.txt"
#: Names of places: `Aleppo` may find حلب, but `Douma` not everything that is دوما, always.
PLACES = "doubtful_places.txt"
LISTS = (LANGUAGES, PHRASES, PLACES)


@cache
def unsaid(name: str) -> frozenset[str]:
    """The folded lines of a list, without its comments."""
    lines = _read(name).splitlines()
    return frozenset(fold(line.strip()) for line in lines if line.strip() and not line.startswith("#"))


def lists_checksum() -> int:
    """A number that changes with every edit of a list."""
    return zlib.crc32("".join(map(_read, LISTS)).encode("utf-8"))


def _read(name: str) -> str:
    return files("indexer.gazetteers").joinpath(name).read_text(encoding="utf-8")

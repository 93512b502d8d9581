"""How much a word says: the fewer articles have it, the more.

In: numbers of articles. Out: weights. Never here: a query, or an index.
"""

import math
from collections.abc import Callable

from analyzers.tokens import Token

#: A word's weight: the logarithm of how rare it is.
Rarity = Callable[[Token], float]


def rarity(documents: int, having: int) -> float:
    """Inverse document frequency, never negative (Robertson & Spärck Jones, as Lucene smooths it)."""
    return math.log(1 + (documents - having + 0.5) / (having + 0.5))

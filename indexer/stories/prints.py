"""The print of a text: a MinHash signature that two copies share for the most part, whatever their spelling marks.

In: a text as published. Out: a signature as bytes, its bands, and how alike signatures are. Never here: a random
number that differs between runs or machines.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from analyzers.folding import fold
from indexer.stories.rules import TEXT

SEED = 1
WORD = re.compile(r"\w+")
#: A signature is stored so on every machine.
STORED = np.dtype("<u4")


def text_print(text: str) -> bytes:
    """The signature of a text; empty for one too short to tell copies from set phrases."""
    words = WORD.findall(fold(text))
    if len(words) < TEXT.fewest_words:
        return b""
    size = TEXT.shingle_words
    signature = RMinHash(num_perm=TEXT.permutations, seed=SEED)
    signature.update([" ".join(words[start : start + size]) for start in range(len(words) - size + 1)])
    return np.array(signature.digest(), STORED).tobytes()


def bands(signature: bytes) -> list[bytes]:
    """The parts of a signature: copies have one in common, other texts hardly ever."""
    length = len(signature) // TEXT.bands
    return [signature[place : place + length] for place in range(0, len(signature), length)] if length else []


def shares(signatures: Sequence[bytes]) -> NDArray[np.float64]:
    """How alike each two signatures are, 0 to 1."""
    rows = np.frombuffer(b"".join(signatures), STORED).reshape(len(signatures), -1)
    return np.stack([(rows == row).mean(axis=1) for row in rows])

"""The print of a text: a MinHash signature. Two copies share most of it, even if their spelling marks differ.

In: a text as published. Out: a signature as bytes, its bands, and the similarity of signatures. Never here: a random
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
#: The byte order of a stored signature, the same on every machine.
STORED = np.dtype("<u4")


def text_print(text: str) -> bytes:
    """The signature of a text; empty if the text is too short to distinguish copies from set phrases."""
    words = WORD.findall(fold(text))
    if len(words) < TEXT.fewest_words:
        return b""
    size = TEXT.shingle_words
    signature = RMinHash(num_perm=TEXT.permutations, seed=SEED)
    signature.update([" ".join(words[start : start + size]) for start in range(len(words) - size + 1)])
    return np.array(signature.digest(), STORED).tobytes()


def bands(signature: bytes) -> list[bytes]:
    """The parts of a signature: copies have one in common, other texts very rarely (locality-sensitive hashing)."""
    length = len(signature) // TEXT.bands
    return [signature[start : start + length] for start in range(0, len(signature), length)] if length else []


def shares(signatures: Sequence[bytes]) -> NDArray[np.float64]:
    """The similarity of every two signatures, 0 to 1: the share of equal hashes."""
    rows = np.frombuffer(b"".join(signatures), STORED).reshape(len(signatures), -1)
    return np.stack([(rows == row).mean(axis=1) for row in rows])

"""Where the tokens of a text are: only what is unlike most tokens is kept.

In: offsets of tokens, and the number of characters in the exact form of each. Out: a row of numbers for each document;
the offsets again. Never here: files.

Seven tokens of eight stand one character behind the token before (the first one of a part at its start) and are as
long as their exact form. Each of the others is a number of its document, `step << 3 | kind`: how many tokens were
passed over since the one before, and one of the KINDS, or OTHER. The number of these numbers comes before them. Behind
them, an OTHER token has two: its gap, and how many characters it is longer than its form, doubled, or one less than
doubled if it is shorter.
"""

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.number_rows import number_rows, restarted

#: Characters since the token before, and how many characters the token is longer than its exact form.
USUAL = (1, 0)
KINDS = ((2, 0), (3, 0), (0, 0), (1, 1), (1, 2), (4, 0), (2, 1))
GAPS, LONGER = (np.array([kind[side] for kind in (*KINDS, USUAL)], np.int64) for side in (0, 1))
OTHER = len(KINDS)
KIND_BITS = 3


def place_rows(sizes: Array, starts: Array, ends: Array, forms: Array) -> list[bytes]:
    """The rows of documents; `sizes` are the numbers of tokens in the title and the text of each, by turns; `forms` has
    the number of characters in the exact form of each token."""
    gaps, longer = starts - _before(sizes, ends), ends - starts - forms
    kinds = _kinds(gaps, longer)
    odd = np.flatnonzero(kinds >= 0)
    of_document = np.repeat(np.arange(len(sizes) // 2), sizes[::2] + sizes[1::2])
    owners, others = of_document[odd], odd[kinds[odd] == OTHER]
    first = np.searchsorted(of_document, owners)
    steps = odd - np.where(np.diff(owners, prepend=-1) > 0, first - 1, np.roll(odd, 1)) - 1
    counts = np.bincount(owners, minlength=len(sizes) // 2)
    rows = [
        (np.flatnonzero(counts), counts[counts > 0]),
        (owners, steps << KIND_BITS | kinds[odd]),
        (np.repeat(of_document[others], 2), np.stack([gaps[others], _unsigned(longer[others])], axis=1).ravel()),
    ]
    documents = np.concatenate([own for own, _ in rows])
    numbers = np.concatenate([own for _, own in rows])[np.argsort(documents, kind="stable")]
    return number_rows(numbers, np.bincount(documents, minlength=len(counts)))


def places(values: Array, rows: Array, bounds: Array, forms: Array) -> tuple[Array, Array]:
    """The starts and ends of the tokens of some documents in their parts, from the numbers of the documents and where
    those of each end; `bounds` are those of titles and texts. Raises ValueError for numbers that no text has."""
    begins, there = np.concatenate([[0], rows])[:-1], np.diff(rows, prepend=0) > 0
    counts = np.zeros(len(rows), np.int64)
    counts[there] = values[begins[there]]
    odd = _marked(len(values), begins[there] + 1, counts[there])
    others = ~odd
    others[begins[there]] = False
    kinds = values[odd] & OTHER
    tokens = restarted((values[odd] >> KIND_BITS) + 1, counts) - 1 + np.repeat(bounds[:-1:2], counts)
    if (tokens >= np.repeat(bounds[2::2], counts)).any():
        raise ValueError("the forward index places a token that the document does not have")
    gaps, sizes = np.full(len(forms), USUAL[0]), forms.copy()
    gaps[tokens] = GAPS[kinds]
    sizes[tokens] += LONGER[kinds]
    apart, rest = tokens[kinds == OTHER], values[others]
    if len(rest) != 2 * len(apart):
        raise ValueError("the forward index lacks the places of some tokens")
    gaps[apart] = rest[0::2]
    sizes[apart] += _signed(rest[1::2])
    ends = restarted(gaps + sizes, np.diff(bounds)) - 1
    return ends - sizes, ends


def _before(sizes: Array, ends: Array) -> Array:
    """Where the token before each one ends; one character before the part for its first one."""
    before = np.empty(len(ends), np.int64)
    before[1:] = ends[:-1]
    begins = np.cumsum(sizes) - sizes
    before[begins[sizes > 0]] = -1
    return before


def _kinds(gaps: Array, longer: Array) -> Array:
    """The kind of each token; -1 for the usual one."""
    kinds = np.full(len(gaps), OTHER)
    for kind, (gap, more) in zip((-1, *range(OTHER)), (USUAL, *KINDS), strict=True):
        kinds[(gaps == gap) & (longer == more)] = kind
    return kinds


def _marked(size: int, begins: Array, counts: Array) -> Array:
    """Flags of `counts` elements from each beginning on."""
    edges = np.zeros(size + 1, np.int64)
    np.add.at(edges, begins, 1)
    np.add.at(edges, begins + counts, -1)
    flags: Array = np.cumsum(edges)[:-1] > 0
    return flags


def _unsigned(numbers: Array) -> Array:
    return np.where(numbers >= 0, 2 * numbers, -2 * numbers - 1)


def _signed(numbers: Array) -> Array:
    return np.where(numbers % 2 == 0, numbers // 2, -(numbers + 1) // 2)

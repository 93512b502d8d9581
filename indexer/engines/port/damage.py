"""The errors of a damaged index, translated to EngineError.

In: a method that reads an index. Out: the same method. Never here: errors of the disk, or our own errors.
"""

import pickle
import struct
import zlib
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from indexer.engines.port.stamp import REBUILD
from indexer.model.errors import EngineError
from indexer.model.notes import note

#: The errors that altered numbers and bytes cause: offsets out of range, invalid values and texts.
DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
    struct.error,
    zlib.error,
)


P = ParamSpec("P")
R = TypeVar("R")


def reading(method: Callable[P, R]) -> Callable[P, R]:
    """The method, with errors of a damaged index raised as EngineError."""

    @wraps(method)
    def read(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except DAMAGE as error:
            raise EngineError(note("reading the index fails with %(fault)s", fault=repr(error)), REBUILD) from error

    return read

"""What a damaged index raises, as an EngineError.

In: a method that reads an index. Out: the same method. Never here: what the disk says, or what was raised on purpose.
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

#: What altered numbers and bytes lead to: places that are not there, values and texts that are none.
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
    """The method, which raises EngineError where the index that it reads is damaged."""

    @wraps(method)
    def read(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except DAMAGE as error:
            raise EngineError(note("reading the index fails with %(fault)s", fault=repr(error)), REBUILD) from error

    return read

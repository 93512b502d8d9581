"""Numbers take the narrowest type that holds them."""

import numpy as np
import pytest

from indexer.engines.columnar.files.termlist import narrow


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [([], "u1"), ([0, 255], "u1"), ([256, 1], "u2"), ([65_535], "u2"), ([65_536], "u4"), ([2**32], "u8")],
)
def test_numbers_are_as_narrow_as_they_fit(numbers: list[int], kind: str) -> None:
    narrowed = narrow(np.array(numbers, np.int64))
    assert narrowed.dtype == kind
    assert narrowed.tolist() == numbers

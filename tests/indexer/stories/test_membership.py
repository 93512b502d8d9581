"""What a generation keeps of stories and of counterparts."""

from contextlib import closing
from pathlib import Path

import pytest

from indexer.stories import membership
from indexer.stories.membership import Membership, load, save

KEPT = Membership(
    stories={"first": ("first", "copy")},
    related={"first": "other", "other": "first", "وحيد": "alone", "alone": "وحيد"},
)


@pytest.mark.parametrize("most", [0, 3, 1000])
def test_counterparts_are_the_same_however_many_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(membership, "MOST_RELATED", most)
    save(KEPT, tmp_path)
    with closing(load(tmp_path)) as kept:
        assert kept.counterparts_of(["copy", "nobody", "other", "alone", "وحيد"]) == {
            "copy": ("other",),
            "other": ("first", "copy"),
            "alone": ("وحيد",),
            "وحيد": ("alone",),
        }
        assert kept.counterparts("nobody") == ()

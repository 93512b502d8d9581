"""The dateline of a text: how long its place may be."""

import pytest

from indexer.extract.names.names import NameIndex
from indexer.extract.names.reading import read


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kuwait, Oman, Qatar, Iraq, Iran, Chad, Mali: The seven met.", "Kuwait, Oman, Qatar, Iraq, Iran, Chad, Mali"),
        ("Kuwait, Oman, Qatar, Iraq, Iran, Chad, Mali, Togo: The eight met.", None),
        (
            "Turkmenistan, Kazakhstan, Uzbekistan, Kyrgyzstan: The four met.",
            "Turkmenistan, Kazakhstan, Uzbekistan, Kyrgyzstan",
        ),
        ("Turkmenistan, Kazakhstan, Uzbekistan, Kyrgyzstan, Afghanistan: The five met.", None),
    ],
    ids=["7 words", "8 words", "48 characters", "61 characters"],
)
def test_a_list_of_states_is_no_dateline(name_index: NameIndex, text: str, place: str | None) -> None:
    dateline = read("", text, name_index).dateline
    assert (text[slice(*dateline.place)] if dateline else None) == place

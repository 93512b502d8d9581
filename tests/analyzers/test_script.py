"""Script of a word, direction and language of a text."""

import pytest

from analyzers.script import Script, direction, language, script


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("قطر", Script.ARABIC),
        ("ﻻ", Script.ARABIC),
        ("Qatar", Script.LATIN),
        ("5G", Script.LATIN),
        ("École", Script.LATIN),
        ("2019", Script.OTHER),
        ("мир", Script.OTHER),
        ("", Script.OTHER),
    ],
)
def test_script(word: str, expected: Script) -> None:
    assert script(word) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قطر توقع مذكرة", "rtl"),
        ("Qatar signs", "ltr"),
        ("MoU بين قطر والسعودية", "rtl"),
        ("The word ميثاق means covenant", "ltr"),
        ("שלום", "rtl"),
        ("2019", "ltr"),
        ("", "ltr"),
    ],
)
def test_direction(text: str, expected: str) -> None:
    assert direction(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقعت قطر مذكرة تفاهم مع IOM", "ar"),
        ("Qatar signed a memorandum of understanding (مذكرة تفاهم)", "mixed"),
        ("Qatar and the Ministry of Labour have signed a memorandum in Doha today (ميثاق)", "en"),
        ("وقعت قطر مذكرة. Qatar signed an MoU.", "mixed"),
        ("1234", "en"),
        ("", "en"),
    ],
)
def test_language(text: str, expected: str) -> None:
    assert language(text) == expected

"""A plain text's first line is its title only when it looks like one."""

import pytest

from indexer.extract.titles import find_title

PARAGRAPH = "The two sides signed a memorandum of understanding in Doha and agreed on joint training for inspectors."


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        (f"Two Bodies Sign\n\n{PARAGRAPH}", "Two Bodies Sign", PARAGRAPH),
        (f"Two Bodies Sign\n{PARAGRAPH}", "Two Bodies Sign", PARAGRAPH),
        (f"  Two Bodies Sign \n\n\nTwo Bodies Sign\n\n{PARAGRAPH}", "Two Bodies Sign", PARAGRAPH),
        (f"Two Bodies Sign\nDOHA (QNA) -\n{PARAGRAPH}", "Two Bodies Sign", f"DOHA (QNA) -\n{PARAGRAPH}"),
        (f"قطر والفلبين تبحثان\nالدوحة - قنا:\n{PARAGRAPH}", "قطر والفلبين تبحثان", f"الدوحة - قنا:\n{PARAGRAPH}"),
        (f"هل تتوسع الشراكة؟\n\n{PARAGRAPH}", "هل تتوسع الشراكة؟", PARAGRAPH),
    ],
)
def test_titles(text: str, title: str, rest: str) -> None:
    split = find_title(text)
    assert split is not None
    assert text[split.start : split.end] == title
    assert text[split.text_start :].strip() == rest


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (PARAGRAPH, "one line only"),
        ("", "nothing"),
        ("\n \n", "only white space"),
        (f"The cooperation will grow.\n{PARAGRAPH}", "a sentence with its full stop"),
        (f"وقع الجانبان مذكرة تفاهم.\n\n{PARAGRAPH}", "an Arabic sentence with its full stop"),
        (f"{PARAGRAPH} {PARAGRAPH} {PARAGRAPH}\n\nShort", "far too long"),
        (f"{PARAGRAPH[:-1]}\nA short line", "followed by less than itself, without a gap"),
    ],
)
def test_no_title(text: str, why: str) -> None:
    assert find_title(text) is None, why

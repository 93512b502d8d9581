"""A plain text's first line is its title only when it looks like one."""

import pytest

from indexer.extract.pages.titles import find_title

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
        # A day in a title is no dateline: nothing but the text follows one, behind a dash or an agency.
        (f"New Rules from 1 May: What Changes\n\n{PARAGRAPH}", "New Rules from 1 May: What Changes", PARAGRAPH),
        (f"Shelters Opened Since May 4\n\n{PARAGRAPH}", "Shelters Opened Since May 4", PARAGRAPH),
        (f"بداية من 1 مارس : قواعد جديدة\n\n{PARAGRAPH}", "بداية من 1 مارس : قواعد جديدة", PARAGRAPH),
        (f"Statement of 4 May - Full Text\n\n{PARAGRAPH}", "Statement of 4 May - Full Text", PARAGRAPH),
        (f"Shelters on 4 May (Photos) Again\n\n{PARAGRAPH}", "Shelters on 4 May (Photos) Again", PARAGRAPH),
        (f"4 May - A Day for Shelters\n\n{PARAGRAPH}", "4 May - A Day for Shelters", PARAGRAPH),
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
        (f"{PARAGRAPH[:-1]} {PARAGRAPH[:-1]}\n\n{PARAGRAPH}", "far too long"),
        (
            f"Two ministries sign a memorandum on the training of their inspectors\n"
            f"This is what the two ministers said about it at the forum today:\n{PARAGRAPH}",
            "a second line with a colon that is too long for a dateline",
        ),
        (f"{PARAGRAPH[:-1]}\nA short line", "followed by less than itself, without a gap"),
        (
            f"DOHA, May 4 - Trainees 12 against 9\n\nInspectors 30 against 28\n\n{PARAGRAPH}",
            "a dateline before its text",
        ),
        (f"MUSCAT, Oman, 4 May 2019 (ONA) -- Trainees up by nine\n{PARAGRAPH}", "a dateline with an agency"),
        (f"المنامة في 10 ديسمبر / بنا / عدد المتدربين 12\n\n{PARAGRAPH}", "an Arabic dateline"),
    ],
)
def test_no_title(text: str, why: str) -> None:
    assert find_title(text) is None, why

"""How a reference writes titles, in both languages."""

import pytest

from web.cited_titles import bare, is_ended, quoted_within


@pytest.mark.parametrize(
    ("title", "written", "ended"),
    [
        ("Two states sign", "Two states sign", False),
        ("Two states sign.", "Two states sign", False),
        ("دولتان توقعان .", "دولتان توقعان", False),
        ("Who signed?", "Who signed?", True),
        ("من وقّع؟", "من وقّع؟", True),
        ("They signed!  ", "They signed!", True),
        ("To be continued…", "To be continued…", True),
        ("وللحديث بقية...", "وللحديث بقية...", True),
        ("He asked “who?”", "He asked “who?”", True),
        ("سأل «من؟»", "سأل «من؟»", True),
        ('She said "we sign."', 'She said "we sign."', True),
        ("The ministers met (in part)", "The ministers met (in part)", False),
        ("A pact with the U.S.", "A pact with the U.S.", True),
        ("", "", False),
        ("...", "...", True),
    ],
)
def test_a_title_ends_once(title: str, written: str, ended: bool) -> None:
    assert bare(title) == written
    assert is_ended(bare(title)) is ended


@pytest.mark.parametrize(
    ("title", "language", "written"),
    [
        ("The “new” pact", "en", "The ‘new’ pact"),
        ('The "new" pact', "en", "The ‘new’ pact"),
        ('A 5" pipe', "en", 'A 5" pipe'),
        ("اتفاق «جديد»", "en", "اتفاق «جديد»"),
        ("اتفاق «جديد»", "ar", "اتفاق “جديد”"),
        ("The “new” pact", "ar", "The “new” pact"),
    ],
)
def test_quotation_marks_within_others_are_of_the_second_order(title: str, language: str, written: str) -> None:
    assert quoted_within(title, language) == written

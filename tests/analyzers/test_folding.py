"""The fold table, row by row, and what holds for any text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.folding import ACCENTED, DIGIT_SETS, DROPPED, LETTERS, fold

AWKWARD = st.text(
    st.one_of(st.characters(), st.sampled_from("ـً\u0651\u0670\u200d\u0301\u0316\u3099\u05b0\ufefbﷺک\u0654ويا")),
    max_size=40,
)


@pytest.mark.parametrize(
    ("published", "compared"),
    [
        ("أحمد", "احمد"),
        ("إعلان", "اعلان"),
        ("آلية", "اليه"),
        ("ٱتفاق", "اتفاق"),
        ("مستشفى", "مستشفي"),
        ("مذكرة", "مذكره"),
        ("کویت", "كويت"),
        ("مُذَكِّرَةُ", "مذكره"),
        ("تعـــــاون", "تعاون"),
        ("هٰذا", "هذا"),
        ("ق\u06d6طر", "قطر"),
        ("\u202bقطر\u202c\u200f", "قطر"),
        ("خدمة\u200cها", "خدمهها"),
        ("ﻻتفاق", "لاتفاق"),
        ("ڤيديو پاريس چاد", "فيديو باريس جاد"),
        ("مسؤول رئيس سماء", "مسؤول رئيس سماء"),
        ("و\u0654", "ؤ"),
        ("٢٠١٩ ۲۰۱۹ 2019", "2019 2019 2019"),
        ("٢٬٥٠٠٫٥", "2,500.5"),
        ("MoU UNODC", "mou unodc"),
        ("Straße", "strasse"),
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("İstanbul Łódź Erdoğan", "istanbul lodz erdogan"),
        ("ＵＮ", "un"),
        ("co\u2010operation", "co-operation"),
        ("trans\u00adport", "transport"),
        ("й ё", "й ё"),
        ("a\ud800b", "ab"),
        ("`a", "'a"),
        ("", ""),
    ],
)
def test_fold(published: str, compared: str) -> None:
    assert fold(published) == compared


@pytest.mark.parametrize("row", LETTERS, ids=lambda row: row[2][:24])
def test_every_letter_row_is_applied(row: tuple[str, str, str]) -> None:
    spellings, compared, _ = row
    assert all(fold(spelling) == compared for spelling in spellings)


@pytest.mark.parametrize("row", DROPPED, ids=lambda row: row[2][:24])
def test_every_dropped_row_is_dropped(row: tuple[int, int, str]) -> None:
    first, last, _ = row
    assert {fold(f"ب{chr(code)}") for code in range(first, last + 1)} == {"ب"}


@pytest.mark.parametrize("zero", DIGIT_SETS)
def test_every_digit_is_folded(zero: int) -> None:
    assert fold("".join(chr(zero + digit) for digit in range(10))) == "0123456789"


def test_every_accented_latin_letter_is_folded_to_ascii() -> None:
    letters = [chr(code) for first, last in ACCENTED for code in range(first, last + 1)]
    decomposing = [sign for sign in letters if unicodedata.normalize("NFD", sign)[0] in "aeiouycnszAEIOUYCNSZ"]
    assert len(decomposing) > 300
    assert all(fold(sign).isascii() for sign in decomposing)


@given(AWKWARD)
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(AWKWARD)
def test_decomposed_text_folds_like_composed_text(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(AWKWARD)
def test_a_folded_text_can_always_be_written_to_a_file(text: str) -> None:
    folded = fold(text)
    assert folded.encode("utf-8").decode("utf-8") == folded


@pytest.mark.parametrize("marks", ["\u0301\u0316", "\u064b\u0651", "\u05b0\u0591"])
def test_a_very_long_run_of_marks_is_folded(marks: str) -> None:
    assert fold("ب" + marks * 50_000 + "ت") == "بت"

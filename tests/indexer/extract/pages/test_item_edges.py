"""Datelines and signatures by their shape, before any name is looked up."""

import pytest

from indexer.extract.pages.item_edges import are_agencies, find_signatures, is_signed, opens_with_dateline


@pytest.mark.parametrize(
    "text",
    [
        "DUBAI, 12th November, 2019 (WAM) -- The committee met.",
        "SALVADOR, Feb 26 - Showers went on.",
        "KUWAIT: The ministry said so.",
        "RIYADH, Saudi Arabia, 31 March 2021 - The two parties agreed.",
        "Doha (QNA) - The committee met.",
        "MANAMA -- The committee met.",
        "أبوظبي في 12 نوفمبر / وام / عقدت اللجنة اجتماعها.",
        "القاهرة (رويترز) - عقدت اللجنة اجتماعها.",
        "الدوحة - قنا: عقدت اللجنة اجتماعها.",
        "المنامة في ١٠ ديسمبر ٢٠١٩ / بنا / عقدت اللجنة اجتماعها.",
        "الكويت – 12 ديسمبر 2019 (كونا) – عقدت اللجنة اجتماعها.",
        "  الرياض، الثلاثاء 10 ديسمبر 2019 - عقدت اللجنة اجتماعها.",
        "الدوحة في 5 مايو 2024 / قنا /\nعقدت اللجنة اجتماعها.",
    ],
)
def test_a_dateline(text: str) -> None:
    assert opens_with_dateline(text)


@pytest.mark.parametrize(
    "text",
    [
        "The committee met in Dubai on 12 November 2019 and agreed.",
        "The committee (and its partners) met.",
        "عقدت اللجنة اجتماعها في 12 نوفمبر 2019 في أبوظبي.",
        "قال الوزير (حفظه الله) إن الاجتماع ناجح.",
        "A course - and its trainers - opened.",
        "UNODC trained inspectors.",
        "",
        "\n\n",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert not opens_with_dateline(text)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ended well. — KUNA", "— KUNA"),
        ("ended well. (Reuters)", "(Reuters)"),
        ("ended well.” -WAM", "-WAM"),
        ("انتهى الاجتماع. /وام", "/وام"),
        ("انتهى الاجتماع. /وام/", "/وام/"),
        ("انتهى الاجتماع. (أ ف ب)", "(أ ف ب)"),
        ("انتهى الاجتماع.\n(رويترز)", "(رويترز)"),
        ("انتهى الاجتماع.\n— كونا", "— كونا"),
        ("انتهى الاجتماع.\nالمصدر: وكالة الأنباء", "المصدر: وكالة الأنباء"),
    ],
)
def test_a_signature(line: str, words: str) -> None:
    assert [found[2] for found in find_signatures(f"{line}  \nMore")] == [words]
    assert is_signed(f"First.\n{line} \n")
    assert not is_signed(f"{line}\nMore text follows")


@pytest.mark.parametrize("line", ["no stop before (Reuters)", "ended. (15)", "- UNODC", "ended. and/or", "(a) first"])
def test_what_is_no_signature(line: str) -> None:
    assert find_signatures(line) == []


@pytest.mark.parametrize(
    ("signatures", "known", "expected"),
    [
        (["/وام", "/قنا/", "— KUNA"], [], True),
        (["(رويترز)", "(رويترز)", "(رويترز)"], [], True),
        (["(رويترز)", "(أ ف ب)", "/وام"], [], False),
        (["(رويترز)", "(أ ف ب)", "/وام"], ["رويترز", "أ ف ب"], True),
        (["(Applause)", "(laughs)", "(sic)"], ["Reuters"], False),
    ],
)
def test_signatures_of_agencies(signatures: list[str], known: list[str], expected: bool) -> None:
    assert are_agencies(signatures, known) is expected

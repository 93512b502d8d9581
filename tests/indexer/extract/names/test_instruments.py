"""What kind of cooperation an article is about."""

from collections.abc import Callable

import pytest

from indexer.model.article import Article, Language


@pytest.mark.parametrize(
    ("title", "text", "instrument"),
    [
        ("", "The two signed a memorandum of understanding (MoU).", "mou"),
        ("توقيع مذكرة تفاهم", "بين الجانبين", "mou"),
        ("Two bodies renew agreement", "They work together.", "agreement"),
        ("توقيع اتفاقية", "بين الجانبين", "agreement"),
        ("إطلاق برنامج مشترك", "بين الجانبين", "programme"),
        ("دورة تدريبية للمفتشين", "في المركز", "training"),
        ("اجتماع اللجنة المشتركة", "في المركز", "meeting"),
        ("وفد يزور المراكز", "في الصباح", "visit"),
        ("المؤسسة تفوز بجائزة", "هذا العام", "award"),
        ("قانون جديد", "في الجريدة الرسمية", "law"),
        ("حملة توعوية", "في المدارس", "campaign"),
        ("القبض على ثلاثة أشخاص", "أمس", "case"),
    ],
)
def test_instruments(extract: Callable[..., Article], title: str, text: str, instrument: str) -> None:
    found = extract(text, title).instruments
    assert instrument in [mention.id for mention in found]
    assert all(mention.evidence for mention in found)


def test_what_is_signed_in_the_lead_is_enough(extract: Callable[..., Article]) -> None:
    title = "Kuwait and UNODC"
    text = "The two signed an agreement after a workshop. They will meet again. It went well."
    assert [one.id for one in extract(text, title).instruments] == ["agreement"]
    assert extract(text.replace("signed", "spoke of"), title).instruments == ()


@pytest.mark.parametrize(
    "head",
    [
        "The two signed an agreement after a workshop. They will meet again.",
        "The two bodies spoke. A workshop followed.",
    ],
    ids=["the sentence of a signing", "the second sentence of the lead"],
)
def test_the_lead_and_a_word_of_the_body_make_an_instrument(extract: Callable[..., Article], head: str) -> None:
    filler = "They spoke of shelters and of the protection of victims in the years to come. " * 4
    found = extract(f"{head} {filler} The workshop went well.", "Kuwait and UNODC").instruments
    assert "training" in [one.id for one in found]
    found = extract(f"{head} {filler} It went well.", "Kuwait and UNODC").instruments
    assert "training" not in [one.id for one in found]


def test_a_word_that_the_body_has_once_is_no_instrument(extract: Callable[..., Article]) -> None:
    filler = "They spoke of shelters and of the protection of victims in the years to come. " * 4
    assert extract(f"{filler} An award was given.", "Two bodies speak").instruments == ()


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("", "وقعت الجهتان مذكرة", Language.AR),
        ("", "The two signed", Language.EN),
        ("وقعت الجهتان مذكرة", "The two signed a thing", Language.MIXED),
        ("", "وقعت الجهتان مذكرة تفاهم مع IOM", Language.AR),
    ],
)
def test_languages(extract: Callable[..., Article], title: str, text: str, language: Language) -> None:
    assert extract(text, title).language is language

"""Who published: declared, signed at the foot or in the dateline, or read from the web address or the contact."""

from collections.abc import Callable

import pytest

from indexer.extract.names.names import NameIndex, NameKind
from indexer.extract.names.reading import read
from indexer.gazetteers.value_names import slug
from indexer.model.article import Article

BODY = "عقدت اللجنة اجتماعها وبحثت برامج التدريب"


@pytest.mark.parametrize(
    ("text", "id_", "words"),
    [
        (f"{BODY} /وام", "wam", "وام"),
        (f"{BODY}. /وام/ ", "wam", "وام"),
        (f"{BODY} . /وام\n\n", "wam", "وام"),
        (f"{BODY}. (الاتحاد)", "al-ittihad", "الاتحاد"),
        (f"{BODY}.(رويترز)", "reuters", "رويترز"),
        (f"{BODY}. (أ ف ب)", "afp", "أ ف ب"),
        (f"{BODY}. -- كونا", "kuna", "كونا"),
        (f"{BODY}. المصدر: قنا", "qna", "قنا"),
        ("The hotline is open ([email protected]). — KUNA", "kuna", "KUNA"),
        ("The hotline is open. (AP)", "ap", "AP"),
        ("The hotline is open. Source: WAM", "wam", "WAM"),
        ("DUBAI, 12th November, 2019 (WAM) -- The police signed", "wam", "WAM"),
        ("القاهرة (رويترز) - قالت المتحدثة", "reuters", "رويترز"),
        ("أبوظبي في 12 نوفمبر / وام / وقعت الشرطة", "wam", "وام"),
        ("دبي - وام: وقعت الشرطة", "wam", "وام"),
    ],
)
def test_signatures(extract: Callable[..., Article], text: str, id_: str, words: str) -> None:
    source = extract(text).source
    assert source is not None
    assert (source.id, source.evidence.words) == (id_, words)
    assert text[source.evidence.start : source.evidence.end] == words


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "وقعت الجهتان اتفاقية التعاون مع الاتحاد",
        "according to KUNA the hotline is open",
        "ذكرت رويترز أن الخط مفتوح",
        "قال العامل إنه سيعود إلى بنا",
        "",
    ],
)
def test_a_name_in_the_text_is_no_signature(extract: Callable[..., Article], text: str) -> None:
    assert extract(text).source is None


@pytest.mark.parametrize(
    ("declared", "id_", "name"),
    [
        ("WAM", "wam", "Emirates News Agency"),
        ("وكالة أنباء الإمارات", "wam", "Emirates News Agency"),
        ("reuters", "reuters", "Reuters"),
        ("al-ittihad", "al-ittihad", "Al-Ittihad"),
        ("The Daily Example", "the-daily-example", "The Daily Example"),
        ("صحيفة المثال", "صحيفه-المثال", "صحيفة المثال"),
    ],
)
def test_a_declared_source_wins(extract: Callable[..., Article], declared: str, id_: str, name: str) -> None:
    source = extract(f"{BODY} /كونا", source=declared).source
    assert (source.id, source.name, source.evidence.field) == (id_, name, "source")


def test_the_web_address(extract: Callable[..., Article]) -> None:
    source = extract(BODY, url="https://www.wam.ae/ar/details/1").source
    assert (source.id, source.evidence.words, source.evidence.field) == ("wam", "www.wam.ae", "url")


def test_the_contact_at_the_foot_of_a_release(extract: Callable[..., Article]) -> None:
    text = "IOM trained the staff.\n\nFor more information, please contact the office, IOM Bahrain"
    source = extract(text).source
    assert (source.id, source.name) == ("iom", "International Organization for Migration")
    assert extract("IOM trained the staff.").source is None


def test_a_contact_above_the_foot_names_no_outlet(extract: Callable[..., Article]) -> None:
    text = "IOM trained the staff.\n\nFor more information, please contact the office, IOM Bahrain\n\n"
    assert extract(text + "Experts spoke of shelters. " * 10).source is not None
    assert extract(text + "Experts spoke of shelters. " * 20).source is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He writes in Gulf News. The paper is daily", ["gulf news"]),
        ("He writes in Gulf News, Dubai's daily", ["gulf news"]),
        ("He writes in Gulf News Weekly", []),
    ],
)
def test_a_capital_after_a_space_makes_a_longer_name(name_index: NameIndex, text: str, names: list[str]) -> None:
    found = read("", text, name_index).text.names
    assert [name.key for name in found if name.entries[0].kind is NameKind.OUTLET] == names


@pytest.mark.parametrize(("name", "expected"), [("A & B News!", "a-b-news"), ("الأيّام", "الايام"), ("--", "")])
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected

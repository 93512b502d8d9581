"""Which country a name means, and which names mean no country at all."""

from collections.abc import Callable

import pytest

from indexer.model.article import Article


def codes(article: Article) -> set[str]:
    return {mention.code for mention in article.countries}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقعت الإمارات اتفاقية", {"AE"}),
        ("وللإمارات دور في ذلك", {"AE"}),
        ("اجتماع بالبحرين غدا", {"BH"}),
        ("زيارة للكويت وللبنان", {"KW", "LB"}),
        ("قال المسؤولون العمانيون والقطريون", {"OM", "QA"}),
        ("وفد إماراتي وآخر بحرينية وخبراء سعوديين", {"AE", "BH", "SA"}),
        ("مسؤولان إيرانيان ومسؤولتان كويتيتان", {"IR", "KW"}),
        ("سائقون أتراك وعمال هنود", {"TR", "IN"}),
        ("الجانب الإندُونيسِيّ", {"ID"}),
        ("عُقد الاجتماع في جاكرتا", {"ID"}),
        ("مسؤولون من شرطة دبي", {"AE"}),
        ("officials in Kuwait's capital", {"KW"}),
        ("Emiratis and Omanis met", {"AE", "OM"}),
        ("the U.S. and the UAE agreed", {"US", "AE"}),
        ("talks in Doha and Riyadh", {"QA", "SA"}),
        ("the United Kingdom and Côte d’Ivoire", {"GB", "CI"}),
        ("BANGKOK and MANILA agreed", {"TH", "PH"}),
    ],
)
def test_names_in_every_form(extract: Callable[..., Article], text: str, expected: set[str]) -> None:
    assert codes(extract(text)) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Michael Jordan spoke to the players", "a person"),
        ("Mr. Jordan opened the meeting", "a person"),
        ("Hamilton Jordan wrote a book", "a person"),
        ("they served turkey and china cups", "common words"),
        ("let us meet again", "a pronoun"),
        ("leaflets in ten languages, Indonesian, Russian and Chinese", "languages"),
        ("the Chinese language course", "a language"),
        ("نشرات باللغات العربية والإنجليزية والبنغالية والروسية والإندونيسية والصينية والهندية", "languages"),
        ("قال الدكتور أحمد المصري مدير المركز", "a surname"),
        ("أُذن لصلاة المغرب", "a prayer"),
        ("الوزارة المالية والأزمة المالية", "an adjective"),
        ("أصيب في القدم اليمنى", "the right foot"),
        ("بنين وبنات في المدارس", "boys"),
        ("نصف قطر الدائرة", "a radius"),
        ("في خليج عمان وبحر الصين الجنوبي", "seas"),
        ("in the Gulf of Oman and the Indian Ocean", "seas"),
        ("افتتح فرع في حي الرياض", "a quarter of another town"),
        ("صور من الاجتماع في الخبر المنشور", "common words that are also cities"),
        ("the United Nations and the European Union", "no countries"),
    ],
)
def test_names_that_are_no_country(extract: Callable[..., Article], text: str, why: str) -> None:
    assert codes(extract(text)) == set(), why


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("وقعت سلطنة عمان المذكرة", "OM"),
        ("وقعت عُمان المذكرة", "OM"),
        ("الجانب العماني في عمان", "OM"),
        ("وصل الوفد إلى عمّان", "JO"),
        ("عقد الأردن الاجتماع في عمان", "JO"),
        ("في العاصمة عمان اليوم", "JO"),
        ("عمان (بترا) - بحث الوزير", "JO"),
        ("Tbilisi said that Georgia and Russia agreed", "GE"),
        ("مدينة صور", "LB"),
        ("The language of the course that Thai officers gave", "TH"),
    ],
)
def test_two_meanings(extract: Callable[..., Article], text: str, code: str) -> None:
    assert code in codes(extract(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [("Atlanta, Georgia, in the U.S.", "GE"), ("عقد الأردن الاجتماع في عمان", "OM"), ("مدينة صور في لبنان", "IR")],
)
def test_the_other_meaning_is_not_there(extract: Callable[..., Article], text: str, code: str) -> None:
    assert code not in codes(extract(text))


@pytest.mark.parametrize("signature", ["/وام", "— KUNA", "(الاتحاد)", "(رويترز)", "/ قنا /"])
def test_a_signature_is_no_country(extract: Callable[..., Article], signature: str) -> None:
    assert codes(extract(f"عقد الخبراء اجتماعا اليوم. {signature}")) == set()


def test_the_name_of_a_news_agency_is_no_country(extract: Callable[..., Article]) -> None:
    assert codes(extract("ذكرت وكالة الأنباء الكويتية ذلك")) == set()


def test_a_signature_in_the_dateline_is_no_city(extract: Callable[..., Article]) -> None:
    assert codes(extract("الدوحة - قنا - وقعت الوزارة مذكرة")) == {"QA"}

"""The countries that the news is about against those that it only names."""

from collections.abc import Callable

import pytest

from indexer.model.article import Article

LONG = "The experts spoke of shelters, of training and of the protection of victims in the years to come. " * 8
LANG = "وتحدث الخبراء عن الإيواء والتدريب وحماية الضحايا في السنوات المقبلة بالتعاون مع الجهات المعنية كافة. " * 8


@pytest.mark.parametrize(
    ("title", "text", "primary"),
    [
        ("Bahrain and Oman sign a memorandum", LONG, ("BH", "OM")),
        ("وفد تايلاندي يزور المراكز", LANG, ("TH",)),
        ("", f"RIYADH, 31 March 2019. {LONG} It was like a case in Norway.", ("SA",)),
        ("", f"Qatar and Saudi Arabia have agreed. {LONG} Qatar will host Saudi Arabia.", ("QA", "SA")),
        ("شرطة دبي تطلق برنامجا", LANG, ("AE",)),
        # Next to a country with 1.84 one with 1.0 is a party too; where none has enough, one with 0.3 is.
        ("Qatar trains officers of Kuwait", f"Qatar will train staff. {LONG}", ("QA", "KW")),
        ("Experts speak", f"{LONG} One expert came from Norway.", ("NO",)),
        ("", f"{LONG} Kuwait hosted it. {LONG} Kuwait will do so again, and Kuwait paid, said Kuwait.", ("KW",)),
    ],
)
def test_primary_countries(extract: Callable[..., Article], title: str, text: str, primary: tuple[str, ...]) -> None:
    assert extract(text, title).primary_countries() == primary


def test_none_of_equals_is_chosen(extract: Callable[..., Article]) -> None:
    article = extract(f"The ministers of France, Spain and Italy met. {LONG}", "Ministers meet")
    assert article.primary_countries() == ("FR", "ES", "IT")


@pytest.mark.parametrize(
    ("title", "text", "primary"),
    [
        ("فريق مشترك", f"أعلنت سويسرا وألمانيا والنمسا تشكيل فريق، ورحبت سويسرا بذلك. {LANG}", ("CH", "DE", "AT")),
        ("Joint team", f"Mali, Chad and Niger formed a team, and Niger will lead it. {LONG}", ("ML", "TD", "NE")),
        ("Joint team", f"Niger, a member, and Niger's army lead it. In Chad nothing is known. {LONG}", ("NE",)),
        ("Niger leads", f"{LONG} Niger and Norway, said Niger, will pay.", ("NE",)),
    ],
)
def test_what_is_said_of_one_of_a_list_is_said_of_all(
    extract: Callable[..., Article], title: str, text: str, primary: tuple[str, ...]
) -> None:
    assert extract(text, title).primary_countries() == primary


def test_a_country_named_once_in_the_body_is_only_mentioned(extract: Callable[..., Article]) -> None:
    article = extract(f"{LONG} One expert came from Norway.", "Qatar opens a shelter")
    assert [(mention.code, mention.role.value) for mention in article.countries] == [
        ("QA", "primary"),
        ("NO", "mentioned"),
    ]


def test_the_home_of_a_national_body_counts(extract: Callable[..., Article]) -> None:
    article = extract(LANG, "شرطة عمان السلطانية تنظم دورة")
    assert article.primary_countries() == ("OM",)
    assert article.countries[0].evidence[0].words == "شرطة عمان السلطانية"


@pytest.mark.parametrize(
    ("source", "text", "primary"),
    [
        ("Jawhara FM", "أكد وزير الصحة اليوم أن الحكومة خصصت اعتمادات جديدة", ("TN",)),
        ("Jawhara FM", "تطبيق جديد للهواتف الذكية يثير الجدل", ()),
        ("Jawhara FM", "أعلنت الحكومة في البرازيل خطة جديدة", ("BR",)),
        ("Sky News Arabia", "أكد وزير الصحة اليوم أن الحكومة خصصت اعتمادات جديدة", ()),
        (None, "أكد وزير الصحة اليوم أن الحكومة خصصت اعتمادات جديدة. /وام", ()),
    ],
)
def test_a_local_outlet_speaks_of_its_own_country(
    extract: Callable[..., Article], source: str | None, text: str, primary: tuple[str, ...]
) -> None:
    assert extract(text, source=source).primary_countries() == primary


@pytest.mark.parametrize(
    ("source", "text", "primary"),
    [
        ("Jawhara FM", "وصل الوفد إلى تونس. وأشاد بتونس.", ("IT", "TN")),
        ("Jawhara FM", "وصل الوفد إلى تونس.", ("IT",)),
        ("Sky News Arabia", "وصل الوفد إلى تونس. وأشاد بتونس.", ("IT",)),
    ],
)
def test_beside_another_country_a_local_outlet_needs_to_name_its_own_twice(
    extract: Callable[..., Article], source: str, text: str, primary: tuple[str, ...]
) -> None:
    assert extract(LANG + text, "وفد إيطالي في زيارة", source=source).primary_countries() == primary


def test_every_mention_is_evidence(extract: Callable[..., Article]) -> None:
    article = extract("وصل الوفد الكويتي. وأشادت الكويت بالتعاون.", "زيارة إلى الكويت")
    (kuwait,) = article.countries
    assert [(one.field, one.words) for one in kuwait.evidence] == [
        ("title", "الكويت"),
        ("text", "الكويتي"),
        ("text", "الكويت"),
    ]

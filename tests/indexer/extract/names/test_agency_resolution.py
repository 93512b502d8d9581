"""Which body a name means; a name that several states use needs its country."""

from collections.abc import Callable

import pytest

from indexer.model.article import Article, Role


def ids(article: Article) -> list[str]:
    return [mention.id for mention in article.agencies]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IOM and UNODC trained the staff", ["iom", "unodc"]),
        ("المنظمة الدولية للهجرة ومكتب الأمم المتحدة المعني بالمخدرات والجريمة", ["iom", "unodc"]),
        ("the Ministry of Labour in Qatar signed", ["qa-labour"]),
        ("Qatar and Bahrain thanked the Ministry of Justice of the UAE", ["ae-justice"]),
        ("the Human Rights Commission in Saudi Arabia signed", ["sa-hrc"]),
        ("the Saudi Human Rights Commission signed", ["sa-hrc"]),
        ("Kuwait's Ministry of Justice signed", ["kw-justice"]),
        ("وقعت وزارة العدل الكويتية", ["kw-justice"]),
        ("لوزارة الداخلية في الإمارات", ["ae-interior"]),
        ("بوزارة الخارجية الإندونيسية", ["id-foreign"]),
        (
            "بين هيئة تنظيم سوق العمل بمملكة البحرين واللجنة الوطنية لمكافحة الاتجار بالأشخاص بسلطنة عمان",
            ["bh-lmra", "om-ncctip"],
        ),
        ("KUWAIT: The Ministry of Justice signed a memorandum", ["kw-justice"]),
        ("قطر تستضيف المنتدى، وأكدت وزارة العمل ذلك", ["qa-labour"]),
        ("اللجنة الوطنية لمكافحة جرائم الإتجار بالبشر", ["ae-ncchr"]),
        ("مؤسسة دبي لرعاية النساء والأطفال", ["ae-dfwac"]),
        ("«إيواء» تبحث التعاون", ["ae-ewaa"]),
        ('"إيواء" تبحث التعاون', ["ae-ewaa"]),
        ("شرطة أبوظبي ومراكز إيواء توقعان", ["ae-abudhabi-police", "ae-ewaa"]),
        ("إيواء الضحايا ورعايتهم", []),
        ("افتتاح مراكز إيواء للنازحين في لبنان", []),
        ("بإصدار التقرير السنوي للجنة الوطنية لمكافحة جرائم الاتجار بالبشر", ["ae-ncchr"]),
        ("UN and EU envoys met in the GCC", ["un", "eu", "gcc"]),
        # The commonest name of the GCC; other councils of cooperation have longer ones.
        ("أكد مجلس التعاون ذلك", ["gcc"]),
        ("بمجلس التعاون الخليجي", ["gcc"]),
        ("مجلس التعاون الإقليمي", []),
        ("انعقد مجلس التعاون الجمركي", []),
        ("مجلس التعاون العربي", []),
        ("الأمانة العامة لمجلس التعاون", ["gcc-secretariat"]),
    ],
)
def test_bodies(extract: Callable[..., Article], text: str, expected: list[str]) -> None:
    assert ids(extract(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Justice signed a memorandum",
        "أعلنت وزارة الداخلية ذلك",
        "Qatar and Kuwait: the Ministry of Interior and others agreed",
        "the Ministry of Justice of Iceland signed",
    ],
)
def test_a_shared_name_without_its_country_stays_unresolved(extract: Callable[..., Article], text: str) -> None:
    article = extract(text)
    assert ids(article) == []
    assert len(article.unresolved) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Human Rights Commission (HRC) in Saudi Arabia met. The HRC and its guests, from Oman too, agreed.",
            {"sa-hrc": 3},
        ),
        ("HRC officials met", {}),
        ("who is in charge", {}),
        ("The WHO said so", {"who": 1}),
    ],
)
def test_acronyms(extract: Callable[..., Article], text: str, expected: dict[str, int]) -> None:
    assert {mention.id: len(mention.evidence) for mention in extract(text).agencies} == expected


def test_foreign_policy_is_no_foreign_ministry(extract: Callable[..., Article]) -> None:
    assert ids(extract("أعلنت الخارجية الأميركية ذلك")) == ["us-state"]
    article = extract("تناول البحث السياسة الخارجية الأميركية")
    assert (ids(article), article.primary_countries()) == ([], ("US",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The National Committee for Combating Human Trafficking in Qatar met", ["qa-ncct"]),
        ("The National said so in Qatar", []),
    ],
)
def test_a_newspaper_is_not_the_head_of_a_longer_name(
    extract: Callable[..., Article], text: str, expected: list[str]
) -> None:
    assert ids(extract(text)) == expected


def test_an_acronym_in_a_headline_in_capitals_may_be_a_word(extract: Callable[..., Article]) -> None:
    assert ids(extract("The experts met.", "MINISTERS ASK WHO WILL PAY")) == []


def test_a_local_outlet_means_its_own_ministry(extract: Callable[..., Article]) -> None:
    text = "أعلنت وزارة الداخلية إيقاف شخصين قدما من إيطاليا"
    assert ids(extract(text, source="Jawhara FM")) == ["tn-interior"]
    assert ids(extract(text, source="Sky News Arabia")) == ["it-interior"]
    assert ids(extract(f"روما (وام) - {text}")) == ["it-interior"]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("إعدام ثلاثة أشخاص", "أعدمت حماس في غزة ثلاثة أشخاص. وقالت وزارة الداخلية إن الحكم نفذ", ["ps-interior"]),
        ("هجوم على حملة", "أعلنت حملة مرشح للرئاسة الفرنسية هجوما. وقالت وزارة الداخلية إنها تحقق", ["fr-interior"]),
        ("هجرة نحو إيطاليا", "أوقفت دورية بولاية نابل سبعة. وقالت وزارة الداخلية إنها تحقق", ["tn-interior"]),
    ],
)
def test_a_foreign_country_named_before_keeps_its_ministry(
    extract: Callable[..., Article], title: str, text: str, expected: list[str]
) -> None:
    assert ids(extract(text, title, source="Jawhara FM")) == expected


def test_roles(extract: Callable[..., Article]) -> None:
    filler = "تحدث الخبراء عن الإيواء والتدريب وحماية الضحايا في السنوات المقبلة مع الجهات كافة. " * 8
    article = extract(f"{filler} وأشار المتحدث إلى الأمم المتحدة.", "شرطة دبي توقع مذكرة")
    assert {mention.id: mention.role for mention in article.agencies} == {
        "ae-dubai-police": Role.PRIMARY,
        "un": Role.MENTIONED,
    }


def test_a_body_that_signs_is_primary_in_every_zone(extract: Callable[..., Article]) -> None:
    filler = "تحدث الخبراء عن الإيواء والتدريب وحماية الضحايا في السنوات المقبلة مع الجهات كافة. " * 8
    article = extract(f"{filler} ووقعت المذكرة المنظمة الدولية للهجرة.", "مذكرة جديدة")
    assert article.primary_agencies() == ("iom",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Ministry of Magical Affairs said so", "Ministry of Magical Affairs"),
        ("the National Committee for Labour Committees met", "National Committee for Labour Committees"),
        ("أعلنت وزارة السعادة ذلك", "وزارة السعادة"),
        ("وقال للمجلس الأعلى للخيول", "المجلس الأعلى للخيول"),
        ("عقدت اللجنة الوطنية لرعاية النخيل اجتماعا", "اللجنة الوطنية لرعاية النخيل"),
        ("عرض للجنة الوطنية لرعاية النخيل", "اللجنة الوطنية لرعاية النخيل"),
        ("نظمت اللجنة الوطنية لحماية الطفولة بالتعاون مع جهات أخرى", "اللجنة الوطنية لحماية الطفولة"),
        ("The Joint Committee on Human Trafficking in Jakarta met", "Joint Committee on Human Trafficking"),
        ("The National Committee for Child Protection met", "National Committee for Child Protection"),
    ],
)
def test_bodies_outside_the_gazetteer_are_kept_as_names(extract: Callable[..., Article], text: str, name: str) -> None:
    assert [one.name for one in extract(text).unresolved] == [name]


def test_an_unresolved_name_is_listed_once(extract: Callable[..., Article]) -> None:
    assert len(extract("وزارة السعادة، وزارة السعادة", "وزارة السعادة").unresolved) == 1

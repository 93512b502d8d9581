"""What a country's name is part of, and how much it then counts."""

from collections.abc import Callable

import pytest

from indexer.extract.names.contexts import Context, factor
from indexer.extract.names.names import NameKind
from indexer.model.article import Article
from indexer.tables import rules

LANG = "وتحدث الخبراء عن الإيواء والتدريب وحماية الضحايا في السنوات المقبلة بالتعاون مع الجهات المعنية كافة. " * 8
LONG = "The experts spoke of shelters, of training and of the protection of victims in the years to come. " * 8


def rules_of(article: Article, code: str) -> list[str]:
    return [one.rule for mention in article.countries if mention.code == code for one in mention.evidence]


@pytest.mark.parametrize(
    ("text", "code", "context"),
    [
        ("قال وزير الخارجية الفرنسي إن البرنامج بدأ", "FR", Context.OFFICE),
        ("وصل الرئيس التركي اليوم", "TR", Context.OFFICE),
        ("ذكرت صحيفة «آس» الإسبانية أن البرنامج بدأ", "ES", Context.PRESS),
        ("The Spanish newspaper said so", "ES", Context.PRESS),
        ("بلغت الكلفة مليون دولار أميركي", "US", Context.MONEY),
        ("شارك في مونديال روسيا 2018", "RU", Context.EVENT),
        ("اللاعب المصري عاد", "EG", Context.PLAIN),
        ("Spanish officials and newspaper readers", "ES", Context.PLAIN),
        ("نقلت الصحيفة. الإسبانية ماريا فازت", "ES", Context.PLAIN),
    ],
)
def test_what_a_name_is_part_of(extract: Callable[..., Article], text: str, code: str, context: Context) -> None:
    (rule,) = rules_of(extract(text, "عنوان"), code)
    assert rule.endswith(f", {context}") is (context is not Context.PLAIN), rule


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("في العاصمة السعودية الرياض اجتمعوا", 1),
        ("أعلن ريال مدريد الإسباني عن لاعبه", 1),
        ("في الرياض، السعودية تستضيف اللقاء", 2),
        ("عاد الإسباني من برشلونة أمس", 1),
        ("الإسبانية ماريا التي تقيم في مدريد", 2),
        ("الإسبانية ماريا التي تقيم منذ سنوات طويلة في مدريد", 2),
    ],
)
def test_a_place_and_its_demonym_are_one_mention(extract: Callable[..., Article], text: str, counted: int) -> None:
    (country,) = extract(text, "عنوان").countries
    assert sum(not one.rule.endswith(Context.REPEATED) for one in country.evidence) == counted


@pytest.mark.parametrize(
    ("title", "text", "primary"),
    [
        ("هدنة في سوريا", "اتفق الرئيس الأميركي والمستشارة الألمانية على تطبيق القرار.", ("SY", "US", "DE")),
        ("هاتف جديد", f"ذكرت صحيفة «ميرور» البريطانية أن الشركة الأميركية ستطرح هاتفها. {LANG}", ("US",)),
        ("مدرب الأرجنتين يرحل", f"رحل المدرب بعد خروج الأرجنتين من مونديال روسيا 2018. {LANG}", ("AR",)),
    ],
)
def test_contexts_decide_what_an_article_is_about(
    extract: Callable[..., Article], title: str, text: str, primary: tuple[str, ...]
) -> None:
    assert extract(text, title).primary_countries() == primary


def test_a_country_of_the_body_alone_is_only_mentioned(extract: Callable[..., Article]) -> None:
    body = f"{LONG} Norway paid. Norway's minister came. The Norwegian fund helped Norway, in Oslo. Oslo agreed."
    assert extract(body, "Qatar opens a shelter").primary_countries() == ("QA",)


def test_next_to_a_country_at_length_one_in_passing_is_only_mentioned(extract: Callable[..., Article]) -> None:
    text = (
        "Qatar opened a shelter in Doha and Qatar will train staff. The Qatari ministry thanked Norway. "
        f"{LONG} Norway and Qatar, said Doha, will meet in Doha; Qatar invited Norway. Qataris came."
    )
    article = extract(text, "Qatar opens a shelter in Doha for Qataris")
    assert article.primary_countries() == ("QA",)


def test_every_context_but_the_plain_one_has_a_factor() -> None:
    rows = rules.rows("mention_contexts.tsv", "context", "kinds", "side", "within", "factor", "words")
    assert {row["context"] for row in rows} == set(Context) - {Context.PLAIN}
    assert {kind for row in rows for kind in row.values("kinds")} <= {kind.value for kind in NameKind}
    assert {row["side"] for row in rows if row["words"]} == {"before", "after"}
    assert all((row["words"] == "") == (row["context"] == Context.REPEATED) for row in rows)
    assert factor(Context.PLAIN) == 1

"""A page of dated items becomes articles with anchors that stay; everything else stays whole, with a reason."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import RawArticle
from indexer.extract.cutting import cut

FIRST = "عقدت اللجنة الوطنية اجتماعها في مقر الوزارة وبحثت برامج التدريب المشتركة مع الجهات المعنية في الدولة. /وام"
SECOND = (
    "وقعت هيئة تنظيم سوق العمل مذكرة تفاهم مع منظمة دولية بشأن حماية العمال وتبادل الخبرات في هذا المجال. (الاتحاد)"
)
PAGE = f"10 ديسمبر 2019\n\nاللجنة تعقد اجتماعها\n\n \n{FIRST}\n\n \n12 نوفمبر 2019\n\nتوقيع مذكرة تفاهم\n{SECOND}\n"


def raw(text: str, **values: object) -> RawArticle:
    return RawArticle(uri="file:///page.txt", text=text, fetched_at=datetime(2020, 1, 1, tzinfo=UTC), **values)


def test_a_page_is_cut_at_its_dated_headings() -> None:
    result = cut(raw(PAGE))
    assert result.reason == "cut at 2 dated headings"
    assert [(item.title, item.text, item.published, item.published_from) for item in result.items] == [
        ("اللجنة تعقد اجتماعها", FIRST, "10 ديسمبر 2019", "heading"),
        ("توقيع مذكرة تفاهم", SECOND, "12 نوفمبر 2019", "heading"),
    ]
    assert {item.parent for item in result.items} == {"file:///page.txt"}


def test_every_text_is_a_slice_of_the_page() -> None:
    for item in cut(raw(PAGE)).items:
        assert item.text in PAGE
        assert item.title in PAGE


def test_anchors_stay_when_an_item_is_added_on_top() -> None:
    before = [item.anchor for item in cut(raw(PAGE)).items]
    after = [item.anchor for item in cut(raw(f"1 يناير 2020\n\nخبر جديد\n{FIRST}\n\n{PAGE}")).items]
    assert after[1:] == before
    assert before[0].startswith("2019-12-10-")
    assert len(set(after)) == 3


def test_the_same_title_on_the_same_day_gets_its_own_anchor() -> None:
    item = f"10 ديسمبر 2019\n\nاللجنة تعقد اجتماعها\n{FIRST}\n\n"
    first, second = (one.anchor for one in cut(raw(item + item)).items)
    assert second == f"{first}-2"


@pytest.mark.parametrize(
    "heading",
    [
        "10 December 2019",
        "December 10, 2019",
        "Tuesday, 10 December 2019",
        "الثلاثاء 10 ديسمبر 2019",
        "١٠ كانون الأول ٢٠١٩",
        "10 كانون الأول/ديسمبر 2019 م",
        "2019-12-10",
        "- 10/12/2019 م -",
        "13 ربيع الآخر 1441 هـ",
    ],
)
def test_headings_in_every_form(heading: str) -> None:
    items = cut(raw(f"{heading}\nعنوان الخبر\n{FIRST}\n\n5 مايو 2018\nعنوان آخر\n{SECOND}")).items
    assert [item.anchor[:10] for item in items] == ["2019-12-10", "2018-05-05"]
    assert items[0].published == heading


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (FIRST, "no dated headings; signatures, but they part fewer than 3 items; no rules, no closing lines"),
        ("الوزارة تعقد اجتماعها", "no dated headings; no rules, no closing lines, no signatures"),
        (f"مقدمة الخبر\n{FIRST}\n\n10 ديسمبر 2019\n{SECOND}", "only one dated heading"),
        (
            f"10 ديسمبر 2019\n\nعنوان\n{FIRST}\n\n12 نوفمبر 2019\nقصير",
            "hardly any text under the heading 12 نوفمبر 2019",
        ),
        (f"{FIRST * 5}\n\n{PAGE}", "much text before the first dated heading"),
        (f"31 November 2019\n{FIRST}\n\n32 May 2019\n{SECOND}", "no dated headings"),
    ],
)
def test_without_good_evidence_a_page_stays_whole(text: str, reason: str) -> None:
    result = cut(raw(text))
    assert len(result.items) == 1
    assert result.reason.startswith(f"whole: {reason}")


def test_one_heading_at_the_head_dates_the_item() -> None:
    (item,) = cut(raw(f"10 ديسمبر 2019\n\nاللجنة تعقد اجتماعها\n\n{FIRST}")).items
    assert (item.title, item.text, item.published) == ("اللجنة تعقد اجتماعها", FIRST, "10 ديسمبر 2019")
    assert item.published_from == "heading"
    assert item.anchor == ""


def test_an_item_with_a_title_is_left_as_it_is() -> None:
    item = raw(PAGE, title="عنوان من المصدر")
    assert cut(item).items == (item,)


def test_titles_above_the_dates() -> None:
    page = f"اللجنة تعقد اجتماعها\n10 ديسمبر 2019\n{FIRST}\n\nتوقيع مذكرة تفاهم\n12 نوفمبر 2019\n{SECOND}\n"
    result = cut(raw(page))
    assert [(item.title, item.text, item.published) for item in result.items] == [
        ("اللجنة تعقد اجتماعها", FIRST, "10 ديسمبر 2019"),
        ("توقيع مذكرة تفاهم", SECOND, "12 نوفمبر 2019"),
    ]


@pytest.mark.parametrize("rule", ["----------", "* * *", "_____", "=======", "***"])
def test_a_page_with_rules_between_its_items(rule: str) -> None:
    result = cut(raw(f"اللجنة تعقد اجتماعها\n\n{FIRST}\n\n{rule}\n\nتوقيع مذكرة تفاهم\n\n{SECOND}\n"))
    assert [(item.title, item.text) for item in result.items] == [
        ("اللجنة تعقد اجتماعها", FIRST),
        ("توقيع مذكرة تفاهم", SECOND),
    ]
    assert result.reason == "cut at rules into 2 items, with a title on each item"


def test_a_rule_before_a_note_is_no_border() -> None:
    result = cut(raw(f"اللجنة تعقد اجتماعها\n\n{FIRST}\n\n-----\nانتهى"))
    assert len(result.items) == 1


TITLES = ("اللجنة تعقد اجتماعها", "توقيع مذكرة تفاهم", "Ministry opens a training course")
THIRD = "The ministry opened a course for inspectors and hotline staff with experts from several bodies. — KUNA"


def titles(text: str) -> list[str]:
    return [item.title for item in cut(raw(text)).items]


@pytest.mark.parametrize("closing", ["Read more", "اقرأ المزيد", "  المزيد  "])
def test_a_page_whose_layout_closes_each_item(closing: str) -> None:
    page = f"{TITLES[0]}\n\n{FIRST}\n{closing}\n\n{TITLES[1]}\n\n{SECOND}\n{closing}\n"
    result = cut(raw(page))
    assert [(item.title, item.text) for item in result.items] == [(TITLES[0], FIRST), (TITLES[1], SECOND)]
    assert result.reason == "cut at closing lines into 2 items, with a title on each item"


def test_a_page_whose_layout_dates_each_item() -> None:
    page = f"{TITLES[0]}\nنشر في: 10 ديسمبر 2019\n{FIRST}\n\n{TITLES[1]}\nنشر في: 12 نوفمبر 2019\n{SECOND}\n"
    assert [(item.title, item.anchor[:10]) for item in cut(raw(page)).items] == [
        (TITLES[0], "2019-12-10"),
        (TITLES[1], "2019-11-12"),
    ]


def test_a_page_of_three_signed_items() -> None:
    items = list(zip(TITLES, (FIRST, SECOND, THIRD), strict=True))
    result = cut(raw("\n\n".join(f"{title}\n\n{text}" for title, text in items)))
    assert [(item.title, item.text) for item in result.items] == items
    assert result.reason == "cut at signatures into 3 items, with a title on each item"


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (f"{TITLES[0]}\n\n{FIRST}\n\n{TITLES[1]}\n\n{SECOND}", "two signatures may be a caption's and the story's"),
        (f"{FIRST}\n\n{SECOND}\n\n{THIRD}", "no titles, and who signs in brackets is not known"),
        (f"{TITLES[0]}\n\n{FIRST}\n\n{TITLES[1]}\n\n{SECOND}\n\n{TITLES[2]}\n\n{THIRD}\nMore text", "unsigned end"),
        (f"{TITLES[0]}\n\n{FIRST}\nRead more\n\n{TITLES[1]}\n\n{SECOND}", "nothing closes the second"),
        (f"{TITLES[0]}\n\n{FIRST}\nRead more\nقصير\nRead more", "hardly any text"),
    ],
)
def test_a_layout_without_good_evidence_cuts_nothing(page: str, why: str) -> None:
    assert len(cut(raw(page)).items) == 1, why


@given(st.text(alphabet="اب 12019-/\nديسمبر.\t", max_size=300))
def test_cutting_is_total_and_changes_no_text(text: str) -> None:
    result = cut(raw(text))
    assert result.items
    assert len({item.anchor for item in result.items}) == len(result.items)
    for item in result.items:
        assert item.text in text

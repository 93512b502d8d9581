"""A page of dated items becomes articles with anchors that stay; everything else stays whole, with a reason."""

from datetime import UTC, datetime
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.days.published import find_published
from indexer.extract.pages.cutting import cut
from indexer.model.article import RawArticle

FIRST = "عقدت اللجنة الوطنية اجتماعها في مقر الوزارة وبحثت برامج التدريب المشتركة مع الجهات المعنية في الدولة. /وام"
SECOND = (
    "وقعت هيئة تنظيم سوق العمل مذكرة تفاهم مع منظمة دولية بشأن حماية العمال وتبادل الخبرات في هذا المجال. (الاتحاد)"
)
REPORT = "قالت الوزارة إن البرنامج يشمل تدريب المفتشين وتوفير المأوى للضحايا وتبادل المعلومات بين الجهات المعنية."
PAGE = f"10 ديسمبر 2019\n\nاللجنة تعقد اجتماعها\n\n \n{FIRST}\n\n \n12 نوفمبر 2019\n\nتوقيع مذكرة تفاهم\n{SECOND}\n"


def raw(text: str, **values: object) -> RawArticle:
    return RawArticle(uri="file:///page.txt", text=text, fetched_at=datetime(2020, 1, 1, tzinfo=UTC), **values)


def test_a_page_is_cut_at_its_dated_headings() -> None:
    result = cut(raw(PAGE))
    assert str(result.reason) == "cut at 2 dated headings"
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
        (
            f"10 ديسمبر 2019\n\nعنوان\n{FIRST}\n\n12 نوفمبر 2019\nوصل الوفد إلى العاصمة وكان في استقباله سفير الدولة",
            "hardly any text under the heading 12 نوفمبر 2019",
        ),
        (f"{FIRST * 5}\n\n{PAGE}", "much text before the first dated heading"),
        (f"31 November 2019\n{FIRST}\n\n32 May 2019\n{SECOND}", "no dated headings"),
    ],
)
def test_without_good_evidence_a_page_stays_whole(text: str, reason: str) -> None:
    result = cut(raw(text))
    assert len(result.items) == 1
    assert str(result.reason).startswith(f"whole: {reason}")


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
    assert str(result.reason) == "cut at rules into 2 items, with a dateline or a signature on each item"


@pytest.mark.parametrize(
    ("titles", "number"),
    [
        (("الكويت وعمان توقعان مذكرة تفاهم", "Two ministries open a course"), 2),
        (("الكويت وعمان توقعان مذكرة تفاهم", "تفاصيل المذكرة", "ردود الفعل"), 1),
        (("Kuwait and Oman sign memorandum", "The text", "Reactions in both capitals"), 1),
        (("Kuwait and Oman sign memorandum", "What the two sides have agreed on"), 1),
        (("الكويت وعمان توقعان مذكرة تفاهم", "ماذا يعني الاتفاق للعمال الوافدين"), 1),
        (("الكويت وعمان توقعان مذكرة تفاهم", "هل تكفي المذكرة لحماية الضحايا؟"), 1),
        (("Kuwait and Oman sign memorandum", "2. Training of the inspectors"), 1),
        (("الطريق الطويل إلى مذكرة التفاهم", "أولا: مجالات التعاون بين الجهات"), 1),
    ],
)
def test_sections_between_rules_stay_one_article(titles: tuple[str, ...], number: int) -> None:
    """Without datelines and signatures, the titles must be headlines."""
    result = cut(raw("\n\n***\n\n".join(f"{title}\n\n{REPORT}" for title in titles)))
    assert len(result.items) == number
    assert result.items[0].title == titles[0]


def test_a_long_read_between_rules_keeps_its_sections() -> None:
    text = f"الكويت وعمان توقعان مذكرة تفاهم\n\n{REPORT}\n\n***\n\nتفاصيل المذكرة\n\n{REPORT}"
    (item,) = cut(raw(text)).items
    assert "تفاصيل المذكرة" in item.text.split("\n")


STEPS_EN = (
    "The two sides opened talks about a memorandum, which both ministries had prepared for a year.",
    "The second round took place in the other capital, and the text was agreed on in the evening.",
    "The two undersecretaries signed the memorandum, and it enters into force after ratification.",
)
STEPS_AR = (
    "بدأ الجانبان محادثات بشأن مذكرة تفاهم كانت الوزارتان قد أعدتا لها طوال عام كامل من العمل المشترك.",
    "عقدت الجولة الثانية في العاصمة الأخرى، واتفق الجانبان على نص المذكرة في مساء اليوم نفسه.",
    "وقع وكيلا الوزارتين المذكرة، على أن تدخل حيز التنفيذ بعد التصديق عليها في البلدين الشقيقين.",
)
DAYS_EN = ("10 January 2019", "15 March 2019", "20 May 2019")
DAYS_AR = ("10 يناير 2019", "15 مارس 2019", "20 مايو 2019")
HEADS_EN = ("Talks are opened", "A second round of talks", "The signing in the capital")
HEADS_AR = ("انطلاق المحادثات", "جولة ثانية من المحادثات", "توقيع المذكرة في العاصمة")


def steps(days: tuple[str, ...], heads: tuple[str, ...], texts: tuple[str, ...]) -> str:
    parts = zip(days, heads, texts, strict=True)
    return "\n\n".join("\n\n".join(filter(None, part)) for part in parts)


NO_HEADS = ("", "", "")
INTRODUCTION_EN, INTRODUCTION_AR = "Here are the main steps of the talks.", "في ما يلي أبرز خطوات المحادثات."
TIMELINES = [
    ("untitled, English", f"Talks in dates\n\n{INTRODUCTION_EN}\n\n{steps(DAYS_EN, NO_HEADS, STEPS_EN)}"),
    ("untitled, Arabic", f"المحادثات في تواريخ\n\n{INTRODUCTION_AR}\n\n{steps(DAYS_AR, NO_HEADS, STEPS_AR)}"),
    ("untitled, without introduction", steps(DAYS_EN, NO_HEADS, STEPS_EN)),
    ("titled, English", f"Talks in dates\n\n{INTRODUCTION_EN}\n\n{steps(DAYS_EN, HEADS_EN, STEPS_EN)}"),
    ("titled, Arabic", f"المحادثات في تواريخ\n\n{INTRODUCTION_AR}\n\n{steps(DAYS_AR, HEADS_AR, STEPS_AR)}"),
    ("the newest first", f"Talks\n\n{INTRODUCTION_EN}\n\n{steps(DAYS_EN[::-1], HEADS_EN, STEPS_EN)}"),
    ("called a timeline, English", f"Timeline of the talks\n\n{steps(DAYS_EN[::-1], HEADS_EN, STEPS_EN)}"),
    ("called a timeline, Arabic", f"تسلسل زمني للمحادثات\n\n{steps(DAYS_AR[::-1], HEADS_AR, STEPS_AR)}"),
    ("titled, without introduction", steps(DAYS_AR, HEADS_AR, STEPS_AR)),
]


@pytest.mark.parametrize("text", [row[1] for row in TIMELINES], ids=[row[0] for row in TIMELINES])
def test_a_timeline_is_one_article_without_a_day_of_publication(text: str) -> None:
    result = cut(raw(text))
    (item,) = result.items
    assert "dated headings, but " in str(result.reason)
    assert item.published is None
    assert find_published(item, None).date is None


def test_one_day_above_a_text_is_its_day_of_publication() -> None:
    (item,) = cut(raw(f"توقيع مذكرة تفاهم\n\n10 يناير 2019\n\n{REPORT}")).items
    assert find_published(item, None).date == "2019-01-10"


def test_long_titled_items_with_the_newest_first_are_cut_below_an_introduction() -> None:
    texts = tuple(" ".join([text] * 4) for text in STEPS_AR)
    result = cut(raw(f"أخبار اللجنة\n\n{INTRODUCTION_AR}\n\n{steps(DAYS_AR[::-1], HEADS_AR, texts)}"))
    assert [item.published for item in result.items] == list(DAYS_AR[::-1])


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
    assert str(result.reason) == "cut at closing lines into 2 items, with a title on each item"


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
    assert str(result.reason) == "cut at signatures into 3 items, with a title on each item"


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


RULES = ["***", "* * *", "-----", "_ _ _", "=====", "ـــــ", "ــ ــ ــ", "—————", "⁂"]
UNTITLED = (
    "الكويت (كونا) - بحثت اللجنة الوطنية مع وفد من الخبراء سبل تدريب المفتشين على التعرف إلى الضحايا وحمايتهم.",
    "DUBAI, 12 November 2019 (WAM) -- Trainers of three bodies opened a course for inspectors of the labour market.",
    "اتفق الجانبان في ختام الاجتماع على برنامج مشترك لتبادل الخبرات والمعلومات بين البلدين في العام المقبل. (رويترز)",
)


@pytest.mark.parametrize("rule", RULES)
def test_rules_between_items_without_titles(rule: str) -> None:
    result = cut(raw(f"\n{rule}\n".join(UNTITLED)))
    assert [(item.title, item.text) for item in result.items] == [("", text) for text in UNTITLED]
    assert str(result.reason) == "cut at rules into 3 items, with a dateline or a signature on each item"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{UNTITLED[0]}\n***\n{REPORT}\n***\n{UNTITLED[2]}", "a break in one report, signed at its foot"),
        (f"{UNTITLED[0]}\n***\n{UNTITLED[2]}", "a break in one report of two parts"),
        (f"{UNTITLED[0]}\n-----\n{REPORT}", "no evidence at the border"),
        (f"{REPORT}\n-----\nNotes to editors\n\n{REPORT}", "a note"),
        (f"اللجنة تعقد اجتماعها\n\n{REPORT}\n-----\nنبذة عن اللجنة\n\n{REPORT}", "what a publisher says of itself"),
        (f"{UNTITLED[0]}\n-----\n1. UNTOC, 2000.\n-----\nقصير (كونا) - نعم.", "hardly any text"),
        ("Country | Cases\n------\nKuwait | 3\n------\nOman | 4\n------\n", "a table"),
    ],
)
def test_rules_without_evidence(text: str, why: str) -> None:
    result = cut(raw(text))
    assert len(result.items) == 1, why
    assert "rules, but " in str(result.reason)


def test_a_note_stays_with_the_item_before_it() -> None:
    page = f"{UNTITLED[0]}\n***\n{UNTITLED[1]}\n***\nAbout the ministry\n\n{REPORT}"
    first, second = cut(raw(page)).items
    assert first.text == UNTITLED[0]
    assert second.text == f"{UNTITLED[1]}\n***\nAbout the ministry\n\n{REPORT}"


SIGNED = tuple(f"{REPORT[:-1]} للمرة {number}. (رويترز)" for number in ("الأولى", "الثانية", "الثالثة"))


@pytest.mark.parametrize(
    ("texts", "signatures", "items"),
    [
        (SIGNED, (), 3),
        (SIGNED[:2], (), 1),
        ((*SIGNED[:2], THIRD), (), 3),
        ((FIRST, SECOND, THIRD), (), 1),
        ((FIRST, SECOND, THIRD), ("الاتحاد",), 3),
        ((SIGNED[0], f"{REPORT} (تصفيق)", f"{REPORT} (ضحك)"), ("رويترز",), 1),
    ],
)
def test_signatures_alone(texts: tuple[str, ...], signatures: tuple[str, ...], items: int) -> None:
    result = cut(raw("\n\n".join(texts)), signatures)
    assert len(result.items) == items, str(result.reason)
    if items > 1:
        assert tuple(item.text for item in result.items) == texts


def test_each_item_is_linked_at_its_anchor() -> None:
    for item in cut(raw(PAGE, url="https://agency.example/page#top")).items:
        assert item.url == f"https://agency.example/page#{item.anchor}"
    assert [item.url for item in cut(raw(PAGE)).items] == ["", ""]


def test_endless_rules_part_nothing_and_lose_nothing() -> None:
    text = f"{TITLES[0]}\n\n{REPORT}\n" + "***\n" * 10_000 + "انتهى"
    (item,) = cut(raw(text)).items
    assert item.text.count("***") == 10_000


LINES = [*RULES, *TITLES, *UNTITLED, *SIGNED, REPORT, "Read more", "10 ديسمبر 2019", "12 نوفمبر 2019", "About us", ""]
BETWEEN = {*RULES, "Read more", "10 ديسمبر 2019", "12 نوفمبر 2019"}


def once_each(lines: list[str]) -> list[str]:
    """The lines that are no borders, without repetitions in a row: a repeated title counts once."""
    return [line for line, _ in groupby(line for line in lines if line not in BETWEEN)]


@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_cutting_loses_no_line_but_borders(lines: list[str]) -> None:
    """A page's own name before its first dated heading is the one other thing that belongs to no item."""
    result = cut(raw("\n".join(lines)), ("رويترز", "كونا"))
    kept = [line for item in result.items for line in f"{item.title}\n{item.text}".split("\n") if line.strip()]
    wanted = [line for line in lines if line]
    if "dated heading" in str(result.reason) and str(result.reason).startswith("cut"):
        first = min(wanted.index(one) for one in ("10 ديسمبر 2019", "12 نوفمبر 2019") if one in wanted)
        wanted = wanted[first - 1 :] if result.items[0].title in wanted[first - 1 : first] else wanted[first:]
    assert once_each(kept) == once_each(wanted)

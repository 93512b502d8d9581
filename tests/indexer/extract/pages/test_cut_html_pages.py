"""HTML pages of many items become articles by their repeated layout; a page with one article never does."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.pages.cutting import Cut, cut
from indexer.sources.found.origin import FoundArticle, Origin
from indexer.sources.main_text.main_text import MAX_ELEMENTS, MAX_MOMENTS
from indexer.sources.pages.page import read

pytestmark = pytest.mark.slow

ADDRESS = "https://ministry.example/news"
EN = "Inspectors of both ministries met trainers number {0} in the capital and agreed on a course for next spring."
AR = (
    "التقى مفتشو الوزارتين المدرب رقم {0} في العاصمة واتفقوا على دورة تدريبية مشتركة تبدأ في الربيع المقبل إن شاء الله."
)
DAYS = (9, 7, 5)
Item = Callable[[int], str]


def cut_page(body: str, head: str = "", uri: str = ADDRESS) -> Cut:
    markup = f"<!doctype html><html><head><title>News | Ministry</title>{head}</head><body>{body}</body></html>"
    (found,) = read(Origin("page", uri, datetime(2024, 6, 1, tzinfo=UTC)), markup.encode())
    assert isinstance(found, FoundArticle)
    return cut(found.article)


def items(of: Item, days: tuple[int, ...] = DAYS) -> str:
    return "".join(map(of, days))


def article(day: int) -> str:
    return (
        f'<article id="post-{day + 900}"><h2><a href="/news/{day}">Course {day} opens</a></h2>'
        f'<time datetime="2024-05-{day:02}">{day} May 2024</time><p>{EN.format(day)}</p>'
        f'<a href="/news/{day}">Read more</a></article>'
    )


def undated(day: int) -> str:
    return f"<article><h3>Course {day} opens</h3><p>{EN.format(day)}</p></article>"


def listed(day: int) -> str:
    kind = "odd" if day % 3 else "even"
    return f'<li class="{kind}"><h3>دورة {day}</h3><b>{day} مايو 2024</b><p>{AR.format(day)}</p></li>'


def card(day: int) -> str:
    text = f"<h4>Course {day}</h4><p>{day} May 2024 | Training</p><p>{EN.format(day)}</p>"
    return f'<div class="col"><div class="card">{text}</div></div>'


def section(day: int) -> str:
    return f'<section><h2 id="s{day}x">دورة {day}</h2><p>نشر في: {day} مايو 2024</p>{AR.format(day)}</section>'


def entry(day: int) -> str:
    return (
        f'<div class="h-entry"><a class="p-name u-url" href="/e/{day}">Course {day}</a>'
        f'<span class="dt-published" datetime="2024-05-{day:02}"></span><p class="e-content">{EN.format(day)}</p></div>'
    )


def microdata(day: int) -> str:
    date = f'<meta itemprop="datePublished" content="2024-05-{day:02}">'
    return (
        f'<div itemscope itemtype="https://schema.org/NewsArticle"><b itemprop="headline">دورة {day}</b>'
        f'{date}<p itemprop="articleBody">{AR.format(day)}</p></div>'
    )


LAYOUTS = [
    ("articles", items(article), "<article>"),
    ("list items whose date is a line", f"<ul>{items(listed)}</ul>", "<li>"),
    ("cards in columns", f'<div class="row">{items(card)}</div>', "<div>"),
    ("cards in rows", "".join(f'<div class="row">{items(card, days)}</div>' for days in ((9, 7), (5,))), "<div>"),
    ("sections with a word before the date", items(section), "<section>"),
    ("h-entry", f'<div class="h-feed">{items(entry)}</div>', "<div>"),
    ("microdata", f"<div>{items(microdata)}</div>", "<div>"),
    (
        "in an article of the markup that only wraps them",
        f"<article><div>{items(card)}</div></article>",
        "<div>",
    ),
    ("in one that only wraps articles of the markup", f"<article>{items(article)}</article>", "<article>"),
    (
        "under the years, next to other elements",
        f"<nav><a href='/'>Home</a></nav><div><h2>2024</h2>{items(article)}</div><footer>{EN * 9}</footer>",
        "<article>",
    ),
]


@pytest.mark.parametrize(("body", "name"), [row[1:] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS])
def test_a_repeated_layout_is_cut(body: str, name: str) -> None:
    result = cut_page(f"<main><h1>News</h1>{body}</main>")
    assert (
        str(result.reason) == f"cut at 3 {name} elements that are laid out alike, each with a title, a date and a text"
    )
    assert [item.published[:10] for item in result.items if item.published_from == "metadata"] in (
        [],
        [f"2024-05-{day:02}" for day in DAYS],
    )
    for item, day in zip(result.items, DAYS, strict=True):
        assert str(day) in item.title
        assert EN.format(day) in item.text or AR.format(day) in item.text
        assert item.parent == ADDRESS


def test_articles_in_a_list_are_articles() -> None:
    page = items(lambda day: f"<li>{undated(day)}</li>")
    assert len(cut_page(f"<ul>{page}</ul>").items) == 3


def test_the_date_of_a_page_is_not_that_of_its_items() -> None:
    result = cut_page(items(undated), '<meta name="dc.date" content="2024-06-01">')
    assert [(item.published, item.published_from) for item in result.items] == [(None, "")] * 3


def test_articles_without_a_date_need_three_and_get_none() -> None:
    assert [item.published for item in cut_page(items(undated)).items] == [None] * 3
    assert len(cut_page(items(undated, (9, 7))).items) == 1


def test_an_item_has_its_anchor_and_the_link_of_its_heading() -> None:
    first = cut_page(items(article)).items[0]
    assert (first.title, first.text) == ("Course 9 opens", EN.format(9))
    assert (first.anchor, first.url, first.window) == ("post-909", "https://ministry.example/news/9", True)


def test_an_item_without_a_page_of_its_own_is_linked_at_its_anchor() -> None:
    head = f'<link rel="canonical" href="{ADDRESS}">'
    items_ = cut_page(items(section), head, uri="file:///saved.html").items
    assert [(item.anchor, item.url) for item in items_] == [(f"s{day}x", f"{ADDRESS}#s{day}x") for day in DAYS]
    assert {(item.parent, item.window) for item in items_} == {(ADDRESS, False)}


@pytest.mark.parametrize("item", [article, undated, listed, card, section, entry, microdata])
def test_anchors_stay_when_an_item_is_added_on_top(item: Item) -> None:
    before, after = cut_page(items(item)).items, cut_page(items(item, (11, *DAYS))).items
    assert [one.anchor for one in after[1:]] == [one.anchor for one in before]
    assert len({one.anchor for one in after}) == 4


def test_a_title_may_change_where_the_heading_leads_to_the_page_of_the_item() -> None:
    page = items(article).replace(" id=", " data-id=")
    before, after = cut_page(page), cut_page(page.replace("Course 7 opens", "دورة جديدة"))
    assert [item.anchor for item in after.items] == [item.anchor for item in before.items]


@pytest.mark.parametrize("href", [ADDRESS, f"{ADDRESS}#9", "#9", "javascript:open(9)", "mailto:desk@ministry.example"])
def test_a_heading_that_leads_to_no_other_page_is_no_link(href: str) -> None:
    page = items(undated).replace("Course 9 opens", f'<a href="{href}">Course 9 opens</a>')
    assert (cut_page(page).items[0].url, cut_page(page).items[0].window) == ("", False)


@pytest.mark.parametrize("names", [("item-1", "item-2", "item-3"), ("item0", "item1", "item2"), ("x", "x", "x")])
def test_ids_that_only_number_the_items_name_none(names: tuple[str, ...]) -> None:
    page = "".join(
        undated(day).replace("<article", f'<article id="{name}"') for name, day in zip(names, DAYS, strict=True)
    )
    assert [item.anchor for item in cut_page(page).items] == [item.anchor for item in cut_page(items(undated)).items]


def test_a_few_of_many_items_may_have_no_date() -> None:
    undated_cards = items(card, (3, 1)).replace("3 May 2024 | ", "").replace("1 May 2024 | ", "")
    assert len(cut_page(items(card, (9, 7, 5, 4)) + undated_cards[: len(undated_cards) // 2]).items) == 5
    whole = cut_page(items(card) + undated_cards)
    assert len(whole.items) == 1
    assert "most of them have no date" in str(whole.reason)


STORY = f"<h1>Ministries sign</h1><p>{'</p><p>'.join(EN.format(number) for number in range(1, 5))}</p>"
BRIEF = f'<h1>توقيع</h1><time datetime="2024-05-01">1 مايو</time><p>{AR.format(1)}</p>'
WHOLE = [
    ("an article and others next to it", f"{STORY}<div>{items(article)}</div>", "much text stands beside them"),
    (
        "a brief with a date and others next to it",
        f"<div>{BRIEF}</div>{items(undated)}",
        "an article of its own stands",
    ),
    (
        "an article element and cards",
        f"<article><h1>Brief</h1><p>{EN.format(1)}</p></article><div>{items(card)}</div>",
        "an article of its own stands",
    ),
    ("a box by its heading", f"<h2>أخبار ذات صلة</h2>{items(article)}", "under the heading أخبار ذات صلة"),
    (
        "teasers without a text",
        "<ul>"
        + items(lambda day: f"<li><h3><a href='/{day}'>{EN}</a></h3><time datetime='2024-05-05'></time></li>")
        + "</ul>",
        "hardly any text of their own",
    ),
    ("sections without dates", items(lambda day: f"<section><h2>Aim {day}</h2><p>{EN}</p></section>"), "have no date"),
    (
        "sections with a day in the middle of their text",
        items(
            lambda day: (
                f"<section><h2>Aim {day}</h2>{f'<p>{EN}</p>' * 5}<p>The course of {day} May 2024 was full.</p>"
                f"{f'<p>{EN}</p>' * 3}</section>"
            )
        ),
        "have no date",
    ),
    (
        "sections with a day in their first sentence",
        items(
            lambda day: (
                f"<section><h2>Aim {day}</h2><p>The ministry announced on {day} May 2024 that the course opens in "
                f"spring.</p><p>{EN}</p></section>"
            )
        ),
        "have no date",
    ),
    (
        "cards of short lines",
        items(
            lambda day: (
                f"<section><h2>Course {day}</h2><p>{day} May 2024 | Training</p>"
                f"{'<p>Registration is open to all.</p>' * 5}</section>"
            )
        ),
        "hardly any text of their own",
    ),
    (
        "parts of elements that have several headings of one rank",
        items(lambda day: f"<div><h3>Day</h3><time datetime='2024-05-09'></time>{EN}<h3>Other</h3>{EN}</div>"),
        "no elements that are laid out",
    ),
    (
        "rules next to an article",
        f"<div>{STORY}</div><div>{items(lambda d: f'<h4>No {d}</h4>{EN}<hr>')}</div>",
        "<hr>), but",
    ),
    (
        "dated lines below an article",
        f"<h1>x</h1><p>{EN * 2}</p><p>{EN}</p>" + items(lambda day: f"<p>{day} May 2024</p><p>{EN}</p>"),
        "much text before the first dated heading",
    ),
    (
        "a timeline whose headings are days",
        items(lambda day: f"<li><h3>{day} مايو 2024</h3><p>{AR.format(day)}</p></li>", DAYS[::-1]),
        "neither a title of their own",
    ),
    (
        "a timeline whose steps have titles",
        items(
            lambda day: f"<li><time datetime='2024-05-{day:02}'></time><h3>Step {day}</h3><p>{EN.format(day)}</p></li>",
            DAYS[::-1],
        ),
        "the steps of a timeline",
    ),
    (
        "a timeline under its name",
        f"<h2>محطات في مسيرة اللجنة</h2>{items(card)}",
        "the page calls them a timeline",
    ),
    (
        "related news in a box",
        f"{STORY}<div class='related-posts'>{items(article)}</div>",
        "no elements that are laid out",
    ),
    ("an aside", f"{STORY}<aside>{items(article)}</aside>", "no elements that are laid out"),
    (
        "comments",
        f"{STORY}<ol class='commentlist'>{items(listed)}</ol><section id='comments'>{items(article)}</section>",
        "no elements that are laid out",
    ),
    ("navigation", f"{STORY}<nav>{items(listed)}</nav>", "no elements that are laid out"),
    (
        "a box inside each item",
        f"<article><h2>One</h2>{EN}<div>{items(undated)}</div></article>",
        "an article of its own stands",
    ),
]


@pytest.mark.parametrize(("body", "reason"), [row[1:] for row in WHOLE], ids=[row[0] for row in WHOLE])
def test_a_page_of_one_article_stays_whole(body: str, reason: str) -> None:
    result = cut_page(f"<main>{body}</main>")
    assert len(result.items) == 1
    assert str(result.reason).startswith("whole: ")
    assert reason in str(result.reason)


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ('<meta property="article:published_time" content="2024-05-01">', "article:published_time"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x"}</script>', "JSON-LD"),
    ],
)
def test_a_page_that_says_it_is_one_article_is_believed(head: str, reason: str) -> None:
    result = cut_page(items(article), head)
    assert len(result.items) == 1
    assert reason in str(result.reason)


@pytest.mark.parametrize(
    ("between", "evidence"),
    [
        (("<h3>Ministry opens a first course</h3>", "<h3>الوزارة تفتتح دورة ثانية</h3>"), "a headline on each item"),
        (("<p>الدوحة في 5 مايو 2024 / قنا / ", "<p>KUWAIT: "), "a dateline or a signature on each item"),
    ],
)
def test_a_page_with_rules_between_its_items(between: tuple[str, str], evidence: str) -> None:
    result = cut_page(f"<div>{between[0]}<p>{AR.format(1)}</p><hr>{between[1]}<p>{EN.format(2)}</p></div>")
    assert str(result.reason) == f"cut at rules (<hr>) into 2 items, with {evidence}"


@pytest.mark.parametrize(
    "body",
    [
        f"<p>DUBAI (WAM) -- {EN}</p><hr><p>{EN}</p><hr><p>{EN} (WAM)</p>",
        f"<h2>Course opens</h2><p>{EN}</p><hr><h3>About the ministry</h3><p>{EN * 2}</p>",
        f"<p>{AR}</p><hr><p>{AR}</p>",
    ],
)
def test_a_rule_inside_one_article_parts_nothing(body: str) -> None:
    result = cut_page(f"<div>{body}</div>")
    assert len(result.items) == 1
    assert "rules (<hr>), but" in str(result.reason)


def test_a_page_of_dated_headings_is_cut_although_it_has_a_title() -> None:
    page = items(lambda day: f"<h3>{day} مايو 2024</h3><h4>دورة {day} للمفتشين</h4><p>{AR.format(day) * 2}</p>")
    result = cut_page(f"<main>{page}</main>")
    assert str(result.reason) == "cut at 3 dated headings"
    assert [item.published for item in result.items] == [f"{day} مايو 2024" for day in DAYS]


@pytest.mark.parametrize(
    "body",
    [
        "<article><h2>x</h2><p>word</p>" * (MAX_ELEMENTS // 2),
        "<article><h2>x</h2><p>word</p></article>" * (MAX_ELEMENTS // 3 + 1),
    ],
    ids=["nested", "in a row"],
)
def test_an_endless_page_stays_whole_and_loses_nothing(body: str) -> None:
    if body.count("</article>") == 0:
        body = body[: len("<article><h2>x</h2><p>word</p>") * 100]
    result = cut_page(body)
    assert result.items[0].text.count("word") == body.count("word")
    assert len(result.items) == 1


def test_a_page_of_endless_dates_is_cut_and_loses_nothing() -> None:
    result = cut_page(article(9) * (MAX_MOMENTS + 1))
    assert len(result.items) == MAX_MOMENTS + 1
    assert {item.text for item in result.items} == {EN.format(9)}


WORDS = st.lists(st.sampled_from(["ministry", "وزارة", "course", "دورة", "2024", "—"]), min_size=1, max_size=12).map(
    " ".join
)


@given(st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=4), st.booleans()), min_size=1, max_size=6))
def test_cutting_loses_no_words_of_an_item(parts: list[tuple[str, list[str], bool]]) -> None:
    page = "".join(
        f"<article><h2>{title}</h2>{'<time datetime=2024-05-05></time>' if dated else ''}"
        f"{''.join(f'<p>{line}</p>' for line in lines)}<p>{EN}</p></article>"
        for title, lines, dated in parts
    )
    result = cut_page(page)
    if len(result.items) > 1:
        assert [f"{item.title} {item.text}".split() for item in result.items] == [
            " ".join((title, *lines, EN)).split() for title, lines, _ in parts
        ]

"""The day of publication of a page: which evidence is taken, and what is none."""

import json
from datetime import UTC, datetime

import pytest

from indexer.dates.stamps import read_stamp
from indexer.sources.days.page_dates import PageDate, find_page_date
from indexer.sources.found.origin import FoundArticle, Origin
from indexer.sources.markup.markup import tree_of
from indexer.sources.pages import page

FETCHED = datetime(2023, 5, 1, 12, tzinfo=UTC)
STAMP = "2018-09-04T10:00:00+03:00"
DAY = "2018-09-04"
TITLES = {"en": "Kuwait and Oman sign a memorandum", "ar": "الكويت وعمان توقعان مذكرة تفاهم"}
PROSE = {
    "en": "<p>" + "The two ministries agreed to train inspectors and to exchange what they know. " * 4 + "</p>",
    "ar": "<p>" + "اتفقت الوزارتان على تدريب المفتشين وتبادل ما لديهما من معلومات في هذا المجال. " * 4 + "</p>",
}


def found(body: str, head: str = "", address: str = "", language: str = "ar") -> PageDate | None:
    """The day of a page; `{h}` in the body is its heading, `{p}` its text."""
    title = TITLES[language]
    filled = body.replace("{h}", f"<h1>{title}</h1>").replace("{p}", PROSE[language]).replace("{t}", title)
    markup = (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title>{head}</head><body>{filled}</body></html>'
    )
    tree = tree_of(markup)
    assert tree is not None
    return find_page_date(tree, address, FETCHED)


def day_of(page_date: PageDate | None) -> str | None:
    stamp = read_stamp(page_date.words) if page_date else None
    return stamp.date if stamp else None


def data(*things: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in things)


def news(day: str, headline: str = "x", **more: object) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "datePublished": day,
        **more,
    }


#: How common systems write the day on a page: (system, head, body).
TEMPLATES = [
    ("WordPress", "", f"<article>{{h}}<time class='entry-date published' datetime='{STAMP}'>x</time>{{p}}</article>"),
    (
        "WordPress, changed since",
        "",
        f"<article>{{h}}<span class='posted-on'><time class='entry-date published' datetime='{STAMP}'>x</time>"
        "<time class='updated' datetime='2019-01-01T10:00:00+03:00'>x</time></span>{p}</article>",
    ),
    (
        "Yoast",
        data(
            {
                "@graph": [
                    {"@type": "WebPage", "datePublished": STAMP, "dateModified": "2020-01-01"},
                    {"@type": "WebSite"},
                ]
            }
        ),
        "<article>{h}{p}</article>",
    ),
    (
        "Drupal 7",
        "",
        f"<div id='content'>{{h}}<span property='dc:date dc:created' content='{STAMP}'></span>{{p}}</div>",
    ),
    ("Drupal 7, in words", "", "<div id='content'>{h}<div class='submitted'>Tue, 09/04/2018 - 10:00</div>{p}</div>"),
    (
        "Drupal 9",
        "",
        f"<div>{{h}}<div class='field field--name-field-date'><time datetime='{STAMP}'>x</time></div>{{p}}</div>",
    ),
    (
        "Joomla",
        "",
        f"<div class='item-page'>{{h}}<dl class='article-info'><dd class='published'><time datetime='{STAMP}' "
        "itemprop='datePublished'>04 أيلول/سبتمبر 2018</time></dd></dl>{p}</div>",
    ),
    (
        "K2",
        "",
        "<div class='itemHeader'><span class='itemDateCreated'>الثلاثاء, 04 أيلول/سبتمبر 2018 10:00</span>"
        "<h2 class='itemTitle'>{t}</h2></div>{p}",
    ),
    ("AMP", data(news(STAMP)), "<article>{h}{p}</article>"),
    (".NET", "", "<form><div>{h}<span id='ctl00_Main_lblDate'>2018/09/04</span>{p}</div></form>"),
    (".NET, with a label", "", "<form><div>{h}<span>تاريخ النشر : ٤/٩/٢٠١٨</span>{p}</div></form>"),
    (
        "SharePoint",
        "",
        "<div class='article'>{h}<div class='articledate captiontext'>\u200f4\u200f/9\u200f/2018</div>{p}</div>",
    ),
    (
        "SharePoint, both calendars",
        "",
        "<div class='newsTitle'><h2>{t}</h2></div><div class='dateArea'>04 سبتمبر 2018 - 24 ذو الحجة 1439</div>{p}",
    ),
    ("Blogger", "", f"<div class='post hentry'>{{h}}<abbr class='published' title='{STAMP}'>x</abbr>{{p}}</div>"),
    ("Open Graph", f"<meta property='article:published_time' content='{STAMP}'>", "{h}{p}"),
    ("Open Graph as a name", f"<meta name='article:published_time' content='{STAMP}'>", "{h}{p}"),
    ("Parse.ly", f"<meta name='parsely-pub-date' content='{STAMP}'>", "{h}{p}"),
    ("Dublin Core", f"<meta name='DC.date.issued' content='{STAMP}'>", "{h}{p}"),
    ("DCMI terms", f"<meta name='DCTERMS.created' content='{STAMP}'>", "{h}{p}"),
    ("Sailthru", f"<meta name='sailthru.date' content='{STAMP}'>", "{h}{p}"),
    ("microdata", "", f"<div itemscope>{{h}}<meta itemprop='datePublished' content='{STAMP}'>{{p}}</div>"),
    ("HTML 5 of old", "", f"<article>{{h}}<time pubdate datetime='{STAMP}'>x</time>{{p}}</article>"),
]
#: A byline on the page: (language, line).
BYLINES = [
    ("ar", "الكويت - كونا | الثلاثاء 4 سبتمبر 2018"),
    ("ar", "تاريخ النشر: 04-09-2018 10:15 صباحا"),
    ("ar", "نُشر في: ٤ سبتمبر، ٢٠١٨"),
    ("ar", "الثلاثاء 24 ذو الحجة 1439هـ الموافق 4 سبتمبر 2018م"),
    ("ar", "۱۳۹۷/۰۶/۱۳"),
    ("ar", "كتب: محرر الشؤون المحلية - 4 أيلول 2018"),
    ("en", "By A Reporter | September 4, 2018 at 10:15 am"),
    ("en", "Published on 4 Sep 2018 by A Reporter"),
    ("en", "Tuesday, 4 September 2018 10:15 GMT"),
    ("en", "04-Sep-2018"),
    ("en", "Tue 09/04/2018"),
]
#: What names no day of publication: (why, head, body).
NOTHING = [
    ("the day of a change", f"<meta property='article:modified_time' content='{STAMP}'>", "<article>{h}{p}</article>"),
    ("the day of a change", f"<meta property='og:updated_time' content='{STAMP}'>", "<article>{h}{p}</article>"),
    ("the day of a change", f"<meta name='x:modificationDate' content='{STAMP}'>", "<div>{p}2018-09-04 10:00:00</div>"),
    ("the day of a change in words", "", "<article>{h}<p>آخر تحديث: 4 سبتمبر 2018</p>{p}</article>"),
    ("the day of a change in words", "", "<article>{h}<p>Last updated: 4 September 2018</p>{p}</article>"),
    ("the day of a change at the foot", "", "<div>{h}{p}</div><p>This page was last edited on 4 September 2018.</p>"),
    ("a year in the foot", "", "<div>{h}{p}</div><footer>© 2018</footer>"),
    ("a year in the foot", "", "<div>{h}{p}</div><p>حقوق النشر © 2018 مكتب الخليج</p>"),
    ("a sentence", "", "<div>{h}<p>The committee was founded on 5 February 2018 in the capital.</p>{p}</div>"),
    ("today's day in the head", "", "<div class='top-date'>الاثنين 1 مايو 2023</div><div id='main'>{h}{p}</div>"),
    (
        "a story beside it",
        "",
        "<article>{h}{p}</article><div class='related'><time datetime='2018-09-04'>x</time></div>",
    ),
    (
        "an item of a list",
        data({"@type": "ItemList", "itemListElement": [{"item": news(DAY)}]}),
        "<article>{h}{p}</article>",
    ),
    ("a picture", data({"@type": "ImageObject", "datePublished": DAY}), "<article>{h}{p}</article>"),
    ("a comment", "", "<article>{h}{p}<div id='comments'><time datetime='2018-09-04'>x</time></div></article>"),
]


@pytest.mark.parametrize(("head", "body"), [row[1:] for row in TEMPLATES], ids=[row[0] for row in TEMPLATES])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_page_of_a_common_system(head: str, body: str, language: str) -> None:
    page_date = found(body, head, language=language)
    if language == "en" and "captiontext" in body:
        body = "numbers without a sign of Arabic"  # the marks between the numbers are one
    assert day_of(page_date) == DAY, body


@pytest.mark.parametrize(("language", "line"), BYLINES)
def test_a_byline_on_a_page(language: str, line: str) -> None:
    assert day_of(found(f"<div>{{h}}<p>{line}</p>{{p}}</div>", language=language)) == DAY


@pytest.mark.parametrize(("head", "body"), [row[1:] for row in NOTHING], ids=[row[0] for row in NOTHING])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_day_of_publication(head: str, body: str, language: str) -> None:
    assert found(body, head, language=language) is None


def test_the_evidence_is_as_published_and_has_its_rule() -> None:
    assert found("<article>{h}<p>نُشر في: ٤ سبتمبر، ٢٠١٨</p>{p}</article>") == PageDate(
        "٤ سبتمبر، ٢٠١٨", "byline on the page"
    )
    assert found("{h}{p}", f"<meta name='parsely-pub-date' content='{STAMP}'>") == PageDate(STAMP, "parsely-pub-date")
    assert found("{h}{p}", data(news(STAMP))) == PageDate(STAMP, "datePublished (JSON-LD)")


@pytest.mark.parametrize(
    ("address", "date"),
    [
        ("https://news.example/2018/09/04/own", DAY),
        ("https://news.example/2018/09/own", None),
        ("https://news.example/2031/09/04/own", None),
    ],
)
def test_the_address_names_the_day(address: str, date: str | None) -> None:
    assert day_of(found("<div>{h}{p}</div>", address=address)) == date


@pytest.mark.parametrize("canonical", ["https://news.example/", "https://news.example/2018/09/04/own"])
def test_a_front_page_is_the_address_of_no_article(canonical: str) -> None:
    markup = f'<html><head><link rel="canonical" href="{canonical}"></head><body><p>{PROSE["en"]}</p></body></html>'
    origin = Origin("own", "https://news.example/2018/09/04/own", FETCHED)
    (item,) = page.read(origin, markup.encode())
    assert isinstance(item, FoundArticle)
    assert (item.article.published, item.article.published_from) == ("2018/09/04", "day in the address")


OTHER = news("2023-01-01", "خبر آخر عن قطر", url="https://news.example/other")


@pytest.mark.parametrize(
    "head",
    [
        data([OTHER, news(DAY, TITLES["ar"])]),
        data(OTHER, news(DAY, "عنوان قصير", url="https://news.example/own")),
        data({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OTHER}]}, news(DAY)),
        data(news(DAY, hasPart=[OTHER], mentions=OTHER, comment=[{"@type": "Comment", "dateCreated": "2023-01-01"}])),
        data({"@graph": [{"@type": "WebPage", "mainEntity": news(DAY)}]}),
    ],
    ids=["by its title", "by its address", "not of a list", "not of its parts", "of the page"],
)
def test_the_data_of_this_page_count_alone(head: str) -> None:
    assert day_of(found("<article>{h}{p}</article>", head, "https://news.example/own")) == DAY


def test_data_about_several_other_articles_are_no_evidence() -> None:
    assert found("<article>{h}{p}</article>", data([OTHER, news(DAY, "خبر ثالث")])) is None


def test_a_broken_script_still_names_one_day() -> None:
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{STAMP}", </script>'
    assert day_of(found("<article>{h}{p}</article>", script)) == DAY
    assert found("<article>{h}{p}</article>", script + script.replace("04T", "05T")) is None


@pytest.mark.parametrize(
    "words", ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "قبل 3 ساعات", "2031-01-01", "32/13/2018", ""]
)
def test_a_declaration_that_is_no_day_gives_way(words: str) -> None:
    head = f"<meta property='article:published_time' content='{words}'>" + data(news(words))
    body = f"<article>{{h}}<time class='published' datetime='{STAMP}'>x</time>{{p}}</article>"
    assert day_of(found(body, head)) == DAY


def test_a_declaration_in_the_future_is_kept_to_be_refused() -> None:
    head = "<meta property='article:published_time' content='2031-01-01T00:00:00Z'>"
    assert found("{h}{p}", head) == PageDate("2031-01-01T00:00:00Z", "article:published_time")


def test_of_two_declared_days_the_one_that_is_shown_is_taken() -> None:
    head = data(news("2018-01-01")) + f"<meta property='article:published_time' content='{STAMP}'>"
    assert day_of(found("<article>{h}<p>4 سبتمبر 2018</p>{p}</article>", head)) == DAY
    assert day_of(found("<article>{h}{p}</article>", head)) == "2018-01-01"


@pytest.mark.parametrize(
    ("body", "address", "date"),
    [
        ("<article>{h}<p>الثلاثاء 4 سبتمبر 2018</p>{p}</article>", "", DAY),
        ("<article>{h}<time datetime='2018-09-04T01:00:00+03:00'>x</time>{p}</article>", "", DAY),
        ("<article>{h}{p}</article>", "https://news.example/2018/09/04/own", DAY),
        ("<article>{h}{p}</article>", "", "2018-09-03"),
        ("<article>{h}<p>2 سبتمبر 2018</p>{p}</article>", "https://news.example/2018/09/03/own", "2018-09-03"),
        ("<article>{h}<p>9 سبتمبر 2018</p>{p}</article>", "", "2018-09-03"),
    ],
)
def test_the_page_names_the_day_of_a_stamp_in_utc(body: str, address: str, date: str) -> None:
    head = "<meta property='article:published_time' content='2018-09-03T22:00:00Z'>"
    assert day_of(found(body, head, address)) == date


def test_the_day_of_another_story_on_the_page_is_not_taken() -> None:
    stories = "".join(f"<li><a href='/o'>خبر</a><time datetime='2023-01-0{number}'>x</time></li>" for number in (1, 2))
    beside = f"<ul>{stories}</ul>"
    assert day_of(found("<div class='post'>{h}<div class='date'>4 سبتمبر 2018</div>{p}</div>" + beside)) == DAY


def test_htmldate_finds_what_no_rule_is_sure_of() -> None:
    page_date = found("<div><b>{t}</b>{p}<div>Kuwait 2018-09-04 10:00:00</div></div>")
    assert page_date == PageDate(DAY, "htmldate")


def test_a_mark_around_the_whole_page_hides_none_inside() -> None:
    nested = "<div class='date'>" * 200 + "{h}<p class='date'>4 سبتمبر 2018</p>{p}" + "</div>" * 200
    assert day_of(found(nested)) == DAY


def test_a_page_of_many_marks_and_scripts_is_read() -> None:
    many = "".join(f"<time datetime='2018-09-{number % 28 + 1:02}'>x</time>" for number in range(3_000))
    assert found(f"<div>{{h}}{{p}}{many}</div>", data(*[OTHER] * 50)) is not None

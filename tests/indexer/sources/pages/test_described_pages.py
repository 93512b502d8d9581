"""JSON-LD of a page: its own article is told from others, its text from a part of it, its address from others."""

import json

import pytest

from indexer.sources.pages.bodies import chosen

TEXTS = {
    "en": (
        "The two councils signed a letter of intent on Monday, and inspectors of both will share what they know.",
        "The chair said that the letter came out of a year of talks, and that a committee will follow what is done.",
        "She added that the first course will be held in autumn, with fifty inspectors from each of the councils.",
    ),
    "ar": (
        "وقع المجلسان خطاب نوايا يوم الاثنين، على أن يتبادل مفتشو الجانبين ما لديهم من معلومات وخبرات.",
        "وقالت رئيسة المجلس إن الخطاب ثمرة مشاورات استمرت عامًا كاملًا، وإن لجنة ستتابع تنفيذ ما ورد فيه.",
        "وأضافت أن الدورة الأولى ستعقد في الخريف المقبل بمشاركة خمسين مفتشًا من كل مجلس من المجلسين.",
    ),
}
TITLES = {"en": "Two councils sign letter of intent", "ar": "المجلسان يوقعان خطاب نوايا مشتركًا"}
OTHERS = {"en": "Harbour opens a second terminal", "ar": "الميناء يفتتح رصيفًا ثانيًا"}
OTHER_TEXT = "The harbour opened a terminal for grain, and ships of all sizes can use it from today on. " * 4
OWN = "https://gazette.example/news/own"
OTHER = "https://gazette.example/news/other"
BOTH = pytest.mark.parametrize("language", ["ar", "en"])


def described(language: str, **values: object) -> dict[str, object]:
    item = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLES[language], "url": OWN}
    return {**item, "datePublished": "2018-09-04", **values}


def another(language: str, **values: object) -> dict[str, object]:
    return described(language, headline=OTHERS[language], url=OTHER, datePublished="2023-01-01") | values


def page(language: str, *scripts: object, head: str = "") -> str:
    data = "".join(
        f'<script type="application/ld+json">{json.dumps(one, ensure_ascii=False)}</script>' for one in scripts
    )
    text = "".join(f"<p>{text}</p>" for text in TEXTS[language])
    title = TITLES[language]
    return f"<html><head><title>{title}</title>{head}{data}</head><body><h1>{title}</h1><div>{text}</div></body></html>"


def listed(*items: object) -> dict[str, object]:
    return {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": item} for item in items]}


SCRIPTS = [
    ("a list before it", lambda la: (listed(another(la)), described(la))),
    ("a list with texts before it", lambda la: (listed(another(la, articleBody=OTHER_TEXT)), described(la))),
    ("another with its text before it", lambda la: ([another(la, articleBody=OTHER_TEXT), described(la)],)),
    ("another with its text behind it", lambda la: (described(la), another(la, articleBody=OTHER_TEXT))),
    ("others in a graph", lambda la: ({"@graph": [another(la), another(la, url=OTHER + "2"), described(la)]},)),
    ("others as parts of the page", lambda la: ({"@type": "WebPage", "hasPart": [another(la)]}, described(la))),
    ("fifty scripts", lambda la: (*(another(la, url=f"{OTHER}{n}") for n in range(50)), described(la))),
    ("one with an endless headline", lambda la: (another(la, headline="<b>" * 10_000 + "x"), described(la))),
    ("itself in a list", lambda la: (listed(another(la), described(la)),)),
    (
        "its address alone",
        lambda la: (another(la), described(la, headline="x", url="https://gazette.example/news/own/")),
    ),
]


@BOTH
@pytest.mark.parametrize("scripts", [row[1] for row in SCRIPTS], ids=[row[0] for row in SCRIPTS])
def test_another_article_never_replaces_the_page_s_own(read_bytes, scripts, language: str) -> None:
    head = f'<link rel="canonical" href="{OWN}">'
    [article] = read_bytes("page.html", page(language, *scripts(language), head=head))
    assert article.title == TITLES[language]
    assert tuple(article.text.split("\n")) == TEXTS[language]
    assert article.published == "2018-09-04"
    assert article.url.rstrip("/") == OWN


@BOTH
def test_a_lone_article_that_contradicts_the_page_is_another(read_bytes, language: str) -> None:
    head = f'<link rel="canonical" href="{OWN}">'
    [article] = read_bytes("page.html", page(language, another(language, articleBody=OTHER_TEXT), head=head))
    assert (article.title, article.url, article.published) == (TITLES[language], OWN, None)
    assert tuple(article.text.split("\n")) == TEXTS[language]


@BOTH
def test_two_articles_that_contradict_the_page_are_others(read_bytes, language: str) -> None:
    others = [another(language, articleBody=OTHER_TEXT, url=f"{OTHER}{number}") for number in (1, 2)]
    [article] = read_bytes("page.html", page(language, others))
    assert (article.title, article.published) == (TITLES[language], None)
    assert tuple(article.text.split("\n")) == TEXTS[language]


def test_two_articles_that_a_page_shows_are_its_own(read_bytes) -> None:
    items = [described("en", headline=f"Number {n}", url=f"{OWN}{n}", articleBody=TEXTS["en"][n]) for n in (0, 1)]
    found = read_bytes("page.html", page("en", items, head="<title>All the news of the harbour</title>"))
    assert [one.title for one in found] == ["Number 0", "Number 1"]


BODIES = [
    ("cut off with dots", lambda texts: texts[0][:60] + "..."),
    ("cut off with an ellipsis", lambda texts: texts[0] + " " + texts[1][:40] + "…"),
    ("its first paragraph", lambda texts: texts[0]),
    ("without paragraphs", lambda texts: " ".join(texts)),
]


@BOTH
@pytest.mark.parametrize("body", [row[1] for row in BODIES], ids=[row[0] for row in BODIES])
def test_the_paragraphs_of_the_page_count_more_than_a_part_of_them(read_bytes, body, language: str) -> None:
    item = described(language, articleBody=body(TEXTS[language]))
    [article] = read_bytes("page.html", page(language, item))
    assert tuple(article.text.split("\n")) == TEXTS[language]


def test_a_declared_text_counts_where_the_page_shows_less() -> None:
    assert chosen("\n".join(TEXTS["ar"]), "اشترك لتقرأ هذا الخبر.") == "\n".join(TEXTS["ar"])
    assert chosen("\n".join(TEXTS["en"]), OTHER_TEXT[:120]) == "\n".join(TEXTS["en"])
    assert chosen("", TEXTS["en"][0]) == TEXTS["en"][0]


def test_a_declared_text_ends_what_the_page_shows() -> None:
    text = " ".join(TEXTS["en"] * 2)
    shown = "\n".join((*TEXTS["en"], "A heading", *TEXTS["en"]))
    assert chosen(text, f"{shown}\nThe harbour is open again.") == shown


CONFIRMED = f'<meta property="og:url" content="{OWN}">'
ADDRESSES = [
    ("a home page", '<link rel="canonical" href="https://gazette.example/">', ""),
    ("a home page of a language", '<link rel="canonical" href="https://gazette.example/ar/Pages/default.aspx">', ""),
    (
        "a home page, and its own",
        f'<link rel="canonical" href="https://gazette.example"><meta property="og:url" content="{OWN}">',
        OWN,
    ),
    ("an entry of a list", f'<link rel="canonical" href="{OTHER}">', ""),
    (
        "two that differ, one confirmed",
        f'<link rel="canonical" href="{OTHER}x"><link rel="canonical" href="{OWN}">{CONFIRMED}',
        OWN,
    ),
    ("two that differ", f'<link rel="canonical" href="{OTHER}x"><link rel="canonical" href="{OWN}">', ""),
    ("one with a query", '<link rel="canonical" href="https://gazette.example/?p=7">', "https://gazette.example/?p=7"),
]


@pytest.mark.parametrize(("head", "url"), [row[1:] for row in ADDRESSES], ids=[row[0] for row in ADDRESSES])
def test_an_address_is_that_of_this_page(read_bytes, head: str, url: str) -> None:
    [article] = read_bytes("page.html", page("en", listed(another("en")), head=head))
    assert article.url == url


def test_the_address_of_a_described_article_has_no_fragment(read_bytes) -> None:
    item = described("ar", url="") | {"@id": f"{OWN}#article"}
    [article] = read_bytes("page.html", page("ar", item))
    assert article.url == OWN


def test_sections_keep_their_headings(read_bytes) -> None:
    first, second, third = TEXTS["ar"][0], TEXTS["ar"][1], TEXTS["en"][0]
    body = f"<h1>x y z</h1><p>{first}</p><h2>بنود الخطاب</h2><p>{second}</p><h3>Next</h3><p>{third}</p>"
    [article] = read_bytes("page.html", f"<html><body><article>{body}</article></body></html>")
    assert article.text.split("\n") == [first, "بنود الخطاب", second, "Next", third]


def test_layout_tables_have_lines_and_tables_of_figures_have_rows(read_bytes) -> None:
    rows = "<tr><th>State</th><th>Cases</th></tr><tr><td>Oman</td><td>4</td></tr>"
    text = "<br>".join(TEXTS["en"])
    body = f"<table><tr><td>{text}</td></tr><tr><td><table>{rows}</table></td></tr></table>"
    [article] = read_bytes("page.html", f"<html><body>{body}</body></html>")
    assert tuple(article.text.split("\n")[:3]) == TEXTS["en"]
    assert "|" not in article.text

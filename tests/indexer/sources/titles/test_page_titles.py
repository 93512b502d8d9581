"""The title of a page is the heading of its article, not the name of its site or of a section."""

import pytest

from indexer.sources.titles.declared_titles import HELD, PART, SAME, SHARED, title_of, words_of

PROSE = {
    "en": "<p>The two councils signed a letter of intent on Monday, and inspectors will share what they know.</p>",
    "ar": "<p>وقع المجلسان خطاب نوايا يوم الاثنين، على أن يتبادل مفتشو الجانبين ما لديهم من معلومات وخبرات.</p>",
}
TITLE = {"en": "Two councils sign letter of intent", "ar": "المجلسان يوقعان خطاب نوايا مشتركًا"}
SITE = {"en": "Harbour Gazette", "ar": "صحيفة المرفأ"}
NAMED = '<meta property="og:site_name" content="{site}">'
#: What the head and the body declare and show; {title} and {site} stand for both languages.
PAGES = [
    (
        "two headings, the first the site's",
        "<title>{title}</title>",
        '<h1 class="site-title">{site}</h1><h1>{title}</h1>',
    ),
    (
        "a site's heading that leads home",
        "<title>{title} | {site}</title>",
        '<h1><a href="/">{site}</a></h1><h2>{title}</h2>',
    ),
    ("a logo as first heading", "<title>{site}</title>", '<h1><a href="/">{site}</a></h1><h1>{title}</h1>'),
    ("og:title with the site", '<meta property="og:title" content="{title} | {site}">' + NAMED, ""),
    ("og:title with the site in front", '<meta property="og:title" content="{site} - {title}">' + NAMED, ""),
    ("og:title without a declared site", '<meta property="og:title" content="{title} | {site}">', ""),
    ("og:title that is the site", '<meta property="og:title" content="{site}">' + NAMED, "<h1>{title}</h1>"),
    ("a title with the site behind a dash", "<title>{title} - {site}</title>" + NAMED, ""),
    ("a title with a colon", "<title>{site} : {title}</title>" + NAMED, ""),
    ("a section as first heading", "<title>{title} - {site}</title>", "<h1>{site}</h1><h2>{title}</h2>"),
    ("a heading with a kicker", '<meta property="og:title" content="{title}">', "<h1>{site} {title}</h1>"),
    ("a marked title", "<title>{site}</title>", '<h1><a href="/">{site}</a></h1><h3 class="entry-title">{title}</h3>'),
    ("a title cut off in the head", '<meta property="og:title" content="{cut}...">', "<h1>{title}</h1>"),
    ("a heading and no other title", "", "<h1>{title}</h1>"),
    ("a teaser above", "<title>{title}</title>", "<aside><h1>{site} opens a new office</h1></aside><h1>{title}</h1>"),
]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("head", "body"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_the_title_is_the_heading_of_the_article(read_bytes, head: str, body: str, language: str) -> None:
    values = {"title": TITLE[language], "site": SITE[language], "cut": TITLE[language][:-4]}
    markup = f"<html><head>{head}</head><body>{body}<main>{PROSE[language]}</main></body></html>".format(**values)
    [article] = read_bytes("page.html", markup)
    assert article.title == TITLE[language]
    assert article.text == PROSE[language][3:-4]


def test_a_title_that_is_only_the_name_of_the_site_is_none(read_bytes) -> None:
    head = "<title>Harbour Gazette</title>" + NAMED.format(site="Harbour Gazette")
    body = '<h1><a href="/">Harbour Gazette</a></h1>'
    [article] = read_bytes("page.html", f"<html><head>{head}</head><body>{body}{PROSE['en']}</body></html>")
    assert article.title == ""


def test_a_title_keeps_its_own_dash(read_bytes) -> None:
    head = '<meta property="og:title" content="Councils sign - at last">' + NAMED.format(site="Harbour Gazette")
    [article] = read_bytes("page.html", f"<html><head>{head}</head><body>{PROSE['en']}</body></html>")
    assert article.title == "Councils sign - at last"


@pytest.mark.parametrize(
    ("heading", "score"),
    [
        ("Councils sign a letter of intent", SAME),
        ("COUNCILS sign a letter, of intent", SAME),
        ("Councils sign", PART),
        ("sign a letter of", HELD),
        ("Councils all sign a letter of intent today", SHARED),
        ("of intent", 0),
        ("A harbour opens", 0),
        ("", 0),
    ],
)
def test_how_well_a_heading_agrees_with_a_title(heading: str, score: int) -> None:
    title = "Councils sign | a letter of intent" if score == PART else "Councils sign a letter of intent"
    assert title_of(title).agreement(words_of(heading)) == score

"""What stands around an article on its page, or between its paragraphs, is no part of its text."""

from collections.abc import Callable, Sequence

import pytest

from indexer.extract.pages.cutting import cut

Stories = Sequence[tuple[str, str]]
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
OTHERS = {
    "en": (
        (
            "Harbour opens a second terminal",
            "The harbour opened a terminal for grain, and ships of all sizes can use it.",
        ),
        (
            "Harbour names a new director",
            "The director of the harbour has worked at sea for many years, and begins in May.",
        ),
        (
            "Harbour raises its fees again",
            "The fees of the harbour rise by a tenth from the coming year, its board has said.",
        ),
    ),
    "ar": (
        (
            "الميناء يفتتح رصيفًا ثانيًا",
            "افتتح الميناء رصيفًا للحبوب تستطيع السفن من جميع الأحجام أن ترسو عنده طوال العام.",
        ),
        ("الميناء يعين مديرًا جديدًا", "عمل مدير الميناء في البحر سنوات طويلة، ويبدأ مهامه الجديدة في شهر مايو المقبل."),
        (
            "الميناء يرفع رسومه من جديد",
            "ترتفع رسوم الميناء بمقدار العشر ابتداءً من العام المقبل بحسب ما أعلنه مجلس إدارته.",
        ),
    ),
}
RELATED = {"en": "Read also", "ar": "مواضيع ذات صلة"}
MOST_VIEWED = {"en": "Most viewed", "ar": "الأكثر مشاهدة"}
MORE = {"en": "More", "ar": "المزيد"}
COMMENTS = {"en": "Comments (2)", "ar": "التعليقات"}


def paragraphs(texts: Sequence[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def links(others: Stories, tag: str = "ul", item: str = "li") -> str:
    return f"<{tag}>" + "".join(f'<{item}><a href="/o">{title}</a></{item}>' for title, _ in others) + f"</{tag}>"


def teasers(others: Stories) -> str:
    return "<ul>" + "".join(f'<li><a href="/o">{title}</a><span>{text}</span></li>' for title, text in others) + "</ul>"


def cards(others: Stories, tag: str = "div", heading: str = "h3") -> str:
    return "".join(
        f'<{tag} class="x"><{heading}><a href="/o">{title}</a></{heading}><p>{text}</p></{tag}>'
        for title, text in others
    )


def bold_cards(others: Stories) -> str:
    return "".join(f'<div class="i"><a href="/o"><b>{title}</b></a><br>{text}</div>' for title, text in others)


def linked_cards(others: Stories) -> str:
    return "".join(f'<a href="/o"><h3>{title}</h3><p>{text}</p></a>' for title, text in others)


def around(inner: Callable[[str, Stories], str]) -> Callable[[str, Stories], str]:
    """A page with its article in one element and something behind it."""

    def page(language: str, others: Stories) -> str:
        article = f"<h1>{TITLES[language]}</h1>{paragraphs(TEXTS[language])}"
        return f'<div class="c">{article}</div>{inner(language, others)}'

    return page


def within(inner: Callable[[str, Stories], str]) -> Callable[[str, Stories], str]:
    """A page with something between the paragraphs of its article."""

    def page(language: str, others: Stories) -> str:
        first, *rest = TEXTS[language]
        return f"<main><h1>{TITLES[language]}</h1><p>{first}</p>{inner(language, others)}{paragraphs(rest)}</main>"

    return page


def second(entry: str) -> Callable[[str, Stories], str]:
    """A page that goes on with another, longer article; `entry` is its markup with {title} and {text}."""

    def page(language: str, others: Stories) -> str:
        title, text = others[0]
        own = entry.format(title=f"<h1>{TITLES[language]}</h1>", text=paragraphs(TEXTS[language]))
        return own + entry.format(title=f"<h1>{title}</h1>", text=paragraphs([text] * 8))

    return page


FRAMES: dict[str, Callable[[str, Stories], str]] = {
    "a list of links under a heading": around(lambda la, o: f"<div><h2>{RELATED[la]}</h2>{links(o)}</div>"),
    "a list of links without a heading": around(lambda la, o: f"<div>{links(o)}</div>"),
    "a list of teasers without a heading": around(lambda la, o: f"<div>{teasers(o)}</div>"),
    "cards of articles": around(lambda la, o: f"<div>{cards(o, 'article')}</div>"),
    "cards of divisions beside the article": around(lambda la, o: f"<div>{cards(o, 'div', 'h5')}</div>"),
    "cards that are links": around(lambda la, o: f"<section>{linked_cards(o)}</section>"),
    "cards with bold titles": around(lambda la, o: f"<div>{bold_cards(o)}</div>"),
    "two cards with bold titles under a division": around(
        lambda la, o: f"<div><div>{RELATED[la]}</div>{bold_cards(o[:2])}</div>"
    ),
    "cards with a button": around(
        lambda la, o: "".join(
            f'<div class="col"><h5>{title}</h5><p>{text}</p><a href="/o">{MORE[la]}</a></div>' for title, text in o
        )
    ),
    "one card under a heading": around(lambda la, o: f"<div><h3>{RELATED[la]}</h3>{cards(o[:1], 'div', 'h4')}</div>"),
    "a column of what is viewed most": around(lambda la, o: f"<div><h4>{MOST_VIEWED[la]}</h4>{cards(o)}</div>"),
    "a box by its class": around(lambda la, o: f'<div class="td_block_related_posts">{paragraphs(o[0])}</div>'),
    "a box by a class with humps": around(lambda la, o: f'<div class="mostReadBox"><p>{o[0][1]}</p></div>'),
    "a box by its id": around(lambda la, o: f'<div id="related-stories"><p>{o[0][1]}</p></div>'),
    "a box by its label": around(lambda la, o: f'<section aria-label="{RELATED[la]}"><p>{o[0][1]}</p></section>'),
    "a box by its role": around(lambda la, o: f'<div role="complementary"><p>{o[0][1]}</p></div>'),
    "comments by their class": around(lambda la, o: f'<section class="comments"><p>{o[0][1]}</p></section>'),
    "comments by their heading": around(
        lambda la, o: f"<div><h3>{COMMENTS[la]}</h3><div><b>X</b><p>{o[0][1]}</p></div></div>"
    ),
    "a box about the writer": around(lambda la, o: f'<div class="author-box"><h4>N</h4><p>{o[0][1]}</p></div>'),
    "a list of definitions": around(
        lambda la, o: (
            "<dl>" + "".join(f'<dt><a href="/o">{title}</a></dt><dd>{text}</dd>' for title, text in o) + "</dl>"
        )
    ),
    "a cell beside the article": lambda la, o: (
        f"<table><tr><td><h1>{TITLES[la]}</h1>{paragraphs(TEXTS[la])}</td>"
        f"<td><b>{RELATED[la]}</b><br>{bold_cards(o)}</td></tr></table>"
    ),
    "rows of a table": around(
        lambda la, o: (
            f"<table><tr><td><b>{RELATED[la]}</b></td></tr>"
            + "".join(f'<tr><td><a href="/o">{title}</a><br>{text}</td></tr>' for title, text in o)
            + "</table>"
        )
    ),
    "cards between paragraphs": within(lambda la, o: f"<div>{cards(o)}</div>"),
    "a line that leads elsewhere": within(lambda la, o: f'<p>{RELATED[la]}: <a href="/o">{o[0][0]}</a></p>'),
    "a strong line that leads elsewhere": within(
        lambda la, o: f'<p><strong><a href="/o">{RELATED[la]}: {o[0][0]}</a></strong></p>'
    ),
    "a title that leads elsewhere": within(lambda la, o: f'<p><a href="/o">{o[0][0]}</a></p>'),
    "a quotation that leads elsewhere": within(
        lambda la, o: f'<blockquote class="embed"><a href="/o">{o[0][0]}</a></blockquote>'
    ),
    "a newsletter": within(lambda la, o: f'<div class="newsletter-signup"><h3>N</h3><p>{o[0][1]}</p></div>'),
    "a heading with a list of links": within(lambda la, o: f"<p><strong>{RELATED[la]}</strong></p>{links(o)}"),
    "a heading with teasers": within(lambda la, o: f"<p><strong>{RELATED[la]}</strong></p>{teasers(o)}"),
    "a second article element": second("<article>{title}{text}</article>"),
    "a second division with a heading": second('<div class="s">{title}{text}</div>'),
    "a second article of microdata": second(
        '<div itemscope itemtype="https://schema.org/NewsArticle">{title}<div>{text}</div></div>'
    ),
}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("page", FRAMES.values(), ids=FRAMES)
def test_other_stories_stay_out_of_the_text(read_bytes, page: Callable[[str, Stories], str], language: str) -> None:
    title = TITLES[language]
    markup = f"<html lang={language}><head><title>{title}</title></head><body>{page(language, OTHERS[language])}</body>"
    [found] = read_bytes("page.html", markup)
    [article] = cut(found).items
    assert article.title == title
    assert tuple(article.text.split("\n")) == TEXTS[language]


KEPT = [
    ("a heading of a section", "<h2>What the letter says</h2>", "What the letter says"),
    ("a heading that begins like a button", "<h2>شارك الوفد في الاجتماع</h2>", "شارك الوفد في الاجتماع"),
    ("a list of points", "<ul><li>Training of staff</li><li>A hotline</li></ul>", "Training of staff\nA hotline"),
    (
        "a list of points that begin with links",
        "<ul>"
        + "".join(f'<li><a href="/p">The {n} point of the letter</a> was long disputed.</li>' for n in "abc")
        + "</ul>",
        "The a point of the letter was long disputed.",
    ),
    (
        "a word linked in a sentence",
        '<p>He read <a href="/p">the whole letter of intent</a> to us.</p>',
        "He read the whole",
    ),
    ("a line that begins with such a word", "<p>Moreover, the chair thanked <a href='/p'>us</a>.</p>", "Moreover, the"),
    ("a declaration", "<p>إعلان النوايا نص قصير.</p>", "إعلان النوايا نص قصير."),
    ("a table of figures", "<table><tr><td><a href='/k'>A</a></td><td>12</td><td>7</td></tr></table>", "A 12 7"),
]


@pytest.mark.parametrize(("inner", "words"), [row[1:] for row in KEPT], ids=[row[0] for row in KEPT])
def test_what_belongs_to_the_article_stays_in_it(read_bytes, inner: str, words: str) -> None:
    markup = f"<html><head><title>x</title></head><body>{within(lambda *_: inner)('en', ())}</body>"
    [article] = read_bytes("page.html", markup)
    assert words in article.text
    assert all(text in article.text.split("\n") for text in TEXTS["en"])


def test_a_layout_called_after_its_sidebar_holds_the_article(read_bytes) -> None:
    inner = f'<h1>{TITLES["ar"]}</h1><div class="with-sidebar">{paragraphs(TEXTS["ar"])}</div>'
    [article] = read_bytes("page.html", f"<html><body><main>{inner}</main></body></html>")
    assert tuple(article.text.split("\n")) == TEXTS["ar"]


def test_a_page_that_is_a_list_of_teasers_keeps_them(read_bytes) -> None:
    [article] = read_bytes("page.html", f"<html><body><main><h1>News</h1>{cards(OTHERS['en'])}</main></body></html>")
    assert all(text in article.text for _, text in OTHERS["en"])


@pytest.mark.parametrize("language", ["ar", "en"])
def test_parts_of_one_article_stay_together(read_bytes, language: str) -> None:
    parts = [paragraphs([f"{text} {number}" for text in TEXTS[language]]) for number in range(1, 4)]
    body = "".join(f'<div class="chunk"><div class="inner">{part}</div><div class="ad"></div></div>' for part in parts)
    [article] = read_bytes("page.html", f"<html><body><h1>{TITLES[language]}</h1><div>{body}</div></body></html>")
    assert [line[-1] for line in article.text.split("\n")] == list("111222333")

"""PDF files: the text in the order of reading, the title, what is left out, and files that are refused."""

import codecs
import unicodedata
from datetime import UTC, datetime

import pytest

from indexer.fence.bounds import Bounds
from indexer.fence.fence import Fence, call
from indexer.model.article import RawArticle, Rejected
from indexer.sources.documents import pdf as reader
from indexer.sources.location import read_files, scan
from tests.indexer.sources.documents.pdf_files import Line, arabic, pdf, visual

pytestmark = pytest.mark.slow

ENGLISH = [
    Line(700, "The Ministry of Interior of the State of Kuwait and the Ministry of Interior"),
    Line(684, "of the Sultanate of Oman signed on 10 December 2019 a memorandum of under-"),
    Line(668, "standing on trafficking in persons (Law 91 of 2013)."),
    Line(636, "It covers training, the exchange of information, and a hotline for victims."),
]
ENGLISH_TEXT = (
    "The Ministry of Interior of the State of Kuwait and the Ministry of Interior of the Sultanate of Oman signed on "
    "10 December 2019 a memorandum of understanding on trafficking in persons (Law 91 of 2013).\n"
    "It covers training, the exchange of information, and a hotline for victims."
)
ARABIC_LINES = [
    (700, "وقعت وزارة الداخلية في دولة الكويت ووزارة الداخلية في سلطنة عمان يوم الثلاثاء"),
    (684, "10 ديسمبر 2019 مذكرة تفاهم لمكافحة الاتجار بالأشخاص (القانون رقم 91 لسنة 2013)،"),
    (668, "وفق بيان لها في 10/12/2019."),
    (636, "وتشمل المذكرة التدريب وتبادل المعلومات مع IOM وإنشاء خط ساخن لتلقي البلاغات كلها."),
]
ARABIC = [arabic(y, text) for y, text in ARABIC_LINES]
ARABIC_TEXT = " ".join(text for _, text in ARABIC_LINES[:3]) + "\n" + ARABIC_LINES[3][1]
#: Letters and the forms in which they are drawn inside a word.
FORMS = {"ل": "ﻟ", "م": "ﻤ", "ي": "ﻴ", "ة": "ﺔ", "ا": "ﺎ", "ع": "ﻌ", "ك": "ﻜ"}


def lines(text: str) -> list[str]:
    return text.split("\n")


def test_english_is_read_in_paragraphs(read_bytes):
    [article] = read_bytes("release.pdf", pdf([ENGLISH]))
    assert lines(article.text) == lines(ENGLISH_TEXT)
    assert (article.title, article.published, article.notes) == ("", None, ())


@pytest.mark.parametrize("one_by_one", [False, True], ids=["from left to right", "from right to left"])
def test_arabic_is_read_in_the_order_of_reading_however_it_was_drawn(read_bytes, one_by_one):
    [article] = read_bytes("release.pdf", pdf([[arabic(y, text, one_by_one=one_by_one) for y, text in ARABIC_LINES]]))
    assert lines(article.text) == lines(ARABIC_TEXT)


def test_the_forms_of_letters_become_the_letters(read_bytes):
    drawn = [line._replace(drawn="".join(FORMS.get(one, one) for one in line.drawn)) for line in ARABIC]
    [article] = read_bytes("release.pdf", pdf([drawn]))
    assert article.text == ARABIC_TEXT
    assert not any("ARABIC LETTER" in unicodedata.name(one, "") and one > "\ufb00" for one in article.text)


def test_a_ligature_is_the_letters_that_its_font_says(read_bytes):
    drawn = [line._replace(drawn=line.drawn.replace("ال", "\ue001")) for line in ARABIC]
    [article] = read_bytes("release.pdf", pdf([drawn], letters={"\ue001": "لا"}))
    assert article.text == ARABIC_TEXT


def test_what_is_never_drawn_is_left_out_and_what_is_no_letter_marked(read_bytes):
    drawn = [*ARABIC[:3], arabic(636, "\u2067وتشمل\u2069 التدريب \u0378 كله")]
    [article] = read_bytes("release.pdf", pdf([drawn]))
    assert lines(article.text)[-1] == "وتشمل التدريب \ufffd كله"


def test_arabic_that_was_drawn_turned_around_is_read(read_bytes):
    drawn = [Line(y, text) for y, text in ARABIC_LINES]
    [article] = read_bytes("release.pdf", pdf([drawn]))
    assert lines(article.text)[-1] == ARABIC_LINES[-1][1]


def test_words_are_apart_where_a_page_draws_no_spaces(read_bytes):
    drawn = [Line(700, "Kuwait", x=50), Line(700, "and", x=87), Line(700, "Oman signed it", x=108)]
    [article] = read_bytes("release.pdf", pdf([drawn]))
    assert article.text == "Kuwait and Oman signed it"


def columns(left: list[str], right: list[str]) -> list[Line]:
    heights = range(700, 0, -16)
    rows = [*zip(heights, left, strict=False)], [*zip(heights, right, strict=False)]
    return [*(Line(y, text) for y, text in rows[0]), *(Line(y, text, x=320) for y, text in rows[1])]


def test_columns_are_read_one_after_the_other_from_the_side_of_the_language(read_bytes):
    english = columns(["Kuwait and Oman signed a pact that"] * 4, ["covers training and also hotlines"] * 4)
    [article] = read_bytes("release.pdf", pdf([english]))
    assert article.text.index("covers") > article.text.rindex("Kuwait")
    words = visual("وقعت الكويت وعمان مذكرة في المجال"), visual("وتشمل التدريب وتبادل المعلومات كلها")
    [article] = read_bytes("release.pdf", pdf([columns([words[1]] * 4, [words[0]] * 4)]))
    assert article.text.index("وتشمل") > article.text.rindex("وقعت")


TITLES = [
    (
        "Kuwait and Oman sign a memorandum",
        [Line(760, "PRESS RELEASE", 24), Line(730, "Kuwait and Oman sign a memorandum", 18)],
    ),
    ("الكويت وعمان توقعان مذكرة", [arabic(760, "بيان صحفي", 24), arabic(730, "الكويت وعمان توقعان مذكرة", 18)]),
]


LETTERHEADS = [
    (
        "Kuwait and Oman sign a memorandum",
        [Line(790, "Ministry of Interior of Kuwait", 24), Line(740, "Information Office", 20)],
    ),
    ("الكويت وعمان توقعان مذكرة", [arabic(790, "دولة الكويت وزارة الداخلية", 24), arabic(740, "الإدارة العامة", 20)]),
]


@pytest.mark.parametrize(("title", "letterhead"), LETTERHEADS, ids=["English", "Arabic"])
def test_a_letterhead_is_no_title(read_bytes, title, letterhead):
    line = arabic(720, title, 15) if title > "ا" else Line(720, title, 15)
    [article] = read_bytes("release.pdf", pdf([[*letterhead, line, *(ARABIC if title > "ا" else ENGLISH)]]))
    assert article.title == title
    [article] = read_bytes("other.pdf", pdf([[letterhead[1], *(ARABIC if title > "ا" else ENGLISH)]]))
    assert article.title == ""


@pytest.mark.parametrize(("title", "above"), TITLES, ids=["English", "Arabic"])
def test_the_title_is_the_largest_line_that_is_no_masthead(read_bytes, title, above):
    [article] = read_bytes("release.pdf", pdf([above + (ARABIC if title > "ا" else ENGLISH)]))
    assert article.title == title
    assert title not in article.text


@pytest.mark.parametrize(
    "declared",
    [
        codecs.BOM_UTF16_BE + "وزارة الداخلية في دولة الكويت".encode("utf-16-be"),
        "وزارة الداخلية في دولة الكويت".encode("cp1256"),
    ],
    ids=["UTF-16", "windows-1256"],
)
def test_a_declared_title_counts_if_the_text_has_its_words(read_bytes, declared):
    [article] = read_bytes("release.pdf", pdf([ARABIC], declared))
    assert article.title == "وزارة الداخلية في دولة الكويت"


@pytest.mark.parametrize("declared", [b"Microsoft Word - release.docx", b"Annual report of another year", b"Ministry"])
def test_a_title_of_a_program_or_of_another_file_does_not(read_bytes, declared):
    [article] = read_bytes("release.pdf", pdf([ENGLISH], declared))
    assert article.title == ""


def framed(number: int, of: int, body: list[Line], *, arab: bool) -> list[Line]:
    if arab:
        return [arabic(810, "وزارة الداخلية"), *body, arabic(30, f"صفحة {number} من {of}", right=320)]
    return [Line(810, "Ministry of Interior"), *body, Line(30, f"Page {number} of {of}", x=250)]


@pytest.mark.parametrize("arab", [False, True], ids=["English", "Arabic"])
def test_headers_and_page_numbers_are_left_out(read_bytes, arab):
    body = ARABIC if arab else ENGLISH
    other = [arabic(700, "وحضر التوقيع سفيرا البلدين.")] if arab else [Line(700, "Both ambassadors were present.")]
    [article] = read_bytes("release.pdf", pdf([framed(1, 2, body, arab=arab), framed(2, 2, other, arab=arab)]))
    last = "وحضر التوقيع سفيرا البلدين." if arab else "Both ambassadors were present."
    assert lines(article.text) == [*lines(ARABIC_TEXT if arab else ENGLISH_TEXT), last]


def test_what_a_browser_prints_around_a_page_is_left_out(read_bytes):
    printed = [Line(820, "11/27/26, 10:17 PM"), *ENGLISH, Line(15, "https://example.org/a?b=1 1/1")]
    [article] = read_bytes("release.pdf", pdf([printed]))
    assert article.text == ENGLISH_TEXT


def test_a_paragraph_goes_on_on_the_next_page(read_bytes):
    first = [
        Line(100, "The ministers agreed on a programme of three years that covers the training"),
        Line(84, "of judges, the exchange of what both sides know, and the work of officers and"),
    ]
    [article] = read_bytes("release.pdf", pdf([ENGLISH + first, [Line(700, "all other officials.")]]))
    assert lines(article.text)[-1].endswith("the work of officers and all other officials.")


def test_a_row_of_figures_keeps_its_place_among_arabic(read_bytes):
    words = [
        *ARABIC[:3],
        arabic(636, "والخط الساخن لتلقي البلاغات في المجال يعمل على مدار الساعة والأسبوع وهو"),
        Line(620, visual("«1234»."), right=545),
    ]
    [article] = read_bytes("release.pdf", pdf([words]))
    assert article.text.endswith("وهو «1234».")


def test_of_a_long_file_the_first_pages_are_read_and_a_note_says_so(read_bytes):
    [article] = read_bytes("release.pdf", pdf([ENGLISH] * 2000), max_bytes=10_000_000)
    assert [str(one) for one in article.notes] == [f"has 2000 pages; the first {reader.MAX_PAGES} were read"]


def test_pages_that_are_pictures_are_counted(read_bytes):
    [article] = read_bytes("release.pdf", pdf([ENGLISH, [], []], pictures=[1, 2]))
    assert [str(one) for one in article.notes] == ["has 2 pages that are pictures without text"]


WHOLE = pdf([ARABIC])
REFUSED = [
    ("a scan", pdf([[], [Line(20, "Scanned by X")]], pictures=[0, 1]), "is a scanned PDF file"),
    ("a blank page", pdf([[]]), "has no text"),
    ("no letters", pdf([ENGLISH], has_letters=False), "whose fonts do not say which letters"),
    (
        "a password",
        pdf(
            [ENGLISH],
            extra=f"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>",
        ),
        "is an encrypted PDF file",
    ),
    ("a beginning", b"%PDF-1.7\n...", "is a damaged PDF file"),
    ("bytes", b"%PDF-1.4\n" + bytes(range(256)) * 40, "is a damaged PDF file"),
]


@pytest.mark.parametrize(("data", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_file_without_words_that_can_be_read_is_refused(read_bytes, data, reason):
    [rejected] = read_bytes("release.pdf", data)
    assert isinstance(rejected, Rejected)
    assert reason in str(rejected.reason)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.97])
def test_a_file_that_is_cut_off_gives_no_wrong_text(read_bytes, share):
    for item in read_bytes("release.pdf", WHOLE[: int(len(WHOLE) * share)]):
        assert isinstance(item, Rejected) or item.text == ARABIC_TEXT


def test_a_file_is_a_pdf_by_its_beginning(read_bytes):
    assert read_bytes("release", WHOLE)[0].text == ARABIC_TEXT
    assert read_bytes("release.txt", WHOLE)[0].text == ARABIC_TEXT
    assert (
        read_bytes("release.pdf", b"<!doctype html><html><body><p>Not found</p></body></html>")[0].text == "Not found"
    )


def test_a_page_that_takes_too_long_costs_its_file_only(tmp_path, monkeypatch):
    def endless(_: object) -> None:
        while True:
            pass

    (tmp_path / "a.pdf").write_bytes(WHOLE)
    (tmp_path / "b.txt").write_text("Committee meets")
    monkeypatch.setattr(reader, "page_of", endless)
    now = datetime(2024, 5, 1, tzinfo=UTC)
    with Fence(call, Bounds(seconds=1)) as fence:
        rejected, article = read_files(scan(tmp_path), max_bytes=100_000, now=now, run=fence.each)
    assert isinstance(rejected, Rejected)
    assert "takes more than 1 second" in str(rejected.reason)
    assert isinstance(article, RawArticle)

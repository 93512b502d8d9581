"""What foreign text costs grows with its length, not with the square of it.

With the fuzzing of readers these are the only tests that look at time: the ratio of processor time at n and 4 n, where
that is long enough to be measured at all.
"""

import gc
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

import pytest

from analyzers.pipeline import Analyzer
from indexer.dates.date_expressions import find_dates
from indexer.extract.days.bylines import find_bylines
from indexer.extract.extractor import Extractor
from indexer.extract.pages.cutting import cut
from indexer.extract.pages.headings import find_closing_lines, find_headings, find_rules
from indexer.extract.pages.item_edges import find_signatures
from indexer.extract.pages.titles import find_title
from indexer.fence.fence import in_place
from indexer.fetching.sitemap import is_sitemap
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import RawArticle
from indexer.sources.decoding.decoding import decode
from indexer.sources.documents import mail, pdf_text
from indexer.sources.documents.visual_order import bracketed, is_turned, logical
from indexer.sources.file import steps_of
from indexer.sources.found.origin import Origin, Unreadable
from indexer.sources.kinds import kind_of
from indexer.sources.markup.xml_text import xml_text
from indexer.sources.pages import page
from indexer.sources.records import feed, json_file, records

pytestmark = pytest.mark.reliability

NOW = datetime(2024, 5, 1, tzinfo=UTC)
#: Ratios of the costs of 4 n and n: a linear one is 4, that of work that grows with the square is 16. What is next to
#: linear at the first look is not looked at again.
SQUARED, MOST, LINEAR = 16, 8, 5
#: Seconds of processor time below which nothing is worth a second look.
SHORT = 0.1
#: Work that grows with the square gives too much in each round; a busy machine does not.
ROUNDS = 8
LENGTH = 16_000
PREFIXES = ("", "10", '"', "(", "<", "KUWAIT, ", "الكويت ", "10 May", "</rss>", "<rss><channel>", "<html><body>")
UNITS = (
    *(" ", "\n", "\t", "\u00a0", "5 ", "10/", ".", "،", "- ", "(", '"', "«", "a", "ا", "A.", "<", "<p>", "<!---->"),
    *("<?x?>", "<!-- ", "&", "[", "{", '"a":', "من ", "May ", "ـ", ": ", "* ", "_", "http://", "1/2/", "هـ ", "and "),
    "<table><tr><td>a</td></tr></table>",
)


def _drain(items: Iterator[object]) -> None:
    for _ in items:
        pass


def _kind(text: str) -> None:
    try:
        kind_of("", text.encode())
    except Unreadable:
        return


def _xml(text: str) -> None:
    try:
        xml_text(text.encode())
    except Unreadable:
        return


def _decoded(text: str) -> None:
    """The text in windows-1256, which is not UTF-8 if it has Arabic."""
    try:
        decode(f"أ{text}".encode("cp1256", errors="replace"))
    except Unreadable:
        return


def _mail(text: str) -> None:
    data = f"Subject: {text}\nContent-Type: text/plain; format=flowed\n\n{text}".encode()
    _drain(in_place(partial(steps_of, ORIGIN, mail.read(ORIGIN, data))))


def _rows(text: str) -> None:
    logical(text, right_to_left=True)
    is_turned([text])
    bracketed(text)
    pdf_text.PAGE_NUMBER.fullmatch(text)
    pdf_text.PRINTED.search(text)


ORIGIN = Origin("x", "file:///x", NOW)
READERS: dict[str, Callable[[str], object]] = {
    "dates": find_dates,
    "headings": find_headings,
    "rules": find_rules,
    "closing lines": find_closing_lines,
    "titles": find_title,
    "signatures": lambda text: list(find_signatures(text)),
    "bylines": lambda text: _drain(find_bylines(text)),
    "cutting": lambda text: cut(RawArticle(uri="file:///x", text=text, fetched_at=NOW)),
    "analysis": Analyzer().analyze,
    "kinds": _kind,
    "sitemaps": lambda text: is_sitemap(text.encode()),
    "feeds": lambda text: _drain(in_place(partial(steps_of, ORIGIN, feed.read(ORIGIN, text.encode())))),
    "pages": lambda text: _drain(in_place(partial(steps_of, ORIGIN, page.read(ORIGIN, text.encode())))),
    "XML": _xml,
    "decoding": _decoded,
    "records": lambda text: _drain(iter([records.read_record(ORIGIN, "", {"text": text, "body": text})])),
    "e-mails": _mail,
    "rows": _rows,
    "JSON": lambda text: _drain(in_place(partial(steps_of, ORIGIN, json_file.read(ORIGIN, text.encode())))),
}


def _seconds(read: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began


def _grows(read: Callable[[str], object], prefix: str, unit: str, length: int = LENGTH) -> str | None:
    """How much more four times the text costs, if that is too much in each round."""
    times = length // len(unit)
    long, short = prefix + unit * times, prefix + unit * (times // 4)
    once = _seconds(read, short)
    if once * SQUARED < SHORT or _seconds(read, long) < max(SHORT, once * LINEAR):
        return None
    for _ in range(ROUNDS):
        ratio = _ratio(read, long, short)
        if ratio <= MOST:
            return None
    return f"{prefix!r} and {unit!r}: {ratio:.1f}"


def _ratio(read: Callable[[str], object], long: str, short: str) -> float:
    """Seconds for the long text to the fewer of those for the short one before and after it."""
    before, once, after = (_seconds(read, text) for text in (short, long, short))
    return once / max(min(before, after), 1e-6)


@pytest.fixture(autouse=True, scope="module")
def _others_objects_not_collected() -> Iterator[None]:
    """A collection that looks through what all tests before have left costs more than what is measured."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.parametrize("name", READERS)
def test_time_grows_with_the_text(name: str) -> None:
    prefixes = ("", "<", "<html><body>") if name == "pages" else PREFIXES
    found = [_grows(READERS[name], prefix, unit) for prefix in prefixes for unit in UNITS]
    assert [one for one in found if one] == []


def test_extraction_grows_with_the_text(gazetteers: Gazetteers) -> None:
    extractor = Extractor(gazetteers)

    def extract(text: str) -> object:
        return extractor.extract(RawArticle(uri="file:///x", text=text, fetched_at=NOW))

    prefixes = ("", "10", "الكويت ", "KUWAIT, ")
    units = (" ", "5 ", "A.", "ا ", "«", "(", "من ", "Kuwait and ", "وزارة ", "عمان ", "U.S. ", "\n", "help of IOM.")
    units += ("الملك عمان ", "وعمان ", "محمد شياع السوداني ", "قال السوداني ", "Jordan Chiles ", "Lebanon, ", "ومالي ")
    found = [_grows(extract, prefix, unit) for prefix in prefixes for unit in units]
    assert [one for one in found if one] == []


BLOCKS = [
    *("<table><tr><td>a</td></tr></table>", "<p>a b</p>", "<ul><li>a</li></ul>", "a<br><br>"),
    *("<h1>a b c</h1>", "<h3><a href=/a>a b c</a></h3>", "<div><a href=/a>The title of another story</a> text</div>"),
    *("<article><h2>a b</h2>text</article>", "<h3>Read also</h3><p><a href=/a>a</a></p>", "<div class=related>a</div>"),
    '<meta property="og:title" content="a | b | c">',
    '<link rel="canonical" href="/a">',
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "a b c", "url": "https://a/b"}</script>',
]


@pytest.mark.parametrize("unit", BLOCKS)
def test_a_page_of_thousands_of_small_blocks_is_read_in_linear_time(unit: str) -> None:
    assert _grows(READERS["pages"], "<html><body>", unit, 6_000 * len(unit)) is None


def test_growth_is_seen() -> None:
    spaces = re.compile(r"5\s*,?\s*x")
    assert _grows(spaces.search, "5", " ") is not None

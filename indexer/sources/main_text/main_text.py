"""The text of a page's article: the page without its frame, by trafilatura, one line per block.

In: the tree of a page, and the heading of its article. Out: text. Never here: metadata, or a change to the tree.

trafilatura cleans better than it finds: it takes the first element with a likely class, and misses the other parts of
an article in several. These are added.
"""

from copy import deepcopy
from itertools import islice

from lxml import etree, html

from indexer.sources.found.values import text_of
from indexer.sources.main_text import frame
from indexer.sources.main_text.boxes import is_notice
from indexer.sources.markup.markup import LAYOUT, tree_text

#: trafilatura takes 4 s for so many elements, and no page for people has them.
MAX_ELEMENTS = 100_000
#: With more elements than this, trafilatura does not compare its text with that of justext, whose time grows with the
#: square of the paragraphs: 2 s for 8,000, a minute for 33,000.
MAX_COMPARED = 10_000
#: The time that trafilatura takes grows with the square of these elements: 2 s for so many, minutes for ten times more.
MAX_MOMENTS = 2_000
#: The elements of trafilatura's own format that are lines. https://trafilatura.readthedocs.io/en/latest/
LINES = frozenset(["cell", "code", "head", "item", "lb", "list", "p", "quote", "row", "table"])
#: Elements without a word of the article. Scripts may hold the texts of others.
SILENT = ("script", "style", "template", "svg", "iframe", "object")
#: Elements that may be a part of an article, how many of those around the core are looked at, and the shortest part.
PARTS = ("article", "div", "section")
MOST_AROUND = 3
SHORTEST_PART = 200
#: Longest text that trafilatura runs into one line, in characters.
LONGEST_BRIEF = 1_000
#: Longest cell of a table of figures; a longer one holds text, and the table is layout.
LONGEST_CELL = 80


def main_text(tree: html.HtmlElement, heading: html.HtmlElement | None = None) -> str:
    """The article's text without navigation, advertising and other stories.

    All text of the page when trafilatura finds none, or when it has more elements than any page for people has.
    """
    if has_more_than(MAX_ELEMENTS, tree) or next(islice(tree.iter("time"), MAX_MOMENTS, None), None) is not None:
        return tree_text(tree)
    import trafilatura  # a third of a second to import, and only pages need it

    article, core = without_frame(tree, heading)
    document = trafilatura.bare_extraction(
        article, include_comments=False, favor_recall=True, fast=has_more_than(MAX_COMPARED, article)
    )
    body = getattr(document, "body", None)
    text = "" if body is None else lines_of(body)
    if "\n" not in text and len(text) <= LONGEST_BRIEF:
        text = _lines_of_brief(article, text)
    return text_of(_with_parts(text, core)) if text else tree_text(tree)


def without_frame(
    tree: html.HtmlElement, heading: html.HtmlElement | None
) -> tuple[html.HtmlElement, html.HtmlElement | None]:
    """A copy of a page without what is no part of its article, and its element with the longest paragraphs."""
    copied = deepcopy(tree)
    number = next((number for number, one in enumerate(tree.iter()) if one is heading), None)
    shown = None if number is None else next(islice(copied.iter(), number, None))
    etree.strip_elements(copied, *SILENT, with_tail=False)
    held = list(copied.iter())  # as in `page.py`
    found = frame.find(copied, shown)
    del held
    for element in found.left_out:
        element.drop_tree()
    return copied, found.core


def _lines_of_brief(article: html.HtmlElement, text: str) -> str:
    """The text of a brief, for which trafilatura often runs all that the page has into one line, in its own lines."""
    lines = [line for line in tree_text(article).split("\n") if not is_notice(line)]
    return "\n".join(lines) if "".join("".join(lines).split()) == "".join(text.split()) else text


def _with_parts(text: str, core: html.HtmlElement | None) -> str:
    """The text with the parts of the article that trafilatura missed: elements in a row that have one tag and one
    class, with the core or what is around it among them."""
    lines = frozenset(text.split("\n"))
    for around in () if core is None else (core, *islice(core.iterancestors(*PARTS), MOST_AROUND)):
        parts = [words for words in map(tree_text, _alike(around)) if len(words) >= SHORTEST_PART]
        there = [max(words.split("\n"), key=len) in lines for words in parts]
        if len(parts) > 1 and not all(there):
            first = there.index(True) if True in there else 0
            return "\n".join((*parts[:first], text, *(parts[n] for n in range(first, len(parts)) if not there[n])))
    return text


def _alike(part: html.HtmlElement) -> list[html.HtmlElement]:
    """An element and those beside it that have its tag and its class, in the order of the page; none if it is alone."""
    around = part.getparent()
    if around is None or not part.get("class"):
        return []
    alike = [one for one in around.iterchildren(part.tag) if one.get("class") == part.get("class")]
    return alike if len(alike) > 1 else []


def has_more_than(limit: int, tree: html.HtmlElement) -> bool:
    """Whether a page has more elements than the limit."""
    return next(islice(tree.iter(), limit, None), None) is not None


def lines_of(body: etree._Element) -> str:
    """The text of trafilatura's tree, one line per block; a row of a table of figures is one line."""
    pieces = []
    flat = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        starts = event == "start"
        if element.tag == "row" and (starts or flat):
            flat += (1 if starts else -1) if not starts or _is_of_figures(element) else 0
        if element.tag in LINES:
            pieces.append(" " if flat and element.tag != "row" else "\n")
        piece = element.text if starts else "" if element is body else element.tail
        pieces.append(LAYOUT.sub(" ", piece or ""))
    lines = (LAYOUT.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line and not is_notice(line))


def _is_of_figures(row: etree._Element) -> bool:
    cells = list(row.iter("cell"))
    return len(cells) > 1 and all(
        len("".join(cell.itertext()).strip()) <= LONGEST_CELL and cell.find(".//p") is None for cell in cells
    )

"""The short lines around the heading of a page, where bylines stand.

In: the heading of a page. Out: the lines above and below the heading, in the order of the page.
Never here: a line of another article, a comment or the page's frame; or the meaning of a line.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree, html

from indexer.sources.days.page_heading import part_of
from indexer.sources.markup.markup import BLOCK_TAGS, LAYOUT, SILENT_TAGS

#: So many lines are looked at above and below the heading.
LINES_ABOVE, LINES_BELOW = 3, 12
#: What follows the part around a heading is looked at so many levels further up.
LEVELS_BELOW = 4
#: Signs for places on the page; no line is like them.
HEADING, NEAR = "\n", "\r"
#: A longer line is a paragraph.
LONGEST_LINE = 160
#: A page with more elements before its heading has no byline that a reader would find.
MOST_ELEMENTS = 20_000


@dataclass(frozen=True, slots=True)
class LinesAround:
    """The short lines above and below a heading."""

    above: tuple[str, ...]
    below: tuple[str, ...]


def lines_around(heading: html.HtmlElement, is_outside: Callable[[html.HtmlElement], bool]) -> LinesAround:
    """The lines around a heading, without those in elements that `is_outside` refuses."""
    above: deque[str] = deque(maxlen=LINES_ABOVE)
    below: list[str] = []
    reached = False
    for line in _lines(heading, is_outside):
        if line is NEAR:
            above.clear()
        elif line is HEADING:
            reached = True
        elif not reached:
            above.append(line)
        else:
            below.append(line)
            if len(below) == LINES_BELOW:
                break
    if not reached:
        return LinesAround((), ())
    return LinesAround(*(tuple(line for line in lines if len(line) <= LONGEST_LINE) for lines in (above, below)))


def _lines(heading: html.HtmlElement, is_outside: Callable[[html.HtmlElement], bool]) -> Iterator[str]:
    """The lines of the page near the heading, with HEADING in its place, and NEAR where the part around it begins."""
    near = part_of(heading)
    pieces: list[str] = []
    silent: html.HtmlElement | None = None
    for number, (event, element) in enumerate(_walk(near)):
        if number > MOST_ELEMENTS:
            return
        name = element.tag if isinstance(element.tag, str) else ""
        starts = event == "start"
        if starts and silent is None and (element is heading or name in SILENT_TAGS or is_outside(element)):
            silent = element
        if element is heading and starts:
            yield from _line(pieces)
            yield HEADING
        if starts and element is near:
            yield from _line(pieces)
            yield NEAR
        if name in BLOCK_TAGS:
            yield from _line(pieces)
        if silent is None:
            pieces.append((element.text if starts else element.tail) or "")
        elif element is silent and not starts:
            silent = None
            pieces.append(element.tail or "")
    yield from _line(pieces)


def _walk(near: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    """The elements of the part of the page, and of what follows it a few levels up."""
    yield from etree.iterwalk(near, events=("start", "end"))
    for one in [near, *near.iterancestors()][:LEVELS_BELOW]:
        for following in one.itersiblings():
            yield from etree.iterwalk(following, events=("start", "end"))


def _line(pieces: list[str]) -> Iterator[str]:
    """The line that the pieces make, which begin again."""
    line = LAYOUT.sub(" ", " ".join(pieces)).strip()
    pieces.clear()
    if line:
        yield line

"""The layout of an HTML page: what its markup declares about the items in it. The reader passes it to the cutting.

In: nothing. Out: frozen dataclasses. Never here: finding elements (`indexer/sources/layout/layout.py`), or judging
whether they are items (`indexer/extract/pages/layouts.py`).
"""

from dataclasses import dataclass

from indexer.model.notes import Note


@dataclass(frozen=True, slots=True)
class LayoutItem:
    """One of several elements of a page that are laid out alike.

    `title` is its heading on one line, and `text` all its other words, one line a block. The others are "" if there is
    none: `published`, the moment that its markup declares; `anchor`, the id by which a link reaches it; `link`, the
    address that its heading leads to, absolute if the page declares its own address.
    """

    title: str
    text: str
    published: str = ""
    anchor: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Repetition:
    """Elements of a page that are laid out alike, in the order of the page.

    `name` is their tag (`<li>`), for people. `declared`: their markup calls them articles. `heading` is the heading
    above them. `outside` is the number of characters of running text outside them. `rival`: the page seems to have
    another article outside them.
    """

    name: str
    parts: tuple[LayoutItem, ...]
    declared: bool = False
    heading: str = ""
    outside: int = 0
    rival: bool = False


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What the markup of a page declares about the items in it.

    `single` is why it is one article, or None. `fault` is why no layout was searched for, or None. `repetitions` has
    the largest first. `ruled` is the text of the element with rules (`<hr>`) between its children, each rule as a line
    of asterisks, or "". `ruled_outside` is the number of characters of running text outside that element.
    """

    single: Note | None = None
    repetitions: tuple[Repetition, ...] = ()
    fault: Note | None = None
    ruled: str = ""
    ruled_outside: int = 0

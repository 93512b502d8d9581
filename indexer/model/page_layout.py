"""What the markup of an HTML page says of the items in it, as it goes from its reader to the cutting.

In: nothing. Out: frozen dataclasses. Never here: finding elements (`indexer/sources/layout.py`), or judging
whether they are items (`indexer/extract/pages/layouts.py`).
"""

from dataclasses import dataclass

from indexer.model.notes import Note


@dataclass(frozen=True, slots=True)
class LayoutItem:
    """One of the elements of a page that are laid out alike: its heading on one line, all other words of it one line a
    block, the moment that its markup declares ("" for none), the id by which a link reaches it ("" for none), and the
    address that its heading leads to, absolute where the page tells its own ("" for none)."""

    title: str
    text: str
    published: str = ""
    anchor: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Repetition:
    """Elements of a page that are laid out alike, in its order. `name` is what they are for people (`<li>`), `declared`
    whether their markup calls them articles, `heading` what stands above them, `outside` how many characters of running
    text the page has beside them, and `rival` whether an article of its own seems to be there."""

    name: str
    parts: tuple[LayoutItem, ...]
    declared: bool = False
    heading: str = ""
    outside: int = 0
    rival: bool = False


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What the markup of a page says of the items in it.

    `single` is why it is one article, or None; `fault` why no layout was looked for, or None;
    `repetitions` the largest first. `ruled` is the text of the element with rules (`<hr>`) between its children, each
    rule as a line of asterisks, or "", and `ruled_outside` counts the characters of running text beside that.
    """

    single: Note | None = None
    repetitions: tuple[Repetition, ...] = ()
    fault: Note | None = None
    ruled: str = ""
    ruled_outside: int = 0

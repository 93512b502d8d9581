"""The borders between the items of a plain text (rules, closing lines, signatures), and the evidence for them.

In: a text, the signatures of known outlets. Out: the items, or why the borders separate none. Never here: dated
headings, or markup (`cutting.py`, `layouts.py`).
A border alone proves nothing: a rule may precede a footnote, divide a report, or belong to a table. It counts if each
item has a title, or if each has a dateline at its head or a signature at its foot.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import or_

from analyzers.folding import fold
from indexer.extract.pages.headings import find_closing_lines, find_rules
from indexer.extract.pages.item_edges import are_agencies, find_signatures, is_signed, opens_with_dateline
from indexer.extract.pages.pieces import PageItem, is_note, piece_of
from indexer.model.notes import Note, note
from indexer.tables import rules

FEWEST_ITEMS = 2
#: A caption may have a signature too, so two signatures may belong to one story.
FEWEST_SIGNED = 3
#: A shorter title may be the heading of a section.
FEWEST_WORDS = 4
QUESTION_MARKS = ("?", "؟")

Evidence = Callable[[Sequence[PageItem], Collection[str]], bool]


@dataclass(frozen=True, slots=True)
class Border:
    """A kind of border. It is trusted if it separates at least `fewest` items, and if one row of `evidence` holds for
    them. `after_each`: the border also follows the last item."""

    name: Note
    find: Callable[[str], list[tuple[int, int]]]
    fewest: int
    after_each: bool
    evidence: tuple[tuple[Evidence, Note], ...]


def parted(text: str, border: Border, known: Collection[str]) -> tuple[list[PageItem], Note | None]:
    """The items between borders with the evidence, or none with the reason; the reason is None without such borders."""
    found = border.find(text)
    if not found:
        return [], None
    if border.after_each and text[found[-1][1] :].strip():
        return [], note("the text goes on after the last of them")
    spans = _between(text, found)
    pieces = [_piece(text[start:end]) for start, end in spans]
    if len(pieces) < border.fewest:
        return [], note("they part fewer than %(number)s items", number=border.fewest)
    if not all(piece.has_text() for piece in pieces):
        return [], note("some of them have hardly any text between them")
    for holds, words in border.evidence:
        if holds(pieces, known):
            return pieces, words
    return [], note("there is not %(evidence)s", evidence=_either([words for _, words in border.evidence]))


def _either(notes: Sequence[Note]) -> Note:
    """One of several notes."""
    first, *rest = notes
    return note("%(first)s or %(rest)s", first=first, rest=_either(rest)) if rest else first


def _between(text: str, borders: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Offsets of the parts that have text; a note (`is_note`) belongs to the part before it."""
    spans: list[tuple[int, int]] = []
    for (_, start), (end, _) in pairwise([(0, 0), *borders, (len(text), len(text))]):
        if not text[start:end].strip():
            continue
        if spans and is_note(piece_of(text[start:end])):
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _piece(text: str) -> PageItem:
    """A part as an item; a dateline on a line of its own is no title."""
    return PageItem("", text.strip()) if opens_with_dateline(text) else piece_of(text)


def _titled(pieces: Sequence[PageItem], _: Collection[str]) -> bool:
    return all(piece.title for piece in pieces)


def _headlined(pieces: Sequence[PageItem], _: Collection[str]) -> bool:
    """Whether each item has a headline. A rule also stands between the sections of one long read; their headings are
    shorter, questions, or begin as headings of sections do."""
    return all(len(piece.title.split()) >= FEWEST_WORDS and not _heads_a_section(piece.title) for piece in pieces)


def _heads_a_section(title: str) -> bool:
    numbered = title.lstrip("([")[:1].isdigit()
    return numbered or title.rstrip().endswith(QUESTION_MARKS) or _section_headings().match(fold(title)) is not None


@cache
def _section_headings() -> re.Pattern[str]:
    words = "|".join(re.escape(fold(line)) for line in rules.lines("section_headings.txt"))
    return re.compile(rf"(?:{words})(?!\w)")


def _signed_or_datelined(pieces: Sequence[PageItem], _: Collection[str]) -> bool:
    """Whether each item has a dateline at its head or a signature at its foot. A report with a break has them only at
    the ends of the whole, so each border must also be next to a dateline or a signature."""
    opened = [opens_with_dateline(piece.text) for piece in pieces]
    signed = [is_signed(piece.text) for piece in pieces]
    marked = all(before or after for before, after in zip(signed, opened[1:], strict=False))
    return all(map(or_, opened, signed)) and (marked or len(pieces) >= FEWEST_SIGNED)


def _datelined(pieces: Sequence[PageItem], _: Collection[str]) -> bool:
    return all(opens_with_dateline(piece.text) for piece in pieces)


def _of_agencies(pieces: Sequence[PageItem], known: Collection[str]) -> bool:
    """Whether the signatures at the foot of the items are those of agencies, not other words in brackets."""
    return are_agencies([find_signatures(piece.text)[-1][2] for piece in pieces], known)


def _find_signed_ends(text: str) -> list[tuple[int, int]]:
    return [(end, end) for _, end, _ in find_signatures(text)]


HEADLINED = (_headlined, note("a headline on each item"))
TITLED = (_titled, note("a title on each item"))
EDGES = (_signed_or_datelined, note("a dateline or a signature on each item"))
BORDERS = (
    Border(note("rules"), find_rules, FEWEST_ITEMS, after_each=False, evidence=(EDGES, HEADLINED)),
    Border(note("closing lines"), find_closing_lines, FEWEST_ITEMS, after_each=True, evidence=(TITLED, EDGES)),
    Border(
        note("signatures"),
        _find_signed_ends,
        FEWEST_SIGNED,
        after_each=True,
        evidence=(
            TITLED,
            (_datelined, note("a dateline on each item")),
            (_of_agencies, note("the name of an agency below each item")),
        ),
    ),
)
RULES = BORDERS[0]

"""The cutting of a page into its items.

In: a raw article as its source gave it. Out: `Cut`: its items, and why it was cut or left whole. Never here: a change
to a published text; the text of an item is its part of the page, without the borders.
The evidence is tried in this order: the repeated layout of an HTML page; dated headings, at least two and each with
some text under it; rules, closing lines (`Read more`) or signatures between items. Without good evidence a page stays
whole.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from indexer.extract.pages import timelines
from indexer.extract.pages.borders import BORDERS, FEWEST_ITEMS, RULES, parted
from indexer.extract.pages.headings import Heading, find_headings, titles_above
from indexer.extract.pages.layouts import LONGEST_OUTSIDE, items_of
from indexer.extract.pages.pieces import SHORTEST_BODY, PageItem, piece_of
from indexer.model.article import RawArticle, url_of_anchor
from indexer.model.notes import N_, Note, in_a_row, note
from indexer.model.page_layout import PageLayout
from indexer.model.source import WEB

#: A page may begin with its own name before the first heading, but with no more than this many characters.
LONGEST_PREAMBLE = 400
HASH_BYTES = 4
LAID_OUT = N_("%(number)s %(name)s elements that are laid out alike, %(reason)s")
LAID_OUT_BUT = N_("%(number)s %(name)s elements that are laid out alike, but %(reason)s")
#: The items by one kind of evidence and the evidence, or none and why.
_Attempt = tuple[list[PageItem], Note]
HOST = re.compile(r"https?://[^/?#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cut:
    """The items of a page, at least one, and why it was cut so or left whole."""

    items: tuple[RawArticle, ...]
    reason: Note


def cut(raw: RawArticle, signatures: Collection[str] = frozenset()) -> Cut:
    """The items of a page; an item that came with a title of its own is one article already.

    `signatures` are the signatures of outlets, as the gazetteer has them.
    """
    if raw.page is None and raw.title.strip():
        return Cut((raw,), _whole(note("it came with a title of its own")))
    if raw.page is not None and raw.page.single is not None:
        return Cut((raw,), _whole(raw.page.single))
    headings = find_headings(raw.text)
    if not raw.title.strip() and len(headings) == 1 and not raw.text[: headings[0].start].strip():
        return Cut((_single(raw, headings[0]),), _whole(note("one dated heading at its head")))
    faults = []
    for pieces, reason in _attempts(raw, headings, signatures):
        if pieces:
            return Cut(_articles(raw, pieces), note("cut at %(evidence)s", evidence=reason))
        faults.append(reason)
    reason = _whole(in_a_row(faults))
    if raw.title.strip():
        return Cut((raw,), reason)
    piece = piece_of(raw.text)
    return Cut((replace(raw, title=piece.title, text=piece.text),), reason)


def _attempts(raw: RawArticle, headings: list[Heading], signatures: Collection[str]) -> Iterator[_Attempt]:
    """An attempt by each kind of evidence, most trusted first."""
    if raw.page is not None:
        yield from _layouts(raw.page)
    yield _headed(raw, headings)
    if raw.page is not None and raw.page.ruled:
        yield _ruled(raw.page, signatures)
    absent = []
    for border in BORDERS:
        pieces, reason = parted(raw.text, border, signatures)
        if reason is not None:
            yield pieces, _judged(border.name, pieces, reason)
        else:
            absent.append(note("no %(borders)s", borders=border.name))
    if absent:
        yield [], _enumerated(absent)


def _whole(reason: Note) -> Note:
    return note("whole: %(reason)s", reason=reason)


def _enumerated(notes: list[Note]) -> Note:
    first, *rest = notes
    return note("%(first)s, %(rest)s", first=first, rest=_enumerated(rest)) if rest else first


def _layouts(page: PageLayout) -> Iterator[_Attempt]:
    if not page.repetitions:
        yield [], page.fault or note("no elements that are laid out alike")
    for found in page.repetitions:
        pieces, reason = items_of(found)
        template = LAID_OUT if pieces else LAID_OUT_BUT
        yield pieces, note(template, number=len(found.parts), name=found.name, reason=reason)


def _ruled(page: PageLayout, signatures: Collection[str]) -> _Attempt:
    pieces, reason = parted(page.ruled, RULES, signatures)
    if pieces and page.ruled_outside > LONGEST_OUTSIDE:
        pieces, reason = [], note("much text stands beside them")
    return pieces, _judged(note("rules (<hr>)"), pieces, reason or note("no rules"))


def _judged(borders: Note, pieces: list[PageItem], reason: Note) -> Note:
    if not pieces:
        return note("%(borders)s, but %(reason)s", borders=borders, reason=reason)
    return note(
        "%(borders)s into %(number)s items, with %(reason)s", borders=borders, number=len(pieces), reason=reason
    )


def _headed(raw: RawArticle, headings: list[Heading]) -> _Attempt:
    fault = _fault(raw.text, headings, LONGEST_PREAMBLE if raw.page is None else LONGEST_OUTSIDE)
    if fault is not None:
        return [], fault
    pieces = list(_dated(raw.text, headings))
    before = "" if titles_above(raw.text, headings) else raw.text[: headings[0].start]
    fault = timelines.fault(f"{raw.title}\n{before}", pieces)
    if fault is not None:
        return [], note("%(number)s dated headings, but %(reason)s", number=len(headings), reason=fault)
    return pieces, note("%(number)s dated headings", number=len(headings))


def _fault(text: str, headings: list[Heading], longest_preamble: int) -> Note | None:
    """Why the headings are no evidence for several items, or None if they are."""
    if len(headings) < FEWEST_ITEMS:
        return note("only one dated heading") if headings else note("no dated headings")
    if len(text[: headings[0].start].strip()) > longest_preamble:
        return note("much text before the first dated heading")
    begins = titles_above(text, headings) or [heading.start for heading in headings]
    for heading, end in zip(headings, [*begins[1:], len(text)], strict=True):
        if len(text[heading.end : end].strip()) < SHORTEST_BODY:
            return note("hardly any text under the heading %(heading)s", heading=heading.words)
    return None


def _dated(text: str, headings: list[Heading]) -> Iterator[PageItem]:
    above = titles_above(text, headings)
    begins = above or [heading.start for heading in headings]
    for heading, begin, end in zip(headings, begins, [*begins[1:], len(text)], strict=True):
        body = text[heading.end : end]
        piece = PageItem(text[begin : heading.start].strip(), body.strip()) if above else piece_of(body)
        yield replace(piece, date=heading.stamp.date, published=heading.words, published_from="heading")


def _articles(raw: RawArticle, pieces: list[PageItem]) -> tuple[RawArticle, ...]:
    seen: Counter[str] = Counter()
    items = []
    for piece in pieces:
        anchor = _anchor(piece)
        seen[anchor] += 1
        if seen[anchor] > 1:
            anchor = f"{anchor}-{seen[anchor]}"
        items.append(_article(raw, piece, anchor))
    return tuple(items)


def _article(raw: RawArticle, piece: PageItem, anchor: str) -> RawArticle:
    """One item. An item with a page of its own is not withdrawn when the list drops it."""
    own = piece.link if piece.link.startswith(WEB) else ""
    saved = raw.page is not None and not raw.uri.startswith(WEB)
    item = replace(
        raw,
        id=None,
        anchor=anchor,
        title=piece.title,
        text=piece.text,
        parent=raw.id or (raw.url if saved else "") or raw.uri,
        url=own or (url_of_anchor(raw.url, anchor) if raw.url else ""),
        window=raw.window or bool(own),
        page=None,
    )
    if piece.published:
        return replace(item, published=piece.published, published_from=piece.published_from)
    return replace(item, published=None, published_from="") if raw.page is not None else item


def _anchor(piece: PageItem) -> str:
    """The id of the item on the page, or a hash of its link, or its date and a hash of its title. Each is stable when
    an item is added above."""
    if piece.anchor:
        return piece.anchor
    if piece.link:
        return _hash(HOST.sub("", piece.link))
    digest = _hash(piece.title or piece.text)
    return f"{piece.date}-{digest}" if piece.date else digest


def _hash(words: str) -> str:
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).hexdigest()


def _single(raw: RawArticle, heading: Heading) -> RawArticle:
    piece = piece_of(raw.text[heading.end :])
    if raw.published:
        return replace(raw, title=piece.title, text=piece.text)
    return replace(raw, title=piece.title, text=piece.text, published=heading.words, published_from="heading")

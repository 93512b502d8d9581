"""The cutting of a plain-text page into the items that it holds.

In: a raw article as its source gave it. Out: `Cut`: its items and why it was cut or left whole. Never here: changing a
published text; an item's text is a slice of the page's, trimmed at its ends.
A page is cut at its dated headings when there are at least two of them and each has some text under it, otherwise at
the rules, the closing lines (`Read more`) or the signatures between its items, when each has a title and some text.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.article import RawArticle
from indexer.extract.headings import (
    Heading,
    find_closing_lines,
    find_headings,
    find_rules,
    find_signed_ends,
    titles_above,
)
from indexer.extract.titles import find_title

FEWEST_ITEMS = 2
#: A caption may carry a signature too, so that two of them may belong to one story.
FEWEST_SIGNED = 3
#: A page may begin with its own name before the first heading, but with no more than this many characters.
LONGEST_PREAMBLE = 400
SHORTEST_BODY = 80
HASH_BYTES = 4


@dataclass(frozen=True, slots=True)
class Cut:
    """The items of a page, at least one, and the reason in words for people."""

    items: tuple[RawArticle, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """One item of a page before it is an article: `date` is ISO, or "" when the page gives none."""

    title: str
    text: str
    date: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class _Border:
    """A kind of border: how many items it has to part to be trusted, and whether it also follows the last of them."""

    name: str
    find: Callable[[str], list[tuple[int, int]]]
    fewest: int
    after_each: bool


BORDERS = (
    _Border("rules", find_rules, FEWEST_ITEMS, after_each=False),
    _Border("closing lines", find_closing_lines, FEWEST_ITEMS, after_each=True),
    _Border("signatures", find_signed_ends, FEWEST_SIGNED, after_each=True),
)


def cut(raw: RawArticle) -> Cut:
    """The items of a page; an item that came with a title is one article already."""
    if raw.title.strip():
        return Cut((raw,), "whole: it came with a title")
    headings = find_headings(raw.text)
    fault = _fault(raw.text, headings)
    if fault is None:
        return Cut(_articles(raw, list(_dated(raw.text, headings))), f"cut at {len(headings)} dated headings")
    if len(headings) == 1 and not raw.text[: headings[0].start].strip():
        return Cut((_single(raw, headings[0]),), "whole: one dated heading at its head")
    for border in BORDERS:
        pieces = _parted(raw.text, border)
        if pieces:
            return Cut(_articles(raw, pieces), f"cut at {border.name} into {len(pieces)} items")
    title, text = _title_and_text(raw.text)
    return Cut((replace(raw, title=title, text=text),), f"whole: {fault}")


def _fault(text: str, headings: list[Heading]) -> str | None:
    """Why the headings are no evidence for several items, or None when they are."""
    if len(headings) < FEWEST_ITEMS:
        return "only one dated heading" if headings else "no dated headings"
    if len(text[: headings[0].start].strip()) > LONGEST_PREAMBLE:
        return "much text before the first dated heading"
    begins = titles_above(text, headings) or [heading.start for heading in headings]
    for heading, end in zip(headings, [*begins[1:], len(text)], strict=True):
        if len(text[heading.end : end].strip()) < SHORTEST_BODY:
            return f"hardly any text under the heading {heading.words}"
    return None


def _dated(text: str, headings: list[Heading]) -> Iterator[_Piece]:
    above = titles_above(text, headings)
    begins = above or [heading.start for heading in headings]
    for heading, begin, end in zip(headings, begins, [*begins[1:], len(text)], strict=True):
        if above:
            title, body = text[begin : heading.start].strip(), text[heading.end : end].strip()
        else:
            title, body = _title_and_text(text[heading.end : end])
        yield _Piece(title, body, heading.stamp.date, heading.words)


def _parted(text: str, border: _Border) -> list[_Piece]:
    """The items between borders, or none when they are too few or one of them lacks a title or a text."""
    found = border.find(text)
    if border.after_each and (not found or text[found[-1][1] :].strip()):
        return []
    borders = [(0, 0), *found, (len(text), len(text))]
    parts = [text[end:start] for (_, end), (start, _) in pairwise(borders)]
    pieces = [_Piece(*_title_and_text(part)) for part in parts if part.strip()]
    good = len(pieces) >= border.fewest and all(piece.title and len(piece.text) >= SHORTEST_BODY for piece in pieces)
    return pieces if good else []


def _articles(raw: RawArticle, pieces: list[_Piece]) -> tuple[RawArticle, ...]:
    seen: Counter[str] = Counter()
    items = []
    for piece in pieces:
        anchor = _anchor(piece)
        seen[anchor] += 1
        if seen[anchor] > 1:
            anchor = f"{anchor}-{seen[anchor]}"
        item = replace(raw, id=None, anchor=anchor, title=piece.title, text=piece.text, parent=raw.id or raw.uri)
        if piece.heading:
            item = replace(item, published=piece.heading, published_from="heading")
        items.append(item)
    return tuple(items)


def _anchor(piece: _Piece) -> str:
    """Date and hash of the title: it stays when an item is added above."""
    words = (piece.title or piece.text).encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(words, digest_size=HASH_BYTES).hexdigest()
    return f"{piece.date}-{digest}" if piece.date else digest


def _title_and_text(text: str) -> tuple[str, str]:
    split = find_title(text)
    if split is None:
        return "", text.strip()
    return text[split.start : split.end], text[split.text_start :].strip()


def _single(raw: RawArticle, heading: Heading) -> RawArticle:
    title, text = _title_and_text(raw.text[heading.end :])
    if raw.published:
        return replace(raw, title=title, text=text)
    return replace(raw, title=title, text=text, published=heading.words, published_from="heading")

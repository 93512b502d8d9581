"""The cutting of a plain-text page into the items that it holds.

In: a raw article as its source gave it. Out: `Cut`: its items and why it was cut or left whole. Never here: changing a
published text; an item's text is a slice of the page's, trimmed at its ends.
A page is cut at its dated headings, when there are at least two of them and each has a title or a paragraph under it.
"""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace

from indexer.article import RawArticle
from indexer.extract.calendar import Stamp
from indexer.extract.date_expressions import find_dates
from indexer.extract.titles import find_title

LONGEST_HEADING = 60
FEWEST_ITEMS = 2
#: A page may begin with its own name before the first heading, but with no more than this many characters.
LONGEST_PREAMBLE = 400
SHORTEST_BODY = 80
HASH_BYTES = 4
HEADING = re.compile(r"^[^\n]*$", re.MULTILINE)
BESIDE_A_DATE = re.compile(r"^[\s\-–—*#•|،,.:/()\[\]]*(?:م|هـ)?[\s\-–—*#•|،,.:/()\[\]]*$")
WEEKDAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:يوم\s+)?(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد))\b"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """The items of a page, at least one, and the reason in words for people."""

    items: tuple[RawArticle, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line that is nothing but a date."""

    start: int
    end: int
    words: str
    stamp: Stamp


def cut(raw: RawArticle) -> Cut:
    """The items of a page; an item that came with a title is one article already."""
    if raw.title.strip():
        return Cut((raw,), "whole: it came with a title")
    headings = _headings(raw.text)
    fault = _fault(raw.text, headings)
    if fault is None:
        return Cut(_items(raw, headings), f"cut at {len(headings)} dated headings")
    if len(headings) == 1 and not raw.text[: headings[0].start].strip():
        return Cut((_single(raw, headings[0]),), "whole: one dated heading at its head")
    return Cut((_titled(raw),), f"whole: {fault}")


def _headings(text: str) -> list[_Heading]:
    found = []
    for line in HEADING.finditer(text):
        words = line[0].strip()
        if not words or len(words) > LONGEST_HEADING or not any(sign.isdigit() for sign in words):
            continue
        dates = find_dates(words)
        rest = WEEKDAY.sub("", words)
        for date in dates:
            rest = rest.replace(words[date.start : date.end], "")
        stamps = [stamp for stamp in (date.stamp() for date in dates) if stamp]
        if stamps and BESIDE_A_DATE.match(rest):
            start = line.start() + line[0].index(words)
            found.append(_Heading(start, start + len(words), words, stamps[0]))
    return found


def _fault(text: str, headings: list[_Heading]) -> str | None:
    """Why the headings are no evidence for several items, or None when they are."""
    if len(headings) < FEWEST_ITEMS:
        return "no dated headings" if not headings else "only one dated heading"
    if len(text[: headings[0].start].strip()) > LONGEST_PREAMBLE:
        return "much text before the first dated heading"
    for heading, end in zip(headings, _ends(text, headings), strict=True):
        if len(text[heading.end : end].strip()) < SHORTEST_BODY:
            return f"hardly any text under the heading {heading.words}"
    return None


def _ends(text: str, headings: list[_Heading]) -> list[int]:
    return [heading.start for heading in headings[1:]] + [len(text)]


def _items(raw: RawArticle, headings: list[_Heading]) -> tuple[RawArticle, ...]:
    seen: Counter[str] = Counter()
    items = []
    for heading, end in zip(headings, _ends(raw.text, headings), strict=True):
        title, text = _title_and_text(raw.text[heading.end : end])
        anchor = _anchor(heading.stamp.date, title or text)
        seen[anchor] += 1
        if seen[anchor] > 1:
            anchor = f"{anchor}-{seen[anchor]}"
        items.append(
            replace(
                raw,
                id=None,
                anchor=anchor,
                title=title,
                text=text,
                published=heading.words,
                published_from="heading",
                parent=raw.id or raw.uri,
            )
        )
    return tuple(items)


def _anchor(date: str, words: str) -> str:
    """Date and hash of the title: it stays when an item is added above."""
    return f"{date}-{hashlib.blake2b(words.encode('utf-8', 'surrogatepass'), digest_size=HASH_BYTES).hexdigest()}"


def _title_and_text(text: str) -> tuple[str, str]:
    split = find_title(text)
    if split is None:
        return "", text.strip()
    return text[split.start : split.end], text[split.text_start :].strip()


def _single(raw: RawArticle, heading: _Heading) -> RawArticle:
    title, text = _title_and_text(raw.text[heading.end :])
    if raw.published:
        return replace(raw, title=title, text=text)
    return replace(raw, title=title, text=text, published=heading.words, published_from="heading")


def _titled(raw: RawArticle) -> RawArticle:
    title, text = _title_and_text(raw.text)
    return replace(raw, title=title, text=text)

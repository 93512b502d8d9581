"""Whether the dated parts of a page are the steps of one article: a timeline, a diary, a long read with dated sections.

In: the dated parts, and the text before them. Out: why they are no items, or None. Never here: where the parts begin.

A date above a paragraph proves nothing. An item of news has a title of its own, a dateline or a signature, or a page
of its own. A timeline may have titles as well; it is known by its introduction, by its order (a list of news has the
newest first), and by the shortness of its steps.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from statistics import median

from analyzers.folding import fold
from indexer.extract.pages.headings import heading_date
from indexer.extract.pages.item_edges import is_signed, opens_with_dateline
from indexer.extract.pages.pieces import PageItem
from indexer.model.notes import Note, note
from indexer.tables import rules

#: The share of parts that must meet a condition, as for elements that are laid out alike.
SHARE = 0.8
#: A longer line before the first date, or one that ends like a sentence, introduces an article.
LONGEST_NAME = 80
SENTENCE_END = re.compile(r"[.…:!؟]\s*$")
#: Steps are shorter, items of news longer, in characters.
LONGEST_STEP = 250
#: Of the signs of a timeline (an introduction, the oldest first, short steps) so many are enough.
ENOUGH_SIGNS = 2


def fault(before: str, parts: Sequence[PageItem]) -> Note | None:
    """Why dated parts are no items; `before` is the text above the first."""
    if _is_called_timeline(before):
        return note("the page calls them a timeline")
    if _most([bool(part.link) or _is_marked(part) for part in parts]):
        return None
    if not _most([bool(part.title) and heading_date(part.title) is None for part in parts]):
        return note("most of them have neither a title of their own nor a dateline or a signature")
    if _signs(before, parts) >= ENOUGH_SIGNS:
        return note("they read as the steps of a timeline")
    return None


def _is_marked(part: PageItem) -> bool:
    """Whether a part has a dateline at its head or a signature at its foot."""
    return opens_with_dateline(part.text) or is_signed(part.text)


def _signs(before: str, parts: Sequence[PageItem]) -> int:
    days = [part.date for part in parts]
    introduced = any(len(line) > LONGEST_NAME or SENTENCE_END.search(line) for line in before.strip().split("\n"))
    rising = len(set(days)) > 1 and all(one <= other for one, other in pairwise(days))
    short = median(len(part.text) for part in parts) < LONGEST_STEP
    return introduced + rising + short


def _is_called_timeline(before: str) -> bool:
    return any(fold(line.strip()).startswith(_names()) for line in before.split("\n") if line.strip())


def _most(each: Sequence[bool]) -> bool:
    return sum(each) >= SHARE * len(each)


@cache
def _names() -> tuple[str, ...]:
    return tuple(fold(line) for line in rules.lines("timeline_names.txt"))

"""The short lines at both ends of a text that name its writer and its day of publication.

In: the text of an article. Out: those lines, and the days of publication in them. Never here:
a date in running text, or a year that is not written.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from indexer.dates.date_expressions import DateExpression, find_dates
from indexer.extract.pages.headings import bare_date, find_headings
from indexer.tables import rules

FIRST_LINES, LAST_LINES = 4, 2
LONGEST_BYLINE = 160
#: Text between two days that makes them the steps of a timeline, in characters.
SHORTEST_STEP = 60


@cache
def byline_cues() -> re.Pattern[str]:
    """Matches the words before a day of publication."""
    return re.compile("|".join(re.escape(cue) for cue in rules.lines("byline_cues.txt")), re.IGNORECASE)


def find_bylines(text: str) -> Iterator[tuple[DateExpression, str]]:
    """Days of publication in the short lines: after a cue, or alone on a line of the head, if the text has no other day
    alone on a line further down, as timelines have."""
    for start, line, in_head in edge_lines(text):
        for one in find_dates(line):
            shifted = replace(one, start=one.start + start, end=one.end + start)
            if byline_cues().search(line, 0, one.start):
                yield shifted, "byline"
            elif in_head and bare_date(line.strip()) and not _are_steps(text):
                yield shifted, "date line"


def _are_steps(text: str) -> bool:
    """Whether paragraphs stand between the days that are alone on their lines."""
    days = find_headings(text)
    return any(len(text[one.end : other.start].strip()) >= SHORTEST_STEP for one, other in pairwise(days))


def edge_lines(text: str) -> Iterator[tuple[int, str, bool]]:
    """(start, line, whether it is in the head) of the short lines at both ends of a text."""
    lines = [match for match in re.finditer(r"[^\n]+", text) if match[0].strip()]
    for number, match in enumerate(lines):
        in_head = number < FIRST_LINES
        if (in_head or number >= len(lines) - LAST_LINES) and len(match[0]) <= LONGEST_BYLINE:
            yield match.start(), match[0], in_head

"""Bylines such as "3 hours ago" or "Today, 14:30", which a page counts back from the moment it is read.

In: a raw article with the moment of its fetch. Out: days with the words that told them. Never here: "today" in running
text. A page may be old when it is fetched, and even on the day that a story appears "today, Wednesday" is often the day
before: in 25 of 396 stories of two Arabic outlets that name a weekday so and no date.
"""

import re
from collections.abc import Iterator
from datetime import UTC, timedelta

from indexer.dates.calendar import DateStamp, day_stamp
from indexer.extract.days.bylines import byline_cues, edge_lines
from indexer.model.article import Evidence, RawArticle
from indexer.tables import rules

FILE = "file:"
LONGEST_LINE = 80
#: What parts the moment from the rest of a byline: `WAM | 3 hours ago`.
SEPARATORS = "|·•,،:;/-–—()"


def fetch_tells_time(raw: RawArticle) -> bool:
    """Whether the moment of fetching says when an article was news; a file may have lain on the disk for years."""
    return not raw.uri.startswith(FILE)


def find_relative(raw: RawArticle) -> Iterator[tuple[DateStamp, Evidence]]:
    """The days of the bylines that count back from the fetch."""
    if not fetch_tells_time(raw):
        return
    for start, line, in_head in edge_lines(raw.text):
        if not in_head or len(line) > LONGEST_LINE:
            continue
        for row in rules.rows("relative_words.tsv", "pattern", "hours"):
            match = re.search(row["pattern"], line, re.IGNORECASE)
            if match and _stands_apart(line, match):
                count = int(match[1]) if match.groups() and match[1] else 1
                moment = raw.fetched_at.astimezone(UTC) - timedelta(hours=count * float(row["hours"]))
                at = start + match.start()
                yield day_stamp(moment.date()), Evidence("text", at, at + len(match[0]), match[0], "relative words")


def _stands_apart(line: str, match: re.Match[str]) -> bool:
    """Whether a byline says so, not a sentence: the words stand alone, behind a cue, or apart from the rest."""
    before, after = line[: match.start()].strip(), line[match.end() :].strip(" .")
    begins = not before or before[-1] in SEPARATORS or byline_cues().search(before) is not None
    return begins and (not after or after[0] in SEPARATORS)

"""Bylines such as "3 hours ago" or "Today, 14:30", which count back from the moment of the fetch.

In: a raw article with the moment of its fetch. Out: days with their evidence. Never here: "today" in running text. A
page may be old when it is fetched. Even on the day of publication "today, Wednesday" may be the day before: in 25 of
396 stories of two Arabic outlets that name a weekday so and no date.
"""

import re
from collections.abc import Iterator
from datetime import UTC, timedelta

from indexer.dates.calendar import DateStamp, day_stamp
from indexer.extract.days.bylines import byline_cues, edge_lines
from indexer.extract.days.own_day import zone_of
from indexer.model.article import Evidence, RawArticle, Rule
from indexer.tables import rules

FILE = "file:"
LONGEST_LINE = 80
#: Signs between the moment and the rest of a byline: `WAM | 3 hours ago`.
SEPARATORS = "|·•,،:;/-–—()"


def is_dated_by_fetch(raw: RawArticle) -> bool:
    """Whether the fetch is evidence for the time of an article. It is not for a file, which may be years old."""
    return not raw.uri.startswith(FILE)


def find_relative(raw: RawArticle, country: str = "") -> Iterator[tuple[DateStamp, Evidence]]:
    """The days of the bylines that count back from the fetch, in the zone of the source or its
    country, otherwise in UTC."""
    if not is_dated_by_fetch(raw):
        return
    for start, line, in_head in edge_lines(raw.text):
        if not in_head or len(line) > LONGEST_LINE:
            continue
        for row in rules.rows("relative_words.tsv", "pattern", "hours"):
            match = re.search(row["pattern"], line, re.IGNORECASE)
            if match and _is_set_apart(line, match):
                count = int(match[1]) if match.groups() and match[1] else 1
                moment = raw.fetched_at - timedelta(hours=count * float(row["hours"]))
                begin = start + match.start()
                evidence = Evidence("text", begin, begin + len(match[0]), match[0], Rule("relative words"))
                yield day_stamp(moment.astimezone(zone_of(raw, moment, country) or UTC).date()), evidence


def _is_set_apart(line: str, match: re.Match[str]) -> bool:
    """Whether the words are a byline and no part of a sentence: alone, after a cue, or between separators."""
    before, after = line[: match.start()].strip(), line[match.end() :].strip(" .")
    begins = not before or before[-1] in SEPARATORS or byline_cues().search(before) is not None
    return begins and (not after or after[0] in SEPARATORS)

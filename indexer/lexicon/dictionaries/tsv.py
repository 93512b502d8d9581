"""Dictionaries as tables: a word, and its translations behind a tab.

In: the path of a file. Out: records. Never here: the columns of our own lexicon, which is read as it is.
"""

from collections.abc import Iterator
from pathlib import Path

from indexer.lexicon.dictionaries.records import Bad, Item, Record, content, decoded, not_utf8
from indexer.model.notes import note

COMMENT = "#"


def read(path: Path) -> Iterator[Item]:
    """The lines in order."""
    for number, line in enumerate(content(path)[0].splitlines(), start=1):
        text = decoded(line)
        if text is None:
            yield Bad(path, number, not_utf8())
        elif text.strip() and not text.startswith(COMMENT):
            word, *rest = text.split("\t")
            if rest:
                yield Record(path, number, word, tuple(rest))
            else:
                yield Bad(path, number, note("has no translation behind a tab"))

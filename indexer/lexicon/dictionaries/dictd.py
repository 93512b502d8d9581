"""Dictionaries of dictd: `NAME.index` beside `NAME.dict` or `NAME.dict.dz`, as its manual page describes them.

In: the path of one of the two. Out: records. Never here: what a line of an article means.
"""

from collections.abc import Iterator
from pathlib import Path

from indexer.lexicon.dictionaries.records import Bad, Item, Record, content, cut_short, decoded, not_utf8
from indexer.model.errors import SourceError
from indexer.model.notes import note

#: The digits of the numbers in an index, by value.
DIGITS = {
    digit: value for value, digit in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
}
#: How headwords that describe the dictionary begin.
ABOUT = ("00database", "00-database")


def read(path: Path) -> Iterator[Item]:
    """The articles in the order of the index."""
    base = path.name.removesuffix(".dz").removesuffix(".dict").removesuffix(".index")
    index = path.with_name(f"{base}.index")
    body = next((one for ending in ("dict.dz", "dict") if (one := path.with_name(f"{base}.{ending}")).is_file()), None)
    if body is None or not index.is_file():
        needed = f"{base}.index, {base}.dict.dz"
        raise SourceError(note("%(path)s: needs %(names)s beside each other", path=path, names=needed))
    articles, whole = content(body)
    if not whole:
        yield Bad(body, 0, cut_short())
    for number, line in enumerate(content(index)[0].splitlines(), start=1):
        if not line.startswith(tuple(about.encode() for about in ABOUT)):
            yield _item(index, number, line, articles)


def _item(index: Path, number: int, line: bytes, articles: bytes) -> Item:
    text = decoded(line)
    if text is None:
        return Bad(index, number, not_utf8())
    cells = text.split("\t")
    if len(cells) < 3 or not all(cell and set(cell) <= DIGITS.keys() for cell in cells[1:3]):
        return Bad(index, number, note("is no line of an index: headword, offset and length"))
    start, length = (_number(cell) for cell in cells[1:3])
    if start + length > len(articles):
        return Bad(index, number, cut_short())
    article = decoded(articles[start : start + length])
    if article is None:
        return Bad(index, number, not_utf8())
    return Record(index, number, cells[0], tuple(article.splitlines()))


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * len(DIGITS) + DIGITS[digit]
    return value

"""Dictionaries of StarDict: `NAME.ifo` with `NAME.idx` (or `.idx.gz`) and `NAME.dict` (or `.dict.dz`), as its format
description has them.

In: the path of the `.ifo`. Out: records. Never here: synonyms, pictures or sounds.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from indexer.lexicon.dictionaries.records import Bad, Item, Record, content, cut_short, decoded, not_utf8
from indexer.model.errors import SourceError
from indexer.model.notes import note

#: Types of articles that are text; each may hold tags.
TEXT_TYPES = frozenset("mgtyhx")
TAG = re.compile(r"<[^<>]{0,500}>")
LINE_BREAK = re.compile(r"<(?:br|/p|/div|/li|/def|/k)[^<>]{0,20}>", re.IGNORECASE)


def read(path: Path) -> Iterator[Item]:
    """The articles in the order of the index; the line is the number of the entry."""
    info = dict(line.split("=", 1) for line in (decoded(content(path)[0]) or "").splitlines() if "=" in line)
    index, body = _beside(path, "idx", "idx.gz"), _beside(path, "dict.dz", "dict")
    kind = info.get("sametypesequence", "").strip()
    if not TEXT_TYPES.issuperset(kind[:1]):
        raise SourceError(note("%(path)s: has articles of the type %(kind)s, not text", path=path, kind=repr(kind)))
    size = 8 if info.get("idxoffsetbits", "").strip() == "64" else 4
    articles, whole = content(body)
    if not whole:
        yield Bad(body, 0, cut_short())
    yield from _items(index, content(index)[0], articles, size, typed=not kind)


def _beside(path: Path, *endings: str) -> Path:
    for ending in endings:
        if (found := path.with_name(f"{path.stem}.{ending}")).is_file():
            return found
    raise SourceError(note("%(path)s: needs %(name)s beside it", path=path, name=f"{path.stem}.{endings[0]}"))


def _items(index: Path, entries: bytes, articles: bytes, size: int, *, typed: bool) -> Iterator[Item]:
    at = number = 0
    while at < len(entries):
        number += 1
        end = entries.find(b"\0", at)
        numbers = entries[end + 1 : end + 1 + size + 4]
        if end < 0 or len(numbers) < size + 4:
            yield Bad(index, number, cut_short())
            return
        start, length = int.from_bytes(numbers[:size]), int.from_bytes(numbers[size:])
        yield _item(index, number, entries[at:end], articles[start : start + length], length, typed=typed)
        at = end + 1 + size + 4


def _item(index: Path, number: int, word: bytes, article: bytes, length: int, *, typed: bool) -> Item:
    if len(article) < length:
        return Bad(index, number, cut_short())
    headword, text = decoded(word), decoded(article[1:].rstrip(b"\0") if typed else article)
    if headword is None or text is None:
        return Bad(index, number, not_utf8())
    return Record(index, number, headword, tuple(TAG.sub(" ", LINE_BREAK.sub("\n", text)).splitlines()))

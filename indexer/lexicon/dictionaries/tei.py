"""Dictionaries in TEI, as FreeDict publishes their sources: `entry` with `orth` and `quote` in a `cit` of translations.

In: the path of an XML file. Out: records. Never here: entities, or anything from the network.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from indexer.lexicon.dictionaries.records import Bad, Item, Record, content
from indexer.model.notes import note

ENTRY = "{*}entry"


def read(path: Path) -> Iterator[Item]:
    """The entries in order, up to the first fault of the XML."""
    data, _ = content(path)
    options = {"tag": ENTRY, "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        for _, entry in etree.iterparse(io.BytesIO(data), events=("end",), **options):
            yield from _records(path, entry)
            entry.clear()
    except etree.XMLSyntaxError as error:
        line, _ = error.position
        yield Bad(path, line, note("is no well-formed XML from here on: %(fault)s", fault=error.msg))


def _records(path: Path, entry: Any) -> Iterator[Record]:
    quotes = [
        text
        for cit in entry.iter("{*}cit")
        if cit.get("type") in {"trans", "translation"}
        for text in _texts(cit, "quote")
    ]
    for headword in _texts(entry, "orth"):
        yield Record(path, entry.sourceline or 0, headword, tuple(quotes))


def _texts(element: Any, name: str) -> list[str]:
    found = [" ".join("".join(one.itertext()).split()) for one in element.iter(f"{{*}}{name}")]
    return [text for text in found if text]

"""A dictionary of another project as a table of our lexicon, in the data directory.

In: the path of a dictionary in one of FORMATS. Out: the table, and what is wrong with what was left out. Never here: a
row of ours; a word that ours has is not taken from an imported table.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analyzers.folding import fold
from analyzers.pipeline import Analyzer
from analyzers.script import Script, script
from indexer.lexicon.dictionaries import dictd, stardict, tei, tsv
from indexer.lexicon.dictionaries.records import Bad, Item, Record
from indexer.lexicon.entries import COLUMNS, LANGUAGES, LONGEST, BadRow, Entry, entry_of
from indexer.lexicon.entries import read as read_ours
from indexer.model.errors import SourceError
from indexer.model.files import write_whole
from indexer.model.notes import Note, note

#: Ending of a file name -> the reader of its format.
FORMATS: dict[str, Callable[[Path], Iterator[Item]]] = {
    ".dict.dz": dictd.read,
    ".dict": dictd.read,
    ".index": dictd.read,
    ".ifo": stardict.read,
    ".tei": tei.read,
    ".xml": tei.read,
    ".tsv": tsv.read,
    ".txt": tsv.read,
}
#: A word of an imported dictionary has at most so many translations.
MOST = 8
UNKNOWN_POS = "other"
#: What stands beside a translation: its number, its pronunciation, and notes in brackets.
BESIDE = re.compile(
    r"^\s*\d{1,3}[.)]\s|/[^/\n]{1,80}/|\([^()\n]{0,80}\)|\[[^\[\]\n]{0,80}\]|<[^<>\n]{0,80}>|\{[^{}\n]{0,80}\}"
)
BETWEEN = re.compile(r"[,;،؛|\t]")


@dataclass(frozen=True, slots=True)
class Imported:
    """The entries of a dictionary, and what is wrong with the rest of it."""

    entries: tuple[Entry, ...]
    faults: tuple[Note, ...]


def read_dictionary(path: Path, analyzer: Analyzer) -> Imported:
    """The entries of a dictionary. Raises SourceError for a format that is not known, or a file that cannot be read."""
    if _is_ours(path):
        found = read_ours(path, analyzer)
        return Imported(found.entries, found.faults)
    reader = next((read for ending, read in FORMATS.items() if path.name.lower().endswith(ending)), None)
    if reader is None:
        raise SourceError(
            note("%(path)s: is none of %(known)s", path=path, known=", ".join(f"*{ending}" for ending in FORMATS))
        )
    entries: dict[str, Entry] = {}
    faults: list[Note] = []
    for item in reader(path):
        if isinstance(item, Bad):
            faults.append(_named(item, item.why))
            continue
        try:
            entry = _entry(item, analyzer)
        except BadRow as bad:
            faults.append(_named(item, bad.note))
        else:
            if entry is not None:
                entries[fold(entry.lemma)] = _joined(entries.get(fold(entry.lemma)), entry)
    return Imported(tuple(entries.values()), tuple(faults))


def save(entries: Iterable[Entry], path: Path) -> None:
    """Write entries as a table of the lexicon."""
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join((one.lemma, one.pos, "|".join(one.forms), "|".join(one.translations))) for one in entries]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, "\n".join(lines) + "\n")


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.readline().decode("utf-8-sig", "replace").rstrip("\r\n") == "\t".join(COLUMNS)
    except OSError as error:
        raise SourceError(note("%(path)s: cannot be read: %(fault)s", path=path, fault=error)) from error


def _named(item: Item, why: Note) -> Note:
    return note("%(path)s:%(line)s: %(what)s", path=item.path, line=item.line, what=why)


def _entry(record: Record, analyzer: Analyzer) -> Entry | None:
    """The entry of a record; None if nothing in it is a translation into the other language, or it is too long to be
    looked for."""
    lemma = _plain(record.headword)
    own = script(lemma)
    if own not in LANGUAGES or len(lemma.split()) > LONGEST:
        return None
    other = Script.LATIN if own is Script.ARABIC else Script.ARABIC
    texts = [text for line in record.texts for text in map(_plain, BETWEEN.split(BESIDE.sub(" ", line)))]
    found = [text for text in texts if script(text) is other and len(text.split()) <= LONGEST]
    kept = list(dict.fromkeys(_lowered(text) for text in found))[:MOST]
    if not kept or all(token.stem is None for token in analyzer.analyze(lemma)):
        return None
    return entry_of([_lowered(lemma), UNKNOWN_POS, "", "|".join(kept)], analyzer)


def _plain(text: str) -> str:
    return " ".join(BESIDE.sub(" ", text).split()).strip(" .:!?-")


def _lowered(text: str) -> str:
    """A word without a capital at its head, which dictionaries set and news does not."""
    return text[:1].lower() + text[1:] if text[1:].islower() else text


def _joined(before: Entry | None, entry: Entry) -> Entry:
    if before is None:
        return entry
    both = tuple(dict.fromkeys((*before.translations, *entry.translations)))[:MOST]
    return Entry(before.lemma, before.pos, before.forms, both)

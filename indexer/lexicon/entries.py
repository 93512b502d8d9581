"""The lexicon: words of either language with their translations in the other.

In: tables with the columns of COLUMNS. Out: `Entry`s, and a note for each bad row; the other rows are used. Never here:
a query, or the analysis of one collection. Concepts that the glossary curates take precedence over it, and so do names.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analyzers.folding import fold
from analyzers.pipeline import Analyzer
from analyzers.script import Script, script
from indexer.model.errors import GazetteerError
from indexer.model.notes import NN_, Note, note

COLUMNS = ("lemma", "pos", "forms", "translations")
PARTS_OF_SPEECH = ("n", "v", "adj", "adv", "expr", "other")
LANGUAGES = {Script.ARABIC: "ar", Script.LATIN: "en"}
MISFIT = NN_("%(count)s cell instead of %(columns)s", "%(count)s cells instead of %(columns)s")
#: Most words of a lemma, a form or a translation, and most values of a cell.
LONGEST, MOST = 6, 40
COLUMN, VALUE, COMMENT = "\t", "|", "#"


@dataclass(frozen=True, slots=True)
class Entry:
    """A word (or a fixed expression) of one language, in further `forms` that its stem does not reach, and its
    translations, the likeliest first."""

    lemma: str
    pos: str
    forms: tuple[str, ...]
    translations: tuple[str, ...]

    @property
    def language(self) -> str:
        """`ar` or `en`."""
        return LANGUAGES[script(self.lemma)]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The good rows of a table, and what is wrong with the others."""

    entries: tuple[Entry, ...] = ()
    faults: tuple[Note, ...] = ()


class BadRow(ValueError):
    """A row that cannot be used; the note says why."""

    def __init__(self, why: Note) -> None:
        super().__init__(str(why))
        self.note = why


def read(path: Path, analyzer: Analyzer) -> Lexicon:
    """The lexicon in a file. Raises GazetteerError when the file cannot be read or has other columns."""
    lines = _lines(path)
    header = tuple(next(lines, (0, ""))[1].split(COLUMN))
    if header != COLUMNS:
        raise GazetteerError(
            note("%(path)s:1: the first line has to name the columns %(names)s", path=path, names=", ".join(COLUMNS))
        )
    entries: dict[tuple[str, str], Entry] = {}
    faults = []
    for number, line in lines:
        if not line.strip() or line.startswith(COMMENT):
            continue
        try:
            entry = entry_of(line.split(COLUMN), analyzer)
            _check_new(entry, entries)
        except BadRow as bad:
            faults.append(note("%(path)s:%(line)s: %(what)s", path=path, line=number, what=bad.note))
        else:
            entries[entry.lemma, entry.pos] = entry
    return Lexicon(tuple(entries.values()), tuple(faults))


def _check_new(entry: Entry, entries: Container[tuple[str, str]]) -> None:
    if (entry.lemma, entry.pos) in entries:
        raise BadRow(note("%(lemma)s (%(pos)s) has a row already", lemma=entry.lemma, pos=entry.pos))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        return iter(list(enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1)))
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(note("%(path)s: cannot be read: %(fault)s", path=path, fault=error)) from error


def entry_of(cells: list[str], analyzer: Analyzer) -> Entry:
    """The entry in the cells of a row. Raises BadRow."""
    if len(cells) != len(COLUMNS):
        wrong = note(MISFIT, count=len(cells), columns=len(COLUMNS))
        raise BadRow(note("%(wrong)s; separate them by tabs", wrong=wrong))
    lemma, pos = cells[0].strip(), cells[1].strip()
    forms, translations = (_values(cell) for cell in cells[2:])
    if not lemma or not translations:
        raise BadRow(note("one side is empty; a row needs a lemma and a translation"))
    if pos not in PARTS_OF_SPEECH:
        raise BadRow(note("%(pos)s is none of %(known)s", pos=repr(pos), known=", ".join(PARTS_OF_SPEECH)))
    own = _script_of(lemma)
    for text in forms:
        _check(text, own, lemma)
    for text in translations:
        _check(text, Script.LATIN if own is Script.ARABIC else Script.ARABIC, lemma)
    _check(lemma, own, lemma)
    if all(token.stem is None for text in (lemma, *forms) for token in analyzer.analyze(text)):
        raise BadRow(note("%(lemma)s is a stop word, which no search looks for", lemma=lemma))
    return Entry(lemma, pos, forms, translations)


def _values(cell: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value for value in map(str.strip, cell.split(VALUE)) if value))
    if len(values) > MOST:
        raise BadRow(note("%(number)s values in one cell; at most %(most)s", number=len(values), most=MOST))
    return values


def _script_of(lemma: str) -> Script:
    own = script(lemma)
    if own not in LANGUAGES:
        raise BadRow(note("%(text)s is neither Arabic nor English", text=repr(lemma)))
    return own


def _check(text: str, wanted: Script, lemma: str) -> None:
    if len(text.split()) > LONGEST:
        raise BadRow(note("%(lemma)s: a value has more than %(most)s words", lemma=lemma, most=LONGEST))
    if script(text) is not wanted:
        raise BadRow(note("%(lemma)s: %(text)s is in the wrong script", lemma=lemma, text=repr(text)))


def read_all(paths: Iterable[Path], analyzer: Analyzer) -> Lexicon:
    """The lexicon in several files; a word that an earlier one has is not taken from a later one."""
    entries: list[Entry] = []
    faults: list[Note] = []
    known: set[str] = set()
    for path in paths:
        found = read(path, analyzer)
        entries += [one for one in found.entries if fold(one.lemma) not in known]
        known |= {fold(one.lemma) for one in found.entries}
        faults += found.faults
    return Lexicon(tuple(entries), tuple(faults))

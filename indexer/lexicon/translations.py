"""The translations that a generation keeps: a file of its own, of which a query reads only the words that it has.

In: meanings; then words of queries. Out: `Translations`. Never here: which translation a query means, or a search.
"""

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from analyzers.affixes import ARTICLE
from analyzers.tokens import Form
from indexer.generations.generations import TRANSLATIONS
from indexer.lexicon.fitting import fitting
from indexer.lexicon.inflections import bare, plain_words
from indexer.lexicon.names import names
from indexer.lexicon.renderings import STEMS, Meaning, Rendering, Written
from indexer.model.errors import GenerationError
from indexer.model.notes import note, run
from indexer.naming.forms import without_clitics
from indexer.naming.words import key_of

#: Most words of a phrase that is looked for.
LONGEST = 4
#: Words are looked for by their stems alone.
STEMS_ALONE = 0
#: Keys that are asked for at once.
BATCH = 500
#: Keys whose meanings are kept.
KEYS_KEPT = 16_384
#: Changes with the layout of the file, and with how the translations are weighed.
TRANSLATIONS_VERSION = 8

TABLES = """
CREATE TABLE meanings (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE keys (key TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Known:
    """Words `first` to `last` (exclusive) of a query, and what they may mean. `as_written`: a table has them as typed,
    and not only their stems."""

    first: int
    last: int
    meanings: tuple[Meaning, ...]
    as_written: bool = True


class Translations:
    """The translations of one generation. Safe for threads."""

    def __init__(self, file: sqlite3.Connection | None, path: Path) -> None:
        self._file = file
        self._path = path
        self._lock = Lock()
        self._kept: dict[str, tuple[Meaning, ...]] = {}

    @classmethod
    def load(cls, directory: Path) -> "Translations":
        """The translations of a generation; none if it has no file of them. Raises GenerationError if it is damaged."""
        path = directory / TRANSLATIONS
        if not path.exists():
            return cls(None, path)
        try:
            file = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise _damaged(path, error) from error
        found = cls(file, path)
        try:
            found._found([""])
        except GenerationError:
            file.close()
            raise
        return found

    @classmethod
    def of(cls, meanings: Iterable[Meaning]) -> "Translations":
        """Translations that no generation keeps, in memory."""
        file = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(file, meanings)
        return cls(file, Path(":memory:"))

    def close(self) -> None:
        """Release the file."""
        if self._file is not None:
            self._file.close()

    def find(
        self, words: Sequence[tuple[str, str | None]], free: Sequence[bool], longest: int = LONGEST
    ) -> list[Known]:
        """What the free words of a query may mean, the leftmost first and of these the longest phrase, without overlap.
        A word is `(as typed, its stem)`; a stop word has no stem, and is only looked for within a phrase. Phrases have
        at most `longest` words; with STEMS_ALONE, words are looked for by their stems alone. A name that no table has
        as a word is no inflection of one, and has no stem: سعاد is not of سعادة, nor James of jam."""
        windows = list(_windows(words, free, longest, self.names([typed for typed, _ in words])))
        found = self._meanings({key for one in windows for key in one.keys})
        known: list[Known] = []
        at = 0
        for one in windows:
            key = next((key for key in one.keys if found[key]), None) if one.first >= at else None
            if key is not None:
                fit = fitting(found[key], one.keys[0], key, one.written, one.plain)
                known.append(Known(one.first, one.last, fit, as_written=key in one.written))
                at = one.last
        return known

    def sure(self) -> Iterator[tuple[str, str]]:
        """(stem, stem in the other language) of every word that has one sure translation, of one word too."""
        found: dict[str, set[str]] = {}
        joined = "SELECT key, body FROM keys JOIN meanings USING (id) WHERE key LIKE ? AND key NOT LIKE '% %'"
        for key, body in self._asked(f"{joined} AND body LIKE '%true%'", [f"{STEMS}%"]):
            own = {terms[0] for _, terms, _, is_sure in json.loads(body)[1] if is_sure and len(terms) == 1}
            found.setdefault(key.removeprefix(STEMS), set()).update(own)
        yield from ((stem, others.pop()) for stem, others in found.items() if len(others) == 1)

    def names(self, words: Sequence[str]) -> set[int]:
        """The places of the words, as typed, that are names and have no row as words. A Latin word in small
        letters may be another: wells."""
        likely = (at for at, word in enumerate(words) if word[0].isupper() or not word.isascii())
        return {at for at in likely if key_of(words[at]) in self._names}

    @cached_property
    def _names(self) -> frozenset[str]:
        """All names; none in a file of an earlier version."""
        if not self._asked("SELECT name FROM sqlite_master WHERE name = 'names'", ()):
            return frozenset()
        return frozenset(name for (name,) in self._asked("SELECT name FROM names", ()))

    def _meanings(self, keys: Set[str]) -> Mapping[str, tuple[Meaning, ...]]:
        """The meanings of each key. Those of recent keys are kept: visitors repeat each other's words."""
        kept = self._kept
        new = [key for key in keys if key not in kept]
        if len(kept) + len(new) > KEYS_KEPT:
            kept, new = {}, list(keys)
        if new:
            found = self._found(new)
            kept |= {key: tuple([_meaning(body) for body in found.get(key, ())]) for key in new}
        self._kept = kept
        return kept

    def _found(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """The bodies of the meanings of each key."""
        asked = sorted(keys)
        found: dict[str, list[str]] = {}
        for start in range(0, len(asked), BATCH):
            part = asked[start : start + BATCH]
            marks = ",".join("?" * len(part))
            joined = f"SELECT key, body FROM keys JOIN meanings USING (id) WHERE key IN ({marks}) ORDER BY key, id"
            for key, body in self._asked(joined, part):
                found.setdefault(key, []).append(body)
        return found

    def _asked(self, query: str, values: Sequence[Any]) -> list[Any]:
        if self._file is None:
            return []
        try:
            with self._lock:
                return self._file.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise _damaged(self._path, error) from error


def save(meanings: Iterable[Meaning], directory: Path) -> None:
    """Write meanings into a generation under construction."""
    with closing(sqlite3.connect(directory / TRANSLATIONS)) as file, file:
        file.execute("PRAGMA journal_mode=OFF")
        _fill(file, meanings)


def _fill(file: sqlite3.Connection, meanings: Iterable[Meaning]) -> None:
    file.executescript(TABLES)
    rows, keys = list[Meaning](meanings), set[tuple[str, int]]()
    unwritten = names() - {key for meaning in rows if meaning.pos for key in meaning.keys}
    for id, meaning in enumerate(rows):
        kept = [
            meaning.lemma,
            [[one.text, one.terms, round(one.weight, 3), one.sure] for one in meaning.renderings],
            [[one.text, one.form, one.terms] for one in meaning.forms],
            meaning.pos,
        ]
        file.execute("INSERT INTO meanings VALUES (?, ?)", (id, _json(kept)))
        keys.update((key, id) for key in meaning.keys if key not in unwritten)
    file.executemany("INSERT INTO keys VALUES (?, ?)", sorted(keys))
    file.executemany("INSERT INTO names VALUES (?)", ([one] for one in sorted(unwritten)))


def _meaning(body: str) -> Meaning:
    lemma, renderings, forms, *pos = json.loads(body)
    return Meaning(
        lemma,
        tuple([Rendering(text, tuple(terms), w, s) for text, terms, w, s in renderings]),
        (),
        tuple([Written(text, Form(form), tuple(terms)) for text, form, terms in forms]),
        *pos,
    )


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class _Window(NamedTuple):
    """Words side by side, and the keys that they are looked for by, the closest first; `written` are those of the
    words as typed, `plain` those of words that one word may be inflected of."""

    first: int
    last: int
    keys: tuple[str, ...]
    written: Container[str]
    plain: Container[str] = ()


def _windows(
    words: Sequence[tuple[str, str | None]], free: Sequence[bool], longest: int, names: Container[int]
) -> Iterator[_Window]:
    """All free words side by side, from the left, the longest first."""
    folded = [key_of(typed) for typed, _ in words]
    for first, (_, stem) in enumerate(words):
        is_name = first in names
        close, far = _heads(folded[first], stem, is_name) if longest else ((), ())
        for last in range(min(len(words), first + max(1, longest)), first, -1):
            stems = [stem or "" for _, stem in words[first:last]]
            if all(free[first:last]) and any(stems):
                rest = folded[first + 1 : last]
                written, others = ([" ".join((head, *rest)) for head in heads] for heads in (close, far))
                plain = [word for one in written for word in plain_words(one)] if not (rest or is_name) else []
                stemmed = [STEMS + " ".join(stems)] if rest or not is_name else []
                keys = (*written, *plain, *stemmed, *others)
                yield _Window(first, last, keys, {*written, *others}, frozenset(plain))


def _heads(word: str, stem: str | None, is_name: bool) -> tuple[list[str], list[str]]:
    """A folded word, with and without the Arabic article and what may be clitics: then those without a clitic that the
    stem keeps (وصلت has the stem وصل), which are less likely. A name has no clitic."""
    close, far = [word, bare(word)], list[str]()
    for head in () if is_name else without_clitics(word):
        kept = stem is not None and not head.startswith(ARTICLE) and stem.startswith(word[: len(word) - len(head)])
        (far if kept else close).extend((head, bare(head)))
    return list(dict.fromkeys(close)), [one for one in dict.fromkeys(far) if one not in close]


def _damaged(path: Path, error: sqlite3.Error) -> GenerationError:
    return GenerationError(
        note("%(path)s: is damaged (%(kind)s: %(fault)s)", path=path, kind=type(error).__name__, fault=error),
        run("python -m indexer reindex"),
    )

"""The knowledge about words: the shipped lists and the vocabulary of a collection.

In: the lists in `data/`, texts of a collection, or a saved file. Out: `Lexicon`, the evidence for the stemmer's
rules. Never here: the rules themselves, or texts of third parties: the shipped lists are this project's own.

A saved lexicon is plain text: a head line with the SHA-256 of the rest, then sections of one entry a line, sorted,
so that the same words always give the same file.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from analyzers.affixes import ARTICLE
from analyzers.folding import fold
from analyzers.shipped import path_of, rows_of
from analyzers.tokenizer import chunk_texts, words_of

HEAD = "mithaq-lexicon 1"
#: A word counts as attested from this many occurrences on. A small collection needs one, because most of its words
#: occur once. A large one needs two, because misprints recur less than words do.
ATTESTED_IN_SMALL, ATTESTED_IN_LARGE = 1, 2
SMALL_COLLECTION_WORDS = 100_000
#: Longer runs are not words of any language.
LONGEST_WORD = 32
LONGEST_CHUNK = 4 * LONGEST_WORD
#: Published spellings whose alef carries a hamza or madda: the ال after it is not the article.
RADICAL_HEADS = ("أل", "إل", "آل")
#: Endings of a name that a rule would take for a dual or a plural.
NUMBER_ENDINGS = ("ان", "ين", "ون", "ات")


class LexiconError(ValueError):
    """A saved lexicon is damaged or of another version."""


def read_list(name: str) -> list[list[str]]:
    """Rows of a shipped list: folded columns, without comments and blank lines."""
    return [[fold(column).strip() for column in row] for row in rows_of(path_of("analyzers", f"data/{name}"))]


def read_words(name: str) -> frozenset[str]:
    """All words of a shipped list; a line may have several."""
    return frozenset(word for row in read_list(name) for column in row for word in column.split())


@dataclass(frozen=True)
class Lexicon:
    """Folded words. `counts`: word -> occurrences in the collection; `known`: words in their own right, from which
    no clitic is cut; `names`: words that are never cut; `radical`: words whose first ال is not the article;
    `plurals`: broken plural, or other form that no rule makes -> singular."""

    counts: Mapping[str, int] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    radical: frozenset[str] = frozenset()
    plurals: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def shipped(cls) -> "Lexicon":
        """The lists that come with the project, without any collection."""
        stems = read_list("arabic_stems.tsv")
        tables = (*read_list("plurals.tsv"), *stems)
        plurals = {plural: row[0] for row in tables for plural in row[1].split()}
        return cls(
            known=read_words("words.txt") | frozenset(plurals.values()) | frozenset(plurals),
            names=read_words("names.txt") | {row[0] for row in stems},
            radical=read_words("radical_al.txt") | {word for word in plurals if word.startswith(ARTICLE)},
            plurals=plurals,
        )

    @cached_property
    def body(self) -> str:
        """Everything in the lexicon as text; the part of a saved file below its head."""
        sections = {
            "counts": (f"{word} {count}" for word, count in sorted(self.counts.items())),
            "known": sorted(self.known),
            "names": sorted(self.names),
            "radical": sorted(self.radical),
            "plurals": (f"{plural} {singular}" for plural, singular in sorted(self.plurals.items())),
        }
        return "".join(f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in sections.items())

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return hashlib.sha256(self.body.encode("utf-8")).hexdigest()

    def save(self, path: Path) -> None:
        """Write the lexicon to a file that `load` reads."""
        path.write_text(f"{HEAD} {self.checksum}\n{self.body}", encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, path: Path) -> "Lexicon":
        """Read a saved lexicon. Raises LexiconError when it is damaged or of another version, OSError when it
        cannot be read."""
        checksum, body = _read_saved(path)
        parts = {part.partition("]\n")[0]: part.partition("]\n")[2].split() for part in body.split("[")[1:]}
        counts, plurals = parts["counts"], parts["plurals"]
        lexicon = cls(
            counts=dict(zip(counts[::2], map(int, counts[1::2]), strict=True)),
            known=frozenset(parts["known"]),
            names=frozenset(parts["names"]),
            radical=frozenset(parts["radical"]),
            plurals=dict(zip(plurals[::2], plurals[1::2], strict=True)),
        )
        lexicon.__dict__["checksum"] = checksum  # as just checked: sorting all words again takes longer than loading
        return lexicon


def saved_checksum(path: Path) -> str:
    """The checksum of a saved lexicon, which is read whole but not taken apart. Raises what `Lexicon.load` raises."""
    return _read_saved(path)[0]


def _read_saved(path: Path) -> tuple[str, str]:
    """Checksum and body of a saved lexicon."""
    head, _, body = path.read_bytes().partition(b"\n")
    version, _, checksum = head.decode("utf-8", errors="replace").rpartition(" ")
    if version != HEAD:
        raise LexiconError(f"{path} is not a lexicon of this version ({HEAD})")
    if hashlib.sha256(body).hexdigest() != checksum:
        raise LexiconError(f"{path} is damaged: its checksum does not match")
    return checksum, body.decode("utf-8")


class LexiconBuilder:
    """Collects the vocabulary of a collection; add every text, then build once."""

    def __init__(self, base: Lexicon | None = None) -> None:
        self._base = base or Lexicon.shipped()
        self._chunks: Counter[str] = Counter()
        self._known: set[str] = set()
        self._names: set[str] = set()
        self._radical: set[str] = set()

    def add(self, text: str) -> None:
        """Count the words of one text."""
        self._chunks.update([chunk for chunk in chunk_texts(text) if len(chunk) <= LONGEST_CHUNK])

    def protect(self, names: Iterable[str]) -> None:
        """Protect one-word names (of countries, places, agencies): no clitic is cut from them, nor an ending that looks
        like a dual's or a plural's. Endings of relation are still cut, so that روسيا matches روسي."""
        for name in names:
            words = [name[start:end] for start, end in words_of(name.strip()[:LONGEST_CHUNK])]
            if len(words) != 1 or not (word := fold(words[0])).isalpha() or len(name.split()) != 1:
                continue
            bare = word.removeprefix(ARTICLE)
            if words[0].startswith(RADICAL_HEADS):
                self._radical.add(word)
                bare = word
            self._known |= {word, bare}
            if word.endswith(NUMBER_ENDINGS):
                self._names.add(bare)

    def build(self) -> Lexicon:
        """The shipped lists with the words attested in the texts that were added."""
        counts: Counter[str] = Counter()
        hamza: Counter[str] = Counter()
        for chunk, count in self._chunks.items():
            for start, end in words_of(chunk):
                word = fold(chunk[start:end])
                if not word.isalpha() or len(word) > LONGEST_WORD:
                    continue
                counts[word] += count
                if chunk.startswith(RADICAL_HEADS, start):
                    hamza[word] += count
        needed = ATTESTED_IN_SMALL if counts.total() < SMALL_COLLECTION_WORDS else ATTESTED_IN_LARGE
        attested = {word: count for word, count in counts.items() if count >= needed}
        radical = {word for word, count in hamza.items() if word in attested and 2 * count > attested[word]}
        base = self._base
        return Lexicon(
            counts=attested,
            known=base.known | self._known,
            names=base.names | self._names,
            radical=base.radical | self._radical | radical,
            plurals=base.plurals,
        )

"""The concepts that a query may be expanded by, indexed by their names: concepts of the glossary, countries, places
and bodies.

In: the glossary, the gazetteers and the analyzer of a generation; then words of queries. Out: `Concepts`, and a file
that a generation keeps, since the tables may be edited while it is served. Never here: a search, or a name that several
states share.

A form is found by its folded words. The first of them may have Arabic clitics or lack the article, as in articles. A
form of the glossary that is not fixed is also found by its stems.
"""

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from analyzers.affixes import ARTICLE
from analyzers.folding import fold
from analyzers.pipeline import Analyzer
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.glossary import Entry, Glossary, Wording
from indexer.gazetteers.not_expanded import LANGUAGES, not_expanded
from indexer.gazetteers.rows import Country
from indexer.gazetteers.sure_names import PLACE, SureName, sure_names
from indexer.generations.generations import CONCEPTS
from indexer.model.errors import GenerationError
from indexer.model.notes import note, run
from indexer.naming.forms import demonym_forms, nisba_forms, without_clitics
from indexer.naming.words import key_of, read_words
from indexer.tables import rules

#: The id of names that contain a country's or a body's name and mean something else. It has no concept.
OTHER = ""
#: Between the facet and the value in the id of a country or body.
IN_FACET = ":"
#: Most words of a form.
LONGEST = 16


class TypedWord(NamedTuple):
    """A word of a query as typed, and its stem (the exact form for a stop word)."""

    text: str
    stem: str


class Found(NamedTuple):
    """Words `first` to `last` (exclusive) that may mean the concept `id`, or no concept (`OTHER`). `as_written`: a form
    of it has these words, and not only their stems."""

    first: int
    last: int
    id: str
    as_written: bool = True


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept, country, place or body. The articles with `value` in `facet` are about it; both are empty for a
    concept and for a place."""

    id: str
    wordings: tuple[Wording, ...]
    facet: str = ""
    value: str = ""

    def label(self, language: str) -> str:
        """The first form in a language, or in the other."""
        own = [wording.text for wording in self.wordings if wording.language == language]
        return own[0] if own else self.wordings[0].text


class Concepts:
    """Concepts by their forms. `words` maps folded words to the concepts that they may mean, `stems` likewise."""

    def __init__(
        self,
        entries: Mapping[str, Sequence[Any]],
        words: Mapping[str, Sequence[str]],
        stems: Mapping[str, Sequence[str]],
    ) -> None:
        self._entries = entries
        self._words = words
        self._stems = stems

    @classmethod
    def build(cls, glossary: Glossary, gazetteers: Gazetteers, analyzer: Analyzer) -> "Concepts":
        """Put the tables together for the analysis of one generation."""
        builder = _Builder(analyzer)
        for entry in glossary.entries:
            builder.add(Concept(entry.id, entry.wordings), entry.wordings)
        for concept, typed in _named(gazetteers, analyzer):
            builder.add(concept, [])
            builder.add_names(concept.id, typed)
        builder.add_names(OTHER, rules.cells("other_names.tsv", "names"))
        return cls(builder.entries, builder.words, builder.stems)

    def with_entries(self, entries: Sequence[Entry], analyzer: Analyzer) -> "Concepts":
        """These concepts with further ones of the glossary, which stand for those that have the same ids."""
        builder = _Builder(analyzer)
        for entry in entries:
            builder.add(Concept(entry.id, entry.wordings), entry.wordings)
        replaced = set(builder.entries)
        for table, mine in ((builder.words, self._words), (builder.stems, self._stems)):
            for key, ids in mine.items():
                for id in ids:
                    if id not in replaced:
                        _put(table, key, id)
        return Concepts({**self._entries, **builder.entries}, dict(builder.words), dict(builder.stems))

    @classmethod
    def load(cls, directory: Path) -> "Concepts":
        """The concepts of a generation; none if it has no file of them. Raises GenerationError when the file is
        damaged."""
        path = directory / CONCEPTS
        if not path.exists():
            return cls({}, {}, {})
        try:
            kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            entries, words, stems = ({**kept[name]} for name in ("entries", "words", "stems"))
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise GenerationError(
                note("%(path)s: is damaged (%(kind)s: %(fault)s)", path=path, kind=type(error).__name__, fault=error),
                run("python -m indexer reindex"),
            ) from error
        return cls(entries, words, stems)

    def save(self, directory: Path) -> None:
        """Write them into a generation under construction."""
        kept = {"entries": self._entries, "words": self._words, "stems": self._stems}
        text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        (directory / CONCEPTS).write_text(text, encoding="utf-8")

    def get(self, id: str) -> Concept | None:
        """The concept with an id, or None."""
        kept = self._entries.get(id)
        if kept is None:
            return None
        facet, value, wordings = kept
        return Concept(id, tuple(Wording(*wording) for wording in wordings), facet, value)

    def words(self) -> Iterator[str]:
        """Every form of every concept, folded."""
        return iter(self._words)

    def forms(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Every form, folded, with the ids of the concepts that it may mean."""
        return iter(self._words.items())

    def stems(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Every form by its stems, between spaces, with the ids of the concepts that it may mean."""
        return iter(self._stems.items())

    def find(self, words: Sequence[TypedWord]) -> Iterator[Found]:
        """The concepts that begin at each word, the longest first. Stems are compared only if no typed form fits."""
        keys = [key_of(word.text) for word in words]
        for first in range(len(words)):
            for last in range(min(len(words), first + LONGEST), first, -1):
                if ids := self._written(keys, first, last):
                    yield from (Found(first, last, id) for id in ids)
                    continue
                ids = self._stems.get(" ".join(word.stem for word in words[first:last]), ())
                yield from (Found(first, last, id, as_written=False) for id in ids)

    def _written(self, keys: Sequence[str], first: int, last: int) -> Sequence[str]:
        """The concepts of which a form has these words, the first of them with or without clitics."""
        rest = keys[first + 1 : last]
        forms = (" ".join((head, *rest)) for head in (keys[first], *without_clitics(keys[first])))
        return next((ids for form in forms if (ids := self._words.get(form))), ())


def is_name(id: str) -> bool:
    """Whether the concept with an id is a country, place or body."""
    return IN_FACET in id


class _Builder:
    """Fills the tables of `Concepts`."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self.entries: dict[str, tuple[str, str, list[Wording]]] = {}
        self.words: dict[str, list[str]] = defaultdict(list)
        self.stems: dict[str, list[str]] = defaultdict(list)

    def add(self, concept: Concept, found_by: Iterable[Wording]) -> None:
        self.entries[concept.id] = (concept.facet, concept.value, [_as_list(w) for w in concept.wordings])
        for wording in found_by:
            self.add_names(concept.id, _with_article(wording))
            if not wording.fixed:
                _put(self.stems, stems_of(wording.text, self._analyzer), concept.id)

    def add_names(self, id: str, names: Iterable[str]) -> None:
        for name in names:
            _put(self.words, " ".join(word.key for word in read_words(name)), id)


def _as_list(wording: Wording) -> Any:
    return [wording.text, wording.language, wording.fixed]


def _put(table: dict[str, list[str]], key: str, id: str) -> None:
    if key and id not in table[key]:
        table[key].append(id)


def stems_of(text: str, analyzer: Analyzer) -> str:
    """The stems of a form as `stems` has them."""
    return " ".join(token.stem or token.exact for token in analyzer.analyze(text))


def _with_article(wording: Wording) -> Iterator[str]:
    yield wording.text
    if wording.language == "ar" and not wording.text.startswith(ARTICLE):
        yield ARTICLE + wording.text


def _named(gazetteers: Gazetteers, analyzer: Analyzer) -> Iterator[tuple[Concept, list[str]]]:
    """Countries, places and bodies, each with the words that visitors type for it: names, and a country's demonyms."""
    languages = {_content(demonym, analyzer) for demonym in not_expanded(LANGUAGES)}
    names: dict[tuple[str, str], list[Wording]] = defaultdict(list)
    for name in sure_names(gazetteers):
        names[name.facet, name.value].append(_wording(name, analyzer))
    for (facet, value), wordings in names.items():
        typed = [wording.text for wording in wordings]
        if facet == "country":
            country = gazetteers.countries[value]
            typed += [form for demonym in country.demonyms_en for form in demonym_forms(demonym)]
            typed += [form for nisba in country.nisbas for form in nisba_forms(nisba)]
            typed += country.demonyms_ar
            wordings = _without_languages([*wordings, *_demonyms(country)], languages, analyzer)
        about = ("", "") if facet == PLACE else (facet, value)
        yield Concept(f"{facet}{IN_FACET}{value}", tuple(dict.fromkeys(wordings)), *about), typed


def _wording(name: SureName, analyzer: Analyzer) -> Wording:
    """A name as a form. A place of one word is fixed, because other words have its stem (الرياض and رياضي)."""
    return Wording(name.text, name.language, name.facet == PLACE and len(_content(name.text, analyzer)) < 2)


def _demonyms(country: Country) -> list[Wording]:
    english = [Wording(demonym, "en") for demonym in country.demonyms_en]
    return english + [Wording(nisba, "ar") for nisba in country.nisbas]


def _without_languages(
    wordings: Iterable[Wording], languages: Container[tuple[str, ...]], analyzer: Analyzer
) -> list[Wording]:
    """The forms without the demonyms that also name languages. A form with the stem of one is fixed (الصين, by
    الصينية). `languages` are the stems of those demonyms."""
    kept = [wording for wording in wordings if fold(wording.text) not in not_expanded(LANGUAGES)]
    return [replace(one, fixed=True) if _content(one.text, analyzer) in languages else one for one in kept]


def _content(text: str, analyzer: Analyzer) -> tuple[str, ...]:
    """The stems of a text without its stop words."""
    return tuple(token.stem for token in analyzer.analyze(text) if token.stem is not None)

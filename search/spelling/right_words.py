"""Words that are spelled right although the collection may not have them: names and words of all the tables.

In: the gazetteers, the concepts of a generation, and an analyzer. Out: whether a word is one of theirs. Never here: a
judgement on a word that no table has. Read when first needed.
"""

from collections.abc import Iterator
from functools import cached_property

from analyzers.lexicon import read_words
from analyzers.pipeline import Analyzer
from analyzers.tokens import Token
from indexer.gazetteers.concepts import Concepts
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.naming.forms import without_clitics
from search.query.tables import field_names

#: Lists in `analyzers/data/` that are no part of a lexicon.
LISTS = (
    "english_abbreviations.tsv",
    "english_demonyms.tsv",
    "english_irregular.tsv",
    "english_ise.txt",
    "english_names.tsv",
    "english_stems.tsv",
    "english_variants.tsv",
    "stop_ar.txt",
    "stop_en.txt",
)
PLURAL = "s"


class RightWords:
    """The words of one generation's tables."""

    def __init__(self, analyzer: Analyzer, gazetteers: Gazetteers, concepts: Concepts) -> None:
        self._analyzer = analyzer
        self._gazetteers = gazetteers
        self._concepts = concepts

    def has(self, token: Token) -> bool:
        """Whether a word is one of the tables, and so spelled right."""
        if token.exact.isascii():
            return token.exact in self._forms or token.exact.removesuffix(PLURAL) in self._forms
        return any(form in self._forms for form in (token.exact, *without_clitics(token.exact)))

    @cached_property
    def _forms(self) -> frozenset[str]:
        """The words of all lists, and the forms of concepts and names that are one word, folded."""
        lexicon = self._analyzer.lexicon
        lists = (lexicon.known, lexicon.names, lexicon.radical, lexicon.plurals, field_names(), *map(read_words, LISTS))
        concepts = (form for form in self._concepts.words() if " " not in form)
        single = (tokens[0].exact for tokens in self._analysed if len(tokens) == 1)
        return frozenset().union(*lists, concepts, single)

    @cached_property
    def _analysed(self) -> list[list[Token]]:
        return [list(self._analyzer.analyze(name)) for name in self._names()]

    def _names(self) -> Iterator[str]:
        tables = self._gazetteers
        for country in tables.countries.values():
            yield from (*country.names.all(), *country.demonyms_en, *country.nisbas, *country.demonyms_ar)
        for agency in tables.agencies.values():
            yield from (*agency.names.all(), *agency.acronyms)
        for source in tables.sources.values():
            yield from (*source.names.all(), *source.signatures)
        for instrument in tables.instruments.values():
            yield from (*instrument.names.all(), *instrument.phrases)
        for place in tables.curated_places:
            yield from place.names.all()

"""One generation open for reading, with all that a search in it needs.

In: a published generation, and the folder of the gazetteers. Out: a `View` for as long as it stays open. Never here:
which generation is served (`search.snapshots`), or a write.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Event

from analyzers.lexicon import Lexicon
from analyzers.pipeline import Analyzer
from indexer.engines.factory import engine
from indexer.engines.port.port import Snapshot
from indexer.gazetteers.concepts import is_name
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.generations.generations import Generation
from indexer.model.errors import GenerationError
from indexer.model.notes import note, run
from indexer.similar.holders import load as load_holders
from indexer.similar.likeness import Likeness
from indexer.stories.membership import KeptMembership, load
from search.compile.expander import Expander
from search.compile.frequencies import Frequencies, KeptNumbers
from search.kept import Kept
from search.show.outlets import OutletNames
from search.spelling.known_names import KnownNames
from search.spelling.plausibility import Plausibility
from search.spelling.right_words import RightWords
from search.spelling.vocabulary import Vocabulary


@dataclass(frozen=True)
class View:
    """One generation open for reading, with the analyzer that it was built by."""

    generation: Generation
    snapshot: Snapshot
    analyzer: Analyzer
    gazetteers: Gazetteers
    vocabulary: Vocabulary
    membership: KeptMembership
    expander: Expander
    outlets: OutletNames
    #: None for a generation whose articles are not marked.
    likeness: Likeness | None = None
    #: Set while another thread prepares the spelling; until then no correction is proposed.
    preparing: Event = field(default_factory=Event)
    kept: Kept = field(default_factory=Kept)
    _numbers: KeptNumbers = field(default_factory=KeptNumbers, init=False)

    def frequencies(self) -> Frequencies:
        """How many articles have the terms of one query."""
        return Frequencies(self.snapshot, None if self.snapshot.is_remote else self._numbers.lent())

    @cached_property
    def right_words(self) -> RightWords:
        """The words that are never corrected."""
        return RightWords(self.analyzer, self.gazetteers, self.expander.concepts)

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """The abbreviations of countries and bodies, in capitals."""
        tables = self.gazetteers
        names = [name for country in tables.countries.values() for name in country.names.all()]
        names += [name for agency in tables.agencies.values() for name in (*agency.names.all(), *agency.acronyms)]
        return frozenset(name for name in names if name.isascii() and name.isupper())

    @cached_property
    def concept_forms(self) -> tuple[tuple[str, str], ...]:
        """`(form, id)` of every form of a concept that is no name, folded, in order."""
        concepts = self.expander.concepts
        return tuple(sorted((form, id) for form, ids in concepts.forms() for id in ids if not is_name(id)))

    @cached_property
    def plausibility(self) -> Plausibility:
        """How plausible a correction is."""
        return Plausibility(self.vocabulary, tuple(self.gazetteers.proper_names()))

    @cached_property
    def known_names(self) -> KnownNames:
        """The names that a misspelling may mean."""
        return KnownNames(self.gazetteers)

    def exists(self, field: str, term: str) -> bool:
        """Whether the index has a term of a field, or a value of a facet."""
        return self.snapshot.document_frequency(field, term) > 0


@contextmanager
def open_view(generation: Generation, gazetteers: Path) -> Iterator[View]:
    """The view of a generation, which is held until the context ends, so that no run prunes it.

    Raises GenerationError when another analysis built it, and what its parts raise for a damaged file: OSError,
    EngineError, LexiconError, GenerationError; GazetteerError for a fault of a table.
    """
    with generation.held():
        analyzer = Analyzer(Lexicon.load(generation.lexicon))
        if analyzer.version != generation.manifest.analysis:
            raise GenerationError(
                note(
                    "%(directory)s was built by analysis %(analysis)s, this code has %(version)s",
                    directory=generation.directory,
                    analysis=generation.manifest.analysis,
                    version=analyzer.version,
                ),
                run("python -m indexer reindex --full"),
            )
        holders = load_holders(generation.directory)
        snapshot = engine(generation.manifest.engine, generation.cluster).open(generation.index)
        membership = load(generation.directory)
        expander = Expander(generation.directory, analyzer, snapshot)
        try:
            yield View(
                generation,
                snapshot,
                analyzer,
                Gazetteers.load(gazetteers),
                Vocabulary(snapshot),
                membership,
                expander,
                OutletNames(snapshot),
                Likeness(holders) if holders else None,
            )
        finally:
            expander.close()
            membership.close()
            snapshot.close()

"""The plan of the next generation, decided by versions and numbers alone.

In: the served generation, the archive, and the versions of this code and its tables. Out: `Plan`. Never here: an
engine or a table; most runs find nothing new and end without loading any.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzers.lexicon import LexiconError, saved_checksum
from analyzers.pipeline import analysis_version
from indexer.archive.archive import Archive
from indexer.engines.capabilities import CAPABILITIES
from indexer.engines.port.port import Capabilities
from indexer.extract.version import EXTRACTION_VERSION
from indexer.generations.generations import CONCEPTS, TRANSLATIONS, Generation, Generations, Manifest
from indexer.generations.soundness import damaged_tables, look_at_index
from indexer.model.errors import EngineError, GenerationError, fault_of, is_unanswered
from indexer.model.notes import N_, NN_, Note, in_a_row, note
from indexer.model.schema import SCHEMA_VERSION
from indexer.similar.rules import SIMILAR_VERSION
from indexer.stories.rules import STORIES_VERSION

#: Why a damaged generation is built anew.
DAMAGED = N_("the served generation is damaged: %(faults)s")
FIRST = note("the first generation")
OUTGROWN = NN_(
    "the vocabulary was taken from %(count)s article, and there are %(articles)s now",
    "the vocabulary was taken from %(count)s articles, and there are %(articles)s now",
)
#: The vocabulary is rebuilt when the collection has this many times the articles that it was taken from, and this many
#: more. So a build from scratch handles at most twice the articles that came since the last one, or is small.
OUTGROWN_TIMES, OUTGROWN_ARTICLES = 2, 200


class Tables(NamedTuple):
    """The versions of the tables that a curator edits, and the `characters` of an article that are indexed."""

    gazetteers: str
    glossary: str
    characters: int
    translations: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the next generation is made: `base` is continued, None means from scratch; `reason` explains this.
    `glossary` and `translations` are the versions of the tables by which its queries are expanded. `damaged` names the
    tables of `base` (files outside its index) that are rewritten because they are missing or altered."""

    base: Generation | None
    since: int
    reason: Note
    glossary: str
    damaged: tuple[str, ...] = ()
    translations: str = ""

    @property
    def rewords(self) -> bool:
        """Whether a generation is continued with new concepts: the glossary changed, or the concepts are damaged."""
        return self.base is not None and (self.base.manifest.glossary != self.glossary or CONCEPTS in self.damaged)

    @property
    def retranslates(self) -> bool:
        """Whether a generation is continued with new translations: the lexicon changed, or they are damaged."""
        changed = self.base is not None and self.base.manifest.translations != self.translations
        return changed or TRANSLATIONS in self.damaged

    def from_scratch(self, damage: Sequence[Note]) -> "Plan":
        """The plan when `base` turned out to be damaged."""
        return Plan(None, 0, note(DAMAGED, faults=in_a_row(damage)), self.glossary, translations=self.translations)

    def is_done(self, archive: Archive) -> bool:
        """Whether the served generation already shows the archive's state, and a glance finds no damage."""
        same = self.base is not None and archive.sequence() == self.since
        return same and not self.rewords and not self.retranslates and not self.damaged


def make_plan(generations: Generations, archive: Archive, engine: str, tables: Tables, *, full: bool) -> Plan:
    """Continue the served generation when it was built by the same versions from this archive; a changed glossary
    changes no index. `engine` is an engine's name. Raises what a cluster raises that does not answer."""
    try:
        served = generations.current()
        reason = _reason(served, archive, CAPABILITIES[engine], tables, full=full)
        if served is not None and reason is None:
            look_at_index(served)
    except (GenerationError, EngineError, OSError, LexiconError) as error:
        if is_unanswered(error):  # nobody knows whether what is served is damaged
            raise
        served, reason = None, note(DAMAGED, faults=fault_of(error))
    if served is None or reason is not None:
        return Plan(None, 0, reason or FIRST, tables.glossary, translations=tables.translations)
    damaged = tuple(damaged_tables(served))
    changes = [note("continues %(name)s", name=served.name)]
    changes += [note("the glossary changed")] if served.manifest.glossary != tables.glossary else []
    changes += [note("the lexicon changed")] if served.manifest.translations != tables.translations else []
    changes += [note("its %(name)s is damaged", name=name) for name in damaged]
    return Plan(served, served.manifest.sequence, in_a_row(changes), tables.glossary, damaged, tables.translations)


def _reason(
    served: Generation | None, archive: Archive, engine: Capabilities, tables: Tables, *, full: bool
) -> Note | None:
    """Why a generation is built from scratch, or None."""
    if served is None:
        return FIRST
    return note("asked for with --full") if full else _outdated(served, archive, engine, tables)


def _outdated(served: Generation, archive: Archive, engine: Capabilities, tables: Tables) -> Note | None:
    """Why a served generation cannot be continued, or None."""
    built = served.manifest
    checks = (
        (N_("engine changed from %(before)s to %(after)s"), built.engine, engine.name),
        (N_("layout of the engine changed from %(before)s to %(after)s"), built.engine_version, engine.version),
        (N_("schema changed from %(before)s to %(after)s"), built.schema, SCHEMA_VERSION),
        (
            N_("analysis changed from %(before)s to %(after)s"),
            built.analysis,
            analysis_version(saved_checksum(served.lexicon)),
        ),
        (N_("gazetteers changed from %(before)s to %(after)s"), built.gazetteers, tables.gazetteers),
        (N_("extraction changed from %(before)s to %(after)s"), built.extraction, EXTRACTION_VERSION),
        (
            N_("the characters of an article that are indexed changed from %(before)s to %(after)s"),
            built.characters,
            tables.characters,
        ),
        (N_("rules of stories changed from %(before)s to %(after)s"), built.stories, STORIES_VERSION),
        (N_("rules of similar articles changed from %(before)s to %(after)s"), built.similar, SIMILAR_VERSION),
        (N_("archive changed from %(before)s to %(after)s"), built.archive, archive.name),
    )
    changed = [note(what, before=str(old), after=str(new)) for what, old, new in checks if old != new]
    if not changed and built.sequence > archive.sequence():
        changed = [note("the archive is older than the generation")]
    return in_a_row(changed) if changed else _outgrown(built, archive)


def _outgrown(built: Manifest, archive: Archive) -> Note | None:
    """Why the vocabulary of a generation no longer represents the collection, or None."""
    if archive.sequence() == built.sequence:
        return None
    articles = archive.count()
    if articles < max(OUTGROWN_TIMES * built.attested, built.attested + OUTGROWN_ARTICLES):
        return None
    return note(OUTGROWN, count=built.attested, articles=f"{articles:,}")

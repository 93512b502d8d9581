"""What the next generation is made from, told by versions and numbers alone.

In: the served generation, the archive, and the versions of this code and its tables. Out: `Plan`. Never here: an
engine or a table; most runs find nothing new, and end without having loaded any.
"""

from dataclasses import dataclass
from typing import NamedTuple

from analyzers.lexicon import LexiconError, saved_checksum
from analyzers.pipeline import analysis_version
from indexer.archive.archive import Archive
from indexer.engines.capabilities import CAPABILITIES
from indexer.engines.port.port import Capabilities
from indexer.extract.version import EXTRACTION_VERSION
from indexer.generations.generations import CONCEPTS, Generation, Generations, Manifest
from indexer.generations.soundness import damaged_tables, look_at_index
from indexer.model.errors import EngineError, GenerationError, fault_of
from indexer.model.schema import SCHEMA_VERSION
from indexer.stories.rules import STORIES_VERSION

#: How the reason begins for which a damaged generation is built anew.
DAMAGED = "the served generation is damaged: "
#: A vocabulary is taken anew when the collection has grown to so many times the articles that it was taken from, and by
#: so many: what is built from scratch is never more than twice what came since the last time, or a small collection.
OUTGROWN_TIMES, OUTGROWN_ARTICLES = 2, 200


class Tables(NamedTuple):
    """The versions of the tables that a curator edits."""

    gazetteers: str
    glossary: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What the next generation is made from: `base` is continued, None means from scratch; `reason` says why.
    `glossary` is the version of the table that its queries are expanded by; `damaged` names the files beside the index
    of `base` that are written anew because they are missing or not as they were written."""

    base: Generation | None
    since: int
    reason: str
    glossary: str
    damaged: tuple[str, ...] = ()

    @property
    def rewords(self) -> bool:
        """Whether what queries to a continued generation are expanded by is made anew: by another glossary, or because
        it is damaged."""
        return self.base is not None and (self.base.manifest.glossary != self.glossary or CONCEPTS in self.damaged)

    def from_scratch(self, damage: str) -> "Plan":
        """The plan when `base` turned out to be damaged."""
        return Plan(None, 0, DAMAGED + damage, self.glossary)

    def is_done(self, archive: Archive) -> bool:
        """Whether the served generation already shows the archive's state, and is whole as far as a glance shows."""
        same = self.base is not None and archive.sequence() == self.since
        return same and not self.rewords and not self.damaged


def make_plan(generations: Generations, archive: Archive, engine: str, tables: Tables, *, full: bool) -> Plan:
    """Continue the served generation when it was built by the same versions from this archive; a changed glossary
    changes no index. `engine` is an engine's name."""
    try:
        served = generations.current()
        reason = _reason(served, archive, CAPABILITIES[engine], tables, full=full)
        if served is not None and not reason:
            look_at_index(served)
    except (GenerationError, EngineError, OSError, LexiconError) as error:
        served, reason = None, DAMAGED + fault_of(error)
    if served is None or reason:
        return Plan(None, 0, reason, tables.glossary)
    damaged = tuple(damaged_tables(served))
    changes = ["the glossary changed"] if served.manifest.glossary != tables.glossary else []
    changes += [f"its {name} is damaged" for name in damaged]
    reason = "; ".join([f"continues {served.name}", *changes])
    return Plan(served, served.manifest.sequence, reason, tables.glossary, damaged)


def _reason(served: Generation | None, archive: Archive, engine: Capabilities, tables: Tables, *, full: bool) -> str:
    """Why a generation is built from scratch, or an empty text."""
    if served is None:
        return "the first generation"
    return "asked for with --full" if full else _outdated(served, archive, engine, tables.gazetteers)


def _outdated(served: Generation, archive: Archive, engine: Capabilities, gazetteers: str) -> str:
    """Why a served generation cannot be continued, or an empty text."""
    built = served.manifest
    checks = (
        ("engine", built.engine, engine.name),
        ("layout of the engine", built.engine_version, engine.version),
        ("schema", built.schema, SCHEMA_VERSION),
        ("analysis", built.analysis, analysis_version(saved_checksum(served.lexicon))),
        ("gazetteers", built.gazetteers, gazetteers),
        ("extraction", built.extraction, EXTRACTION_VERSION),
        ("rules of stories", built.stories, STORIES_VERSION),
        ("archive", built.archive, archive.name),
    )
    changed = [f"{what} changed from {old} to {new}" for what, old, new in checks if old != new]
    if not changed and built.sequence > archive.sequence():
        changed = ["the archive is older than the generation"]
    return "; ".join(changed) or _outgrown(built, archive)


def _outgrown(built: Manifest, archive: Archive) -> str:
    """Why the vocabulary of a generation says too little of the collection, or an empty text."""
    if archive.sequence() == built.sequence:
        return ""
    articles = archive.count()
    if articles < max(OUTGROWN_TIMES * built.attested, built.attested + OUTGROWN_ARTICLES):
        return ""
    return f"the vocabulary was taken from {built.attested:,} articles, and there are {articles:,} now"

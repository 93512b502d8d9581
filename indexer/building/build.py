"""Building a generation: writing it next to the served one, and verifying it.

In: the archive and the served generation. Out: a published, verified generation, or None when nothing changed.
Never here: a write into the generation being served, or a swap to one that failed a check.
"""

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path

from analyzers.lexicon import Lexicon, LexiconBuilder, LexiconError
from analyzers.pipeline import Analyzer
from indexer.archive.archive import Archive
from indexer.archive.revisions import earlier_wordings
from indexer.building.limits import Limits
from indexer.building.plan import Plan, Tables, make_plan
from indexer.building.preparation import Findings, Pending, Preparation, beginning, size_of
from indexer.building.verify import canaries
from indexer.engines.factory import engine
from indexer.engines.port.analysing import Analysing
from indexer.extract.version import EXTRACTION_VERSION
from indexer.gazetteers.concepts import Concepts
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.glossary import Glossary, table_version
from indexer.generations.generations import CONCEPTS, INDEX, LEXICON, TRANSLATIONS, Generation, Generations, Manifest
from indexer.lexicon.table import lexicon_version, write_translations
from indexer.model.errors import GazetteerError, GenerationError
from indexer.model.notes import NN_, Note, in_a_row, note, run
from indexer.model.schema import SCHEMA_VERSION
from indexer.similar.marking import Marking
from indexer.similar.rules import SIMILAR_VERSION
from indexer.stories.kept import Stories
from indexer.stories.membership import save
from indexer.stories.rules import STORIES_VERSION

Progress = Callable[[int], None]
UNSET = Limits()
NONE_INDEXED = NN_(
    "the only article cannot be indexed, the generation before is still served: %(reason)s",
    "none of the %(count)s articles can be indexed, the generation before is still served: %(reason)s",
)


class Builder:
    """Builds generations of one data directory with one engine, one set of gazetteers and one glossary; without a
    glossary, queries are not expanded."""

    def __init__(
        self,
        generations: Generations,
        archive: Archive,
        engine_name: str,
        gazetteers: Gazetteers,
        glossary: Path | None = None,
        limits: Limits = UNSET,
        lexicons: Sequence[Path] = (),
        *,
        strict: bool = False,
    ) -> None:
        self._generations = generations
        self._archive = archive
        self._engine = engine(engine_name, generations.cluster)
        self._gazetteers = gazetteers
        self._glossary = glossary
        self._limits = limits
        self._lexicons = lexicons
        self._strict = strict
        self._tables = Tables(gazetteers.version, table_version(glossary), limits.characters, lexicon_version(lexicons))
        #: What is wrong with rows of the lexicon that were left out.
        self.faults: tuple[Note, ...] = ()

    def plan(self, full: bool) -> Plan:
        """Continue the served generation when it was built by the same versions from this archive."""
        return make_plan(self._generations, self._archive, self._engine.capabilities.name, self._tables, full=full)

    def build(self, plan: Plan, now: datetime, progress: Progress) -> Generation | None:
        """Write, verify and publish a generation; None when the served one already shows the archive's state.

        Raises EngineError and GenerationError; the served generation stays untouched in any case.
        """
        sequence = self._archive.sequence()
        if plan.is_done(self._archive):
            return None
        build = self._generations.new_build()
        try:
            analyzer, articles = self._write(build, plan, now, progress)
            manifest = self._manifest(plan, now, sequence, analyzer.version, articles)
            self._verify(Generation(build.name, build, manifest), analyzer)
            return self._generations.publish(build, manifest, plan.base)
        finally:
            shutil.rmtree(build, ignore_errors=True)

    def _write(self, build: Path, plan: Plan, now: datetime, progress: Progress) -> tuple[Analyzer, int]:
        """Write lexicon, index, stories and marks; gives the analyzer that was used and the number of articles."""
        if plan.base:
            shutil.copyfile(plan.base.lexicon, build / LEXICON)
            analyzer = Analyzer(_lexicon(plan.base))
        else:
            lexicon = self._attested()
            lexicon.save(build / LEXICON)
            analyzer = Analyzer(lexicon)
        self._write_concepts(build, plan, analyzer)
        self._write_translations(build, plan, analyzer)
        index = build / INDEX
        index.mkdir()
        deleted = self._archive.withdrawn_since(plan.since) if plan.base else []
        base = plan.base.index if plan.base else None
        marking = Marking(build, plan.base.directory if plan.base else None)
        with self._archive.transaction():
            stories = Stories(self._archive.file, everything=plan.base is None)
            for id in deleted:
                stories.drop(id)
            articles = self._articles(build / LEXICON, analyzer, plan.since, stories, marking, now, progress)
            written = self._engine.write(index, articles, base=base, deleted=deleted)
            save(stories.membership(), build)
        marking.save(deleted)
        return analyzer, written

    def _write_concepts(self, build: Path, plan: Plan, analyzer: Analyzer) -> None:
        """Write the concepts by which queries are expanded, or copy them from a base with the same ones, undamaged."""
        if plan.base is not None and not plan.rewords and _can_expand(plan.base):
            if (plan.base.directory / CONCEPTS).exists():
                shutil.copyfile(plan.base.directory / CONCEPTS, build / CONCEPTS)
        elif self._glossary is not None:
            Concepts.build(Glossary.load(self._glossary, self._gazetteers), self._gazetteers, analyzer).save(build)

    def _write_translations(self, build: Path, plan: Plan, analyzer: Analyzer) -> None:
        """Write the translations of words, or copy them from a base with the same ones. Raises GazetteerError for a bad
        row, if that stops the run."""
        if plan.base is None or plan.retranslates:
            self.faults = write_translations(self._lexicons, analyzer, build) if self._lexicons else ()
            if self._strict and self.faults:
                raise GazetteerError(in_a_row(self.faults))
        elif (plan.base.directory / TRANSLATIONS).exists():
            shutil.copyfile(plan.base.directory / TRANSLATIONS, build / TRANSLATIONS)

    def _attested(self) -> Lexicon:
        """The shipped lexicon with the words of the whole collection."""
        builder = LexiconBuilder()
        builder.protect(self._gazetteers.proper_names())
        for item in self._archive.live():
            held = beginning(item.raw, self._limits.characters)
            builder.add(held.title)
            builder.add(held.text)
        return builder.build()

    def _articles(
        self,
        lexicon: Path,
        analyzer: Analyzer,
        since: int,
        stories: Stories,
        marking: Marking,
        now: datetime,
        progress: Progress,
    ) -> Analysing:
        """The changed articles, to be prepared by one process or by several; only this one writes to the archive."""
        done = count(1)

        def take(findings: Findings) -> None:
            self._archive.record_unresolved(findings.id, findings.unresolved)
            self._archive.set_aside(findings.id, findings.fault, now, indexed=findings.facts is not None)
            if findings.facts is not None:
                stories.put(findings.facts)
            marking.put(findings.marked)
            progress(next(done))

        pending = (Pending(item, earlier_wordings(self._archive.file, item)) for item in self._archive.live(since))
        characters = self._limits.characters
        preparation = Preparation(
            self._gazetteers, self._generations.data, lexicon, analyzer, marking.equals, characters
        )
        return Analysing(pending, preparation, take, self._limits.bounds, size_of)

    def _manifest(self, plan: Plan, now: datetime, sequence: int, analysis: str, articles: int) -> Manifest:
        capabilities = self._engine.capabilities
        return Manifest(
            name="",
            created=now.isoformat(timespec="seconds"),
            engine=capabilities.name,
            engine_version=capabilities.version,
            schema=SCHEMA_VERSION,
            analysis=analysis,
            gazetteers=self._gazetteers.version,
            extraction=EXTRACTION_VERSION,
            characters=self._limits.characters,
            archive=self._archive.name,
            sequence=sequence,
            articles=articles,
            reason=str(plan.reason),
            stories=STORIES_VERSION,
            similar=SIMILAR_VERSION,
            glossary=plan.glossary,
            translations=plan.translations,
            attested=plan.base.manifest.attested if plan.base else articles,
        )

    def _verify(self, built: Generation, analyzer: Analyzer) -> None:
        """Raise GenerationError when what was built does not hold what the archive has."""
        live = self._archive.count()
        if live and self._archive.left_out() == live:  # a fault of the program or of its tables, not of the articles
            raise GenerationError(note(NONE_INDEXED, count=live, reason=self._archive.aside()[0].item.reason))
        found = canaries(built, self._engine, range(live - self._archive.left_out(), live + 1), analyzer)
        faults = self._engine.verify(built.index) + found
        if faults:
            raise GenerationError(
                note(
                    "the new generation failed its checks and was removed, the one before is still served: %(faults)s",
                    faults=in_a_row(faults),
                ),
                run("python -m indexer reindex --full"),
            )


def _lexicon(base: Generation) -> Lexicon:
    """The vocabulary of a generation; raises GenerationError when it is damaged."""
    try:
        return Lexicon.load(base.lexicon)
    except (LexiconError, ValueError, KeyError) as error:
        raise GenerationError(note("%(path)s: is damaged (%(fault)s)", path=base.lexicon, fault=error)) from error


def _can_expand(base: Generation) -> bool:
    """Whether the concepts of a generation can be read; its checksum is no proof, as an older run may have copied
    damaged ones."""
    try:
        Concepts.load(base.directory)
    except GenerationError:
        return False
    return True

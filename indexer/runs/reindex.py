"""One reindex run: sources into the archive, the archive into a generation, the swap, and the report.

In: settings, sources, and the moment that counts as now. Out: `Report`. Never here: printing or exiting.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from indexer.archive.archive import Archive
from indexer.building.limits import Limits
from indexer.building.plan import Plan, Tables, make_plan
from indexer.fence.fence import Fence, Runner, call
from indexer.fetching.clock import Clock
from indexer.gazetteers.gazetteers import Gazetteers, read_signatures, read_version
from indexer.gazetteers.glossary import table_version
from indexer.generations.choice import generations_of
from indexer.generations.generations import Generation, Generations, faults
from indexer.lexicon.table import lexicon_version
from indexer.model.article import Rejected
from indexer.model.errors import EngineError, GenerationError, SourceError
from indexer.model.notes import Note, in_a_row, note
from indexer.model.settings import Settings
from indexer.model.source import Source
from indexer.runs.ingest import Ingest, Ingested, Origins
from indexer.runs.intake import Intake
from indexer.runs.local_files import LocalFiles
from indexer.runs.lock import run_lock
from indexer.runs.lost_archive import check_archive
from indexer.sources.events import Event

ARCHIVE = "archive.sqlite"
NO_LIMIT = 1.0


class Progress(Protocol):
    """Receives the progress of a run; the command line draws a bar, a cron run draws nothing."""

    def __call__(self, step: str, done: int, total: int | None, /) -> None:
        """`done` items of `total` (None: unknown) in a step."""
        ...


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: the moment that counts as now, whether to build from scratch, whether to withdraw any number, whether
    a served generation may be replaced by one from another archive, and whether a bad row of the lexicon stops the
    run."""

    now: datetime
    full: bool = False
    allow_withdrawals: bool = False
    new_archive: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. `generation` is the one now served; `built` says whether this run made it, and `reason` why;
    `articles` counts the live articles, `aside` are those that
    cannot be indexed as they are, `newly_aside` those of them that could be before this run, `pruned` names the
    generations that were removed, `faults` are the bad rows of the lexicon that were left out."""

    generation: str | None
    built: bool
    reason: Note
    articles: int
    ingested: Ingested
    aside: tuple[Rejected, ...]
    newly_aside: tuple[Rejected, ...]
    pruned: tuple[str, ...]
    seconds: float
    faults: tuple[Note, ...] = ()

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """All items that could not be read or indexed."""
        return self.ingested.rejected + self.aside


def archive_path(data: Path) -> Path:
    """Path of the archive of a data directory."""
    return data / ARCHIVE


def reindex(settings: Settings, sources: Sequence[Source], options: Options, progress: Progress) -> Report:
    """Bring the served generation up to the sources.

    Raises LockedError when another run is in progress, and any MithaqError that stopped the run. In any case the served
    generation stays whole, and sources that were read are archived. A source that cannot be read is named in
    `Ingested.failures`.
    """
    started = time.monotonic()
    tables = Tables(
        read_version(settings.gazetteers),
        table_version(settings.glossary),
        settings.article_characters,
        lexicon_version(settings.lexicons),
    )
    generations = generations_of(settings)
    with run_lock(settings.data), closing(_archive(settings, generations, options)) as archive:
        generations.remove_unfinished()
        ingested = _ingest(settings, archive, sources, options, progress)
        known = {_words_of(one.item) for one in archive.aside()}
        plan = make_plan(generations, archive, settings.engine, tables, full=options.full)
        built, reason = None, note("nothing changed")
        bad: tuple[Note, ...] = ()
        if not plan.is_done(archive):
            built, reason, bad = _build(settings, generations, archive, plan, options, progress)
        if built is not None:
            generations.serve(built.name)
        aside = [one.item for one in archive.aside()]
        return Report(
            generation=generations.current_name(),
            built=built is not None,
            reason=reason,
            articles=archive.count(),
            ingested=ingested,
            aside=tuple(aside),
            newly_aside=tuple(one for one in aside if _words_of(one) not in known),
            pruned=tuple(generations.prune(settings.keep_generations)),
            seconds=round(time.monotonic() - started, 3),
            faults=bad,
        )


def _words_of(item: Rejected) -> tuple[str, str]:
    """What a person reads of an item that was set aside; two that read alike are one alarm."""
    return item.where, str(item.reason)


def _archive(settings: Settings, generations: Generations, options: Options) -> Archive:
    """The archive of the run; raises ArchiveError when it is not the one that the served generation was built from."""
    path = archive_path(settings.data)
    if not options.new_archive:
        check_archive(generations, path)
    return Archive(path, settings.deadline_seconds)


def _ingest(
    settings: Settings, archive: Archive, sources: Sequence[Source], options: Options, progress: Progress
) -> Ingested:
    limit = NO_LIMIT if options.allow_withdrawals else settings.withdrawal_limit
    bounds = Limits.of(settings).bounds
    with Fence(call, bounds) as reading, Fence(call, bounds) as cutting:
        files = LocalFiles(
            archive.file,
            max_bytes=settings.max_file_bytes,
            now=options.now,
            everything=options.full,
            run=reading.each,
        )
        origins = Origins(_fetch(settings, archive, sources, options, reading.each), files)
        intake = Intake(
            archive,
            options.now,
            lambda done: progress("read", done, None),
            lambda: read_signatures(settings.gazetteers),
            cutting.each,
        )
        ingested = Ingest(archive, origins, intake, limit, options.now).read(sources)
    if ingested.failures and archive.count() == 0:
        raise SourceError(in_a_row(failure.note for failure in ingested.failures))
    return ingested


def _fetch(
    settings: Settings, archive: Archive, sources: Sequence[Source], options: Options, run: Runner
) -> Callable[[Source], Iterator[Event]]:
    """The reader of sources on the web; without such a source, none of its modules is loaded."""
    if not any(source.url for source in sources):
        return lambda _source: iter(())
    from indexer.fetching.fetcher import open_fetcher

    return open_fetcher(settings, archive.file, Clock(options.now), run).read


def _build(
    settings: Settings, generations: Generations, archive: Archive, plan: Plan, options: Options, progress: Progress
) -> tuple[Generation | None, Note, tuple[Note, ...]]:
    """The next generation, why it is made, and the bad rows of the lexicon. The builder, its tables and its engine are
    loaded only now. If the served generation cannot be continued because it is damaged, the next one is built from
    scratch."""
    from indexer.building.build import Builder

    gazetteers = Gazetteers.load(settings.gazetteers)
    limits = Limits.of(settings)
    tables = gazetteers, settings.glossary, limits, settings.lexicons
    builder = Builder(generations, archive, settings.engine, *tables, strict=options.strict)
    if plan.base is not None and plan.base.manifest.gazetteers != gazetteers.version:  # edited since the run began
        plan = builder.plan(options.full)
    total = archive.count()

    def show_progress(done: int) -> None:
        progress("index", done, total)

    try:
        return builder.build(plan, options.now, show_progress), plan.reason, builder.faults
    except (EngineError, GenerationError):
        damage = faults(plan.base) if plan.base is not None else []
        if not damage:
            raise
        plan = plan.from_scratch(damage)
        return builder.build(plan, options.now, show_progress), plan.reason, builder.faults

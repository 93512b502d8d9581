"""`python -m indexer`: the commands that write. In: arguments. Out: text or JSON, and an exit code.

Never here: work; every command calls the module that does it, and turns its errors into one line and a code.
"""

import argparse
import gc
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from indexer.archive.archive import Archive
from indexer.engines.factory import engine
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.glossary import Glossary
from indexer.generations.generations import Generations, faults
from indexer.model.article import Rejected
from indexer.model.causes import Failure
from indexer.model.errors import ArchiveError, Exit, GenerationError, LockedError, MithaqError, SettingsError
from indexer.model.settings import Settings, read_settings
from indexer.model.source import Source
from indexer.reporting.alarms import follow, noted, pressing, read_troubles, write_troubles
from indexer.reporting.status import failed_outcome, read_status, record_run, run_outcome
from indexer.reporting.status_file import load_status, read_once
from indexer.reporting.terminal import progress_bar, report_line, show_status
from indexer.runs.deadline import deadline
from indexer.runs.lock import run_lock
from indexer.runs.reindex import Options, Report, archive_path, reindex
from indexer.runs.source_list import read_sources, source_of
from indexer.runs.transfer import backup_archive, export_archive, import_archive

SECONDS_PER_MINUTE = 60
#: A run makes many objects and hardly a cycle of them: looking for cycles after every 700 is a twentieth of its time.
NEW_OBJECTS = 50_000


def utc_now() -> datetime:
    """The clock of every command."""
    return datetime.now(UTC)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    command: Callable[[Settings, argparse.Namespace], Exit] = options.command
    try:
        settings = read_settings()
        if options.data is not None:
            settings = replace(settings, data=options.data)
        return command(settings, options)
    except MithaqError as error:
        sys.stderr.write(f"mithaq: {error}\n")
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # the reader of the output has enough; at exit there is nobody left to tell
        return Exit.DONE
    except KeyboardInterrupt:
        sys.stderr.write("mithaq: stopped; the index being served is as it was before\n")
        return Exit.FAILED


def _reindex(settings: Settings, options: argparse.Namespace) -> Exit:
    now = utc_now()
    sources: list[Source] = []
    run = Options(now, options.full, options.allow_withdrawals)
    try:
        sources = [source_of(location) for location in options.source] or read_sources(settings.sources)
        with deadline(settings.deadline_minutes * SECONDS_PER_MINUTE), progress_bar(_watched(options)) as progress:
            report = reindex(settings, sources, run, progress)
    except LockedError:
        raise
    except MithaqError as error:
        if settings.data.is_dir():
            with suppress(MithaqError):  # what stopped the run is told, not that it could not be written down as well
                record_run(settings, sources, failed_outcome(str(error), now, utc_now()))
        raise
    told, troubles = _told(settings, sources, report, now, options.quiet)
    outcome = run_outcome(report, now, utc_now())
    record_run(settings, sources, outcome | {"troubles": troubles})
    for failure in told:
        sys.stderr.write(f"mithaq: {failure.message}\n")
    if options.json:
        _print_json(outcome)
    elif not options.quiet:
        _show_rejected(report.ingested.rejected)
        sys.stdout.write(report_line(report) + "\n")
    if told:
        return Exit.FAILED
    return Exit.REJECTED if options.strict and report.ingested.rejected else Exit.DONE


def _told(
    settings: Settings, sources: Sequence[Source], report: Report, now: datetime, quiet: bool
) -> tuple[list[Failure], dict[str, Any]]:
    """The failures that this run tells, and what it leaves to the next one in `status.json`."""
    before = load_status(settings.data)
    failures = list(report.ingested.failures)
    troubles = follow(read_troubles(before), failures, report.ingested.in_order, now)
    if quiet:
        failures = pressing(troubles, failures, sources, read_once(before), now)
        troubles = noted(troubles, failures, now)
    return failures, write_troubles(troubles)


def _watched(options: argparse.Namespace) -> bool:
    return sys.stderr.isatty() and not options.quiet and not options.json


def _show_rejected(rejected: Sequence[Rejected]) -> None:
    for item in rejected:
        sys.stderr.write(f"rejected {item.where}: {item.reason}\n")


def _extract(settings: Settings, options: argparse.Namespace) -> Exit:
    from rich.console import Console

    from indexer.reporting.marking import show_article
    from indexer.runs.dry_run import DryRun

    dry_run = DryRun(settings, utc_now())
    console = Console(soft_wrap=False)
    for article, reason in dry_run.read(source_of(options.source)):
        if options.json:
            _print_json(dry_run.import_format(article) | {"cut": reason}, indent=None)
        else:
            show_article(article, dry_run.gazetteers, console)
            console.print(f"page {reason}", style="dim", markup=False)
    _show_rejected(dry_run.rejected)
    return Exit.REJECTED if options.strict and dry_run.rejected else Exit.DONE


def _status(settings: Settings, options: argparse.Namespace) -> Exit:
    status = read_status(settings.data, _listed(settings), utc_now())
    if options.json:
        _print_json(status)
    else:
        show_status(status)
    return Exit.FAILED if "fault" in status else Exit.DONE


def _listed(settings: Settings) -> list[Source]:
    """The listed sources; a fault in the list is told, and hides nothing else."""
    try:
        return read_sources(settings.sources)
    except SettingsError as error:
        sys.stderr.write(f"mithaq: {error}\n")
        return []


def _verify(settings: Settings, options: argparse.Namespace) -> Exit:
    gazetteers = Gazetteers.load(settings.gazetteers)
    if settings.glossary is not None:
        Glossary.load(settings.glossary, gazetteers)
    generation = Generations(settings.data).current()
    if generation is None:
        raise GenerationError(f"{settings.data}: there is no index yet; run: python -m indexer reindex")
    with generation.held():
        found = faults(generation) + engine(generation.manifest.engine).verify(generation.index)
    if options.json:
        _print_json({"generation": generation.name, "faults": found})
    else:
        sys.stdout.writelines(f"{fault}\n" for fault in found)
        sys.stdout.write(
            f"{generation.name}: {'damaged' if found else 'whole'}, {generation.manifest.articles} articles\n"
        )
    return Exit.FAILED if found else Exit.DONE


def _rollback(settings: Settings, options: argparse.Namespace) -> Exit:
    with run_lock(settings.data):
        generations = Generations(settings.data)
        name = generations.previous()
        if name is None:
            raise _no_other(settings.data, generations.current_name())
        found = faults(generations.read(name))
        if found:
            raise GenerationError(f"{name} cannot be served: {'; '.join(found)}; run: python -m indexer reindex --full")
        before = generations.current_name()
        generations.serve(name)
    if options.json:
        _print_json({"generation": name, "before": before})
    else:
        sys.stdout.write(f"{name} is served again instead of {before or 'none'}; the next reindex continues from it\n")
    return Exit.DONE


def _no_other(data: Path, current: str | None) -> GenerationError:
    """Why a rollback finds nothing to go back to."""
    if current is None:
        return GenerationError(f"{data}: there is no index yet; run: python -m indexer reindex")
    return GenerationError(
        f"{data}: there is no generation before {current} to go back to; run: python -m indexer reindex --full"
    )


def _prune(settings: Settings, options: argparse.Namespace) -> Exit:
    with run_lock(settings.data):
        generations = Generations(settings.data)
        removed = generations.remove_unfinished() + generations.prune(settings.keep_generations)
    if options.json:
        _print_json({"removed": removed})
    else:
        sys.stdout.write(f"removed: {', '.join(removed) or 'nothing'}\n")
    return Exit.DONE


def _archive(settings: Settings, options: argparse.Namespace) -> Exit:
    if options.action == "export":
        with _opened_archive(settings) as archive:
            export_archive(archive, sys.stdout)
        return Exit.DONE
    with run_lock(settings.data), closing(Archive(archive_path(settings.data))) as archive:
        imported = import_archive(archive, sys.stdin, "standard input")
    _show_rejected(imported.rejected)
    taken = f"{imported.taken} items and {imported.answers} answers of the web taken"
    sys.stdout.write(f"{taken}, {imported.known} items were known; run: python -m indexer reindex\n")
    return Exit.FAILED if imported.rejected else Exit.DONE


def _backup(settings: Settings, options: argparse.Namespace) -> Exit:
    with _opened_archive(settings) as archive:
        backup_archive(archive, options.file)
    sys.stdout.write(f"{options.file}: written; to restore it, copy it to {archive_path(settings.data)}\n")
    return Exit.DONE


@contextmanager
def _opened_archive(settings: Settings) -> Iterator[Archive]:
    if not archive_path(settings.data).exists():
        raise ArchiveError(f"{archive_path(settings.data)}: there is no archive yet; run: python -m indexer reindex")
    with closing(Archive(archive_path(settings.data))) as archive:
        yield archive


def _print_json(value: object, indent: int | None = 1) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m indexer", description="Read sources, keep the archive, build the index."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = _command(commands, "reindex", _reindex, "read the sources and bring the index up to them")
    run.add_argument(
        "--source", action="append", default=[], metavar="PATH_OR_URL", help="read this instead of sources.toml"
    )
    run.add_argument("--full", action="store_true", help="build from scratch")
    run.add_argument("--allow-withdrawals", action="store_true", help="withdraw any number of articles")
    run.add_argument("--quiet", action="store_true", help="print only what a person must act on")
    run.add_argument("--strict", action="store_true", help="exit with 4 when items were rejected")

    dry = _command(commands, "extract", _extract, "show what would be indexed, with the words each value came from")
    dry.add_argument("--source", required=True, metavar="PATH_OR_URL")
    dry.add_argument("--strict", action="store_true", help="exit with 4 when items were rejected")

    _command(commands, "status", _status, "show the served generation, counts, rejected items and the last run")
    _command(commands, "verify", _verify, "read the served generation and the tables whole and name every fault")
    _command(commands, "rollback", _rollback, "serve the generation before the one being served")
    _command(commands, "prune", _prune, "remove old generations and builds that died")

    move = _command(commands, "archive", _archive, "write the archive as JSONL, or take such a JSONL into it")
    move.add_argument(
        "action", choices=["export", "import"], help="export writes to standard output, import reads standard input"
    )

    copy = _command(commands, "backup", _backup, "copy the archive into a new file, also while a run writes")
    copy.add_argument("file", type=Path, metavar="FILE")
    return parser


def _command(
    commands: Any, name: str, run: Callable[[Settings, argparse.Namespace], Exit], about: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=about, description=about)
    command.add_argument("--data", type=Path, metavar="DIR", help="data directory (default: MITHAQ_DATA or data)")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(command=run)
    return command


if __name__ == "__main__":
    gc.set_threshold(NEW_OBJECTS)
    sys.exit(main())

"""`python -m indexer`: the commands that write. In: arguments. Out: text or JSON, and an exit code.

Never here: the work itself; every command calls the module that does it, and turns its errors into one line and a code.
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
from indexer.archive.archive_file import is_archive_there
from indexer.engines.factory import engine
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.glossary import Glossary
from indexer.generations.generations import Generations, faults
from indexer.generations.rollback import roll_back
from indexer.model.article import Rejected
from indexer.model.errors import (
    ArchiveError,
    Exit,
    LockedError,
    MithaqError,
    NoIndexError,
    SettingsError,
)
from indexer.model.notes import Note, in_a_row, note, run
from indexer.model.settings import Settings, read_settings
from indexer.model.source import Source
from indexer.model.translation import Words
from indexer.reporting.announcement import choose_failures
from indexer.reporting.outcome import RunOutcome
from indexer.reporting.status import read_status, record_run
from indexer.reporting.terminal import progress_bar, rejection_note, report_note, show_status
from indexer.runs.deadline import deadline
from indexer.runs.local_files import forget_rejected
from indexer.runs.lock import run_lock
from indexer.runs.lost_archive import rescue
from indexer.runs.reindex import Options, archive_path, reindex
from indexer.runs.source_list import read_sources, source_of
from indexer.runs.transfer import backup_archive, export_archive, import_archive

#: Objects between two searches for cycles. A run makes many objects and hardly any cycle; a search after every 700, the
#: default, takes a twentieth of its time.
NEW_OBJECTS = 50_000


def utc_now() -> datetime:
    """The clock of every command."""
    return datetime.now(UTC)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    words = Words(options.ui)
    command: Callable[[Settings, argparse.Namespace, Words], Exit] = options.command
    try:
        settings = read_settings()
        if options.data is not None:
            settings = replace(settings, data=options.data)
        return command(settings, options, words)
    except MithaqError as error:
        _print_error(error.message, words)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # the reader closed the pipe; a flush at exit would fail again
        return Exit.DONE
    except Exception as error:
        _print_error(
            note(
                "a fault of the program ended the command: %(kind)s: %(fault)s", kind=type(error).__name__, fault=error
            ),
            words,
        )
        raise
    except KeyboardInterrupt:
        _print_error(note("stopped; the index being served is as it was before"), words)
        return Exit.FAILED


def _print_error(message: Note, words: Words) -> None:
    sys.stderr.write(f"mithaq: {words.note(message)}\n")


def _reindex(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    now = utc_now()
    sources: list[Source] = []
    how = Options(now, options.full, options.allow_withdrawals, options.new_archive)
    try:
        sources = [source_of(location) for location in options.source] or read_sources(settings.sources)
        with (
            deadline(settings.deadline_seconds, words.note),
            progress_bar(_watched(options)) as progress,
        ):
            report = reindex(settings, sources, how, progress)
    except LockedError:
        raise
    except MithaqError as error:
        if settings.data.is_dir():
            with suppress(MithaqError):  # the error that stopped the run is reported, not that it could not be recorded
                record_run(settings, sources, RunOutcome(now, utc_now(), error=error.message))
        raise
    except BaseException as error:
        _record_end(settings, sources, now, error)
        raise
    announcement = choose_failures(settings, sources, report, now, utc_now(), quiet=options.quiet)
    record_run(settings, sources, announcement.outcome)
    for failure in announcement.failures:
        _print_error(failure.note, words)
    if options.json:
        _print_json(announcement.outcome.to_json())
    elif options.quiet:
        _show_rejected(
            report.newly_aside, words
        )  # once: the next run looks at them again only when they or the code change
    else:
        _show_rejected(report.rejected, words)
        sys.stdout.write(words.note(report_note(report)) + "\n")
    if announcement.failures:
        return Exit.FAILED
    return Exit.REJECTED if options.strict and report.rejected else Exit.DONE


def _record_end(settings: Settings, sources: Sequence[Source], started: datetime, error: BaseException) -> None:
    """Write down that a run ended otherwise than by an error raised on purpose, so that the page knows of it."""
    said = note("the run was ended by %(kind)s: %(fault)s", kind=type(error).__name__, fault=error)
    if settings.data.is_dir():
        with suppress(MithaqError):
            record_run(settings, sources, RunOutcome(started, utc_now(), error=said))


def _watched(options: argparse.Namespace) -> bool:
    return sys.stderr.isatty() and not options.quiet and not options.json


def _show_rejected(rejected: Sequence[Rejected], words: Words) -> None:
    sys.stderr.writelines(f"{words.note(rejection_note(item))}\n" for item in rejected)


def _extract(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    from rich.console import Console

    from indexer.reporting.marking import show_article
    from indexer.runs.dry_run import DryRun

    dry_run = DryRun(settings, utc_now())
    console = Console(soft_wrap=False)
    for article, reason in dry_run.read(source_of(options.source)):
        if options.json:
            _print_json(dry_run.import_format(article) | {"cut": str(reason)}, indent=None)
        else:
            show_article(article, dry_run.gazetteers, console, words)
            console.print(words.note(note("page %(reason)s", reason=reason)), style="dim", markup=False)
    _show_rejected(dry_run.rejected, words)
    return Exit.REJECTED if options.strict and dry_run.rejected else Exit.DONE


def _status(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    render = str if options.json else words.note
    status = read_status(settings.data, _listed(settings, words), utc_now(), render)
    if options.json:
        _print_json(status)
    else:
        show_status(status, words)
    return Exit.FAILED if "fault" in status else Exit.DONE


def _listed(settings: Settings, words: Words) -> list[Source]:
    """The listed sources; a fault in the list is reported, and the rest of the status is shown."""
    try:
        return read_sources(settings.sources)
    except SettingsError as error:
        _print_error(error.message, words)
        return []


def _verify(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    gazetteers = Gazetteers.load(settings.gazetteers)
    if settings.glossary is not None:
        Glossary.load(settings.glossary, gazetteers)
    generation = Generations(settings.data).current()
    if generation is None:
        raise NoIndexError.at(settings.data)
    with generation.held():
        found = faults(generation) + engine(generation.manifest.engine).verify(generation.index)
    if options.json:
        _print_json({"generation": generation.name, "faults": list(map(str, found))})
    else:
        verdict = note("damaged") if found else note("whole")
        message = note(
            "%(generation)s: %(verdict)s, %(articles)s articles",
            generation=generation.name,
            verdict=verdict,
            articles=generation.manifest.articles,
        )
        sys.stdout.writelines(f"{words.note(one)}\n" for one in (*found, message))
    return Exit.FAILED if found else Exit.DONE


def _rollback(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    with run_lock(settings.data):
        name, before = roll_back(Generations(settings.data))
    if options.json:
        _print_json({"generation": name, "before": before})
    else:
        message = note(
            "%(name)s is served again instead of %(before)s; the next reindex continues from it",
            name=name,
            before=before or note("none"),
        )
        sys.stdout.write(f"{words.note(message)}\n")
    return Exit.DONE


def _retry(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    with run_lock(settings.data), _opened_archive(settings) as archive:
        items = forget_rejected(archive.file)
        with archive.transaction():
            items += archive.retry()
    if options.json:
        _print_json({"items": items})
    else:
        said = note("%(items)s items and files that could not be read or indexed will be tried again", items=items)
        sys.stdout.write(f"{words.note(in_a_row([said, run('python -m indexer reindex')]))}\n")
    return Exit.DONE


def _prune(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    with run_lock(settings.data):
        generations = Generations(settings.data)
        removed = generations.remove_unfinished() + generations.prune(settings.keep_generations)
    if options.json:
        _print_json({"removed": removed})
    else:
        names = ", ".join(removed) or note("nothing")
        sys.stdout.write(f"{words.note(note('removed: %(names)s', names=names))}\n")
    return Exit.DONE


def _archive(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    if options.action == "export":
        with _opened_archive(settings) as archive:
            export_archive(archive, sys.stdout)
        return Exit.DONE
    if options.action == "rescue":
        return _rescue(settings, words)
    with run_lock(settings.data), closing(Archive(archive_path(settings.data))) as archive:
        imported = import_archive(archive, sys.stdin, "standard input")
    _show_rejected(imported.rejected, words)
    taken = note(
        "%(taken)s items and %(answers)s answers of the web taken, %(known)s items were known",
        taken=imported.taken,
        answers=imported.answers,
        known=imported.known,
    )
    sys.stdout.write(f"{words.note(in_a_row([taken, run('python -m indexer reindex')]))}\n")
    return Exit.FAILED if imported.rejected else Exit.DONE


def _rescue(settings: Settings, words: Words) -> Exit:
    with run_lock(settings.data), closing(Archive(archive_path(settings.data))) as archive:
        taken = rescue(Generations(settings.data), archive)
    said = note("%(taken)s articles were taken from the index into a new archive", taken=taken)
    sys.stdout.write(f"{words.note(in_a_row([said, run('python -m indexer reindex --new-archive')]))}\n")
    return Exit.DONE


def _backup(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    with _opened_archive(settings) as archive:
        backup_archive(archive, options.file)
    message = note(
        "%(file)s: written; to restore it, copy it to %(archive)s",
        file=options.file,
        archive=archive_path(settings.data),
    )
    sys.stdout.write(f"{words.note(message)}\n")
    return Exit.DONE


@contextmanager
def _opened_archive(settings: Settings) -> Iterator[Archive]:
    if not is_archive_there(archive_path(settings.data)):
        raise ArchiveError(
            note("%(archive)s: there is no archive yet", archive=archive_path(settings.data)),
            run("python -m indexer reindex"),
        )
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
    run.add_argument(
        "--new-archive", action="store_true", help="go on although the archive of the served index is lost"
    )
    run.add_argument("--quiet", action="store_true", help="print only what a person must act on")
    run.add_argument("--strict", action="store_true", help="exit with 4 when items were rejected")

    dry = _command(commands, "extract", _extract, "show what would be indexed, with the words each value came from")
    dry.add_argument("--source", required=True, metavar="PATH_OR_URL")
    dry.add_argument("--strict", action="store_true", help="exit with 4 when items were rejected")

    _command(commands, "status", _status, "show the served generation, counts, rejected items and the last run")
    _command(commands, "verify", _verify, "read the served generation and the tables whole and name every fault")
    _command(commands, "rollback", _rollback, "serve the generation before the one being served")
    _command(commands, "retry", _retry, "let the next run try again what could not be read or indexed")
    _command(commands, "prune", _prune, "remove old generations and builds that died")

    move = _command(commands, "archive", _archive, "write the archive as JSONL, or take such a JSONL into it")
    move.add_argument(
        "action",
        choices=["export", "import", "rescue"],
        help="export writes to standard output, import reads standard input, rescue takes what the index holds",
    )

    copy = _command(commands, "backup", _backup, "copy the archive into a new file, also while a run writes")
    copy.add_argument("file", type=Path, metavar="FILE")
    return parser


def _command(
    commands: Any, name: str, run: Callable[[Settings, argparse.Namespace, Words], Exit], about: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=about, description=about)
    command.add_argument("--data", type=Path, metavar="DIR", help="data directory (default: MITHAQ_DATA or data)")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.add_argument("--ui", choices=["ar", "en"], default="en", help="language of the messages (default: en)")
    command.set_defaults(command=run)
    return command


if __name__ == "__main__":
    gc.set_threshold(NEW_OBJECTS)
    sys.exit(main())

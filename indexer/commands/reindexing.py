"""`python -m indexer reindex`: one run, its record, what it prints and its exit code.

In: arguments. Out: text or JSON. Never here: the run itself (`runs`), or who is told what (`reporting.announcement`).
"""

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from indexer.commands.output import print_error, print_json, show_faults, show_rejected, utc_now
from indexer.model.errors import Exit, LockedError, MithaqError
from indexer.model.notes import note
from indexer.model.settings import Settings
from indexer.model.source import Source
from indexer.model.translation import Words
from indexer.reporting.announcement import choose_failures
from indexer.reporting.outcome import RunOutcome
from indexer.reporting.status import record_run
from indexer.reporting.terminal import progress_bar, report_note
from indexer.runs.deadline import deadline
from indexer.runs.reindex import Options, reindex
from indexer.runs.source_list import read_sources, source_of


def reindex_command(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    now = utc_now()
    sources: list[Source] = []
    how = Options(now, options.full, options.allow_withdrawals, options.new_archive, options.strict)
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
        print_error(failure.note, words)
    show_faults(report.faults, words)
    if options.json:
        print_json(announcement.outcome.to_json())
    elif options.quiet:
        show_rejected(
            report.newly_aside, words
        )  # once: the next run looks at them again only when they or the code change
    else:
        show_rejected(report.rejected, words)
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

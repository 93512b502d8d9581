"""The commands that only look: `extract`, `status` and `verify`.

In: arguments. Out: text or JSON, and an exit code. Nothing is written.
"""

import argparse
import sys

from indexer.commands.output import print_error, print_json, show_rejected, utc_now
from indexer.engines.factory import engine
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.glossary import Glossary
from indexer.generations.choice import generations_of
from indexer.generations.generations import faults
from indexer.model.errors import Exit, SettingsError
from indexer.model.notes import articles, note
from indexer.model.settings import Settings
from indexer.model.source import Source
from indexer.model.translation import Words
from indexer.reporting.status import read_status
from indexer.reporting.terminal import show_status
from indexer.runs.source_list import read_sources, source_of


def extract_command(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    from rich.console import Console

    from indexer.reporting.marking import show_article
    from indexer.runs.dry_run import DryRun

    dry_run = DryRun(settings, utc_now())
    console = Console(soft_wrap=False)
    for article, reason in dry_run.read(source_of(options.source)):
        if options.json:
            print_json(dry_run.import_format(article) | {"cut": str(reason)}, indent=None)
        else:
            show_article(article, dry_run.gazetteers, console, words)
            console.print(words.note(note("page %(reason)s", reason=reason)), style="dim", markup=False)
    show_rejected(dry_run.rejected, words)
    return Exit.REJECTED if options.strict and dry_run.rejected else Exit.DONE


def status_command(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    render = str if options.json else words.note
    status = read_status(settings, _listed(settings, words), utc_now(), render)
    if options.json:
        print_json(status)
    else:
        show_status(status, words)
    return Exit.FAILED if "fault" in status else Exit.DONE


def _listed(settings: Settings, words: Words) -> list[Source]:
    """The listed sources; a fault in the list is reported, and the rest of the status is shown."""
    try:
        return read_sources(settings.sources)
    except SettingsError as error:
        print_error(error.message, words)
        return []


def verify_command(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    gazetteers = Gazetteers.load(settings.gazetteers)
    if settings.glossary is not None:
        Glossary.load(settings.glossary, gazetteers)
    generations = generations_of(settings)
    generation = generations.current()
    if generation is None:
        raise generations.none_yet()
    with generation.held():
        found = faults(generation) + engine(generation.manifest.engine, generation.cluster).verify(generation.index)
    if options.json:
        print_json({"generation": generation.name, "faults": list(map(str, found))})
    else:
        verdict = note("damaged") if found else note("whole")
        message = note(
            "%(generation)s: %(verdict)s, %(articles)s",
            generation=generation.name,
            verdict=verdict,
            articles=articles(generation.manifest.articles),
        )
        sys.stdout.writelines(f"{words.note(one)}\n" for one in (*found, message))
    return Exit.FAILED if found else Exit.DONE

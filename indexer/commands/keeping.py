"""The commands that keep the archive and the generations: `rollback`, `retry`, `prune`, `archive` and `backup`.

In: arguments. Out: text or JSON, and an exit code. Never here: the work itself (`archive`, `generations`, `runs`).
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

from indexer.archive.archive import Archive
from indexer.archive.archive_file import is_archive_there
from indexer.commands.output import print_json, show_rejected
from indexer.generations.choice import generations_of
from indexer.generations.rollback import roll_back
from indexer.model.errors import ArchiveError, Exit
from indexer.model.notes import NN_, in_a_row, note, run
from indexer.model.settings import Settings
from indexer.model.translation import Words
from indexer.runs.local_files import forget_rejected
from indexer.runs.lock import run_lock
from indexer.runs.lost_archive import rescue
from indexer.runs.reindex import archive_path
from indexer.runs.transfer import backup_archive, export_archive, import_archive

AGAIN = NN_(
    "%(count)s item or file that could not be read or indexed will be tried again",
    "%(count)s items and files that could not be read or indexed will be tried again",
)
RESCUED = NN_(
    "%(count)s article was taken from the index into a new archive",
    "%(count)s articles were taken from the index into a new archive",
)


def rollback_command(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    with run_lock(settings.data):
        name, before = roll_back(generations_of(settings))
    if options.json:
        print_json({"generation": name, "before": before})
    else:
        message = note(
            "%(name)s is served again instead of %(before)s; the next reindex continues from it",
            name=name,
            before=before or note("none"),
        )
        sys.stdout.write(f"{words.note(message)}\n")
    return Exit.DONE


def retry_command(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    with run_lock(settings.data), _opened_archive(settings) as archive:
        items = forget_rejected(archive.file)
        with archive.transaction():
            items += archive.retry()
    if options.json:
        print_json({"items": items})
    else:
        said = note(AGAIN, count=items)
        sys.stdout.write(f"{words.note(in_a_row([said, run('python -m indexer reindex')]))}\n")
    return Exit.DONE


def prune_command(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    with run_lock(settings.data):
        generations = generations_of(settings)
        removed = generations.remove_unfinished() + generations.prune(settings.keep_generations)
    if options.json:
        print_json({"removed": removed})
    else:
        names = ", ".join(removed) or note("nothing")
        said = note("removed: %(names)s", names=names)
        sys.stdout.write(f"{words.note(said)}\n")
    return Exit.DONE


def archive_command(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    if options.action == "export":
        with _opened_archive(settings) as archive:
            export_archive(archive, sys.stdout)
        return Exit.DONE
    if options.action == "rescue":
        return _rescue(settings, words)
    with run_lock(settings.data), closing(Archive(archive_path(settings.data))) as archive:
        imported = import_archive(archive, sys.stdin, "standard input")
    show_rejected(imported.rejected, words)
    taken = note(
        "items taken: %(taken)s; answers of the web taken: %(answers)s; items that were known: %(known)s",
        taken=imported.taken,
        answers=imported.answers,
        known=imported.known,
    )
    sys.stdout.write(f"{words.note(in_a_row([taken, run('python -m indexer reindex')]))}\n")
    return Exit.FAILED if imported.rejected else Exit.DONE


def _rescue(settings: Settings, words: Words) -> Exit:
    with run_lock(settings.data), closing(Archive(archive_path(settings.data))) as archive:
        taken = rescue(generations_of(settings), archive)
    said = note(RESCUED, count=taken)
    sys.stdout.write(f"{words.note(in_a_row([said, run('python -m indexer reindex --new-archive')]))}\n")
    return Exit.DONE


def backup_command(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
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

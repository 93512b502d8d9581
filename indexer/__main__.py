"""`python -m indexer`: the commands that write. In: arguments. Out: text or JSON, and an exit code.

Never here: the work itself; every command is a function of `commands`, and its errors become one line and a code here.
"""

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.commands.keeping import (
    archive_command,
    backup_command,
    prune_command,
    retry_command,
    rollback_command,
)
from indexer.commands.lexicon import glossary_command, lexicon_command
from indexer.commands.looking import extract_command, status_command, verify_command
from indexer.commands.output import print_error
from indexer.commands.reindexing import reindex_command
from indexer.engines.capabilities import CAPABILITIES
from indexer.model.command_line import CommandLine, asked_language
from indexer.model.errors import Exit, MithaqError
from indexer.model.notes import note
from indexer.model.settings import Settings, read_settings
from indexer.model.translation import Words

#: Objects between two searches for cycles. A run makes many objects and hardly any cycle; a search after every 700, the
#: default, takes a twentieth of its time.
NEW_OBJECTS = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = Words(asked_language(given))
    try:
        options = _parser().parse_args(given)
        command: Callable[[Settings, argparse.Namespace, Words], Exit] = options.command
        settings = read_settings()
        if options.data is not None:
            settings = replace(settings, data=options.data)
        if options.engine is not None:
            settings = replace(settings, engine=options.engine)
        return command(settings, options, words)
    except MithaqError as error:
        print_error(error.message, words)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # the reader closed the pipe; a flush at exit would fail again
        return Exit.DONE
    except Exception as error:
        print_error(
            note(
                "a fault of the program ended the command: %(kind)s: %(fault)s", kind=type(error).__name__, fault=error
            ),
            words,
        )
        raise
    except KeyboardInterrupt:
        print_error(note("stopped; the index being served is as it was before"), words)
        return Exit.FAILED


def _parser() -> argparse.ArgumentParser:
    parser = CommandLine(prog="python -m indexer", description="Read sources, keep the archive, build the index.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_runs(commands)
    _command(commands, "status", status_command, "show the served generation, counts, rejected items and the last run")
    _command(commands, "verify", verify_command, "read the served generation and the tables whole and name every fault")
    _command(commands, "rollback", rollback_command, "serve the generation before the one being served")
    _command(commands, "retry", retry_command, "let the next run try again what could not be read or indexed")
    _command(commands, "prune", prune_command, "remove old generations and builds that died")
    _add_archive(commands)
    _add_tables(commands)
    copy = _command(commands, "backup", backup_command, "copy the archive into a new file, also while a run writes")
    copy.add_argument("file", type=Path, metavar="FILE")
    return parser


def _add_runs(commands: Any) -> None:
    """`reindex`, and `extract`, which shows what it would do."""
    run = _command(commands, "reindex", reindex_command, "read the sources and bring the index up to them")
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

    dry = _command(
        commands, "extract", extract_command, "show what would be indexed, with the words each value came from"
    )
    dry.add_argument("--source", required=True, metavar="PATH_OR_URL")
    dry.add_argument("--strict", action="store_true", help="exit with 4 when items were rejected")


def _add_archive(commands: Any) -> None:
    move = _command(commands, "archive", archive_command, "write the archive as JSONL, or take such a JSONL into it")
    move.add_argument(
        "action",
        choices=["export", "import", "rescue"],
        help="export writes to standard output, import reads standard input, rescue takes what the index holds",
    )


def _add_tables(commands: Any) -> None:
    """The words of the lexicon and of the glossary."""
    words = _command(commands, "lexicon", lexicon_command, "take the words of a dictionary into the data directory")
    words.add_argument("action", choices=["import"])
    words.add_argument("file", type=Path, metavar="FILE", help="dictd, StarDict, TEI, or a table with tabs")
    words.add_argument("--strict", action="store_true", help="take nothing if anything in it is wrong")

    terms = _command(
        commands,
        "glossary",
        glossary_command,
        "count which words of the articles have translations, or show what a table of rows would change",
    )
    terms.add_argument("action", choices=["check", "try"])
    terms.add_argument("file", nargs="?", type=Path, metavar="FILE", help="what try is to lay over the tables")
    terms.add_argument("--judged", type=Path, metavar="FILE", help="judged queries for try")
    terms.add_argument("--log", type=Path, metavar="FILE", help="a log of queries for try")
    terms.add_argument("--all", action="store_true", help="try also queries that were asked once")
    terms.add_argument("--strict", action="store_true", help="try nothing if any row is wrong")
    terms.add_argument(
        "--held-out", action="store_true", help="check only the quarter that had no part in choosing rows"
    )


def _command(
    commands: Any, name: str, run: Callable[[Settings, argparse.Namespace, Words], Exit], about: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=about, description=about)
    command.add_argument("--data", type=Path, metavar="DIR", help="data directory (default: MITHAQ_DATA or data)")
    command.add_argument(
        "--engine", choices=sorted(CAPABILITIES), help="index format (default: MITHAQ_ENGINE or columnar)"
    )
    command.add_argument("--json", action="store_true", help="print JSON")
    command.add_argument("--ui", choices=["ar", "en"], default="en", help="language of the messages (default: en)")
    command.set_defaults(command=run)
    return command


if __name__ == "__main__":
    gc.set_threshold(NEW_OBJECTS)
    sys.exit(main())

"""What the commands print: JSON on standard output, errors and rejected items on standard error.

In: values and messages. Out: text on the two streams. Never here: decisions, or tables for a person (`reporting`).
"""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from indexer.model.article import Rejected
from indexer.model.notes import NN_, Note, note
from indexer.model.translation import Words
from indexer.reporting.terminal import rejection_note

#: So many faults of one kind, and so many rows, are printed.
SHOWN = 20
MORE = NN_("%(count)s more fault like these", "%(count)s more faults like these")


def utc_now() -> datetime:
    """The clock of every command."""
    return datetime.now(UTC)


def print_error(message: Note, words: Words) -> None:
    sys.stderr.write(f"mithaq: {words.note(message)}\n")


def show_rejected(rejected: Sequence[Rejected], words: Words) -> None:
    sys.stderr.writelines(f"{words.note(rejection_note(item))}\n" for item in rejected)


def show_faults(faults: Sequence[Note], words: Words) -> None:
    """Print the first faults, and how many there are in all."""
    for fault in faults[:SHOWN]:
        print_error(fault, words)
    if len(faults) > SHOWN:
        print_error(note(MORE, count=len(faults) - SHOWN), words)


def print_json(value: object, indent: int | None = 1) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")

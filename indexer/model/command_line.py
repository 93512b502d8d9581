"""A parser of command lines whose faults are one line, in the language that the command line asks for.

In: a description of options, and arguments. Out: the options, or a `UsageError`. Never here: printing, exiting, but for
`--help`; the edges translate.
"""

import argparse
from collections.abc import Sequence
from itertools import pairwise
from typing import NoReturn

from indexer.model.errors import UsageError
from indexer.model.notes import note

UI = "--ui"
LANGUAGES = ("ar", "en")
DEFAULT = "en"


class CommandLine(argparse.ArgumentParser):
    """Raises UsageError with what is wrong, and where help is, instead of printing pages of usage and exiting."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(
            note("%(command)s: %(fault)s", command=self.prog, fault=message),
            note("%(command)s --help shows what it takes", command=self.prog),
        )


def asked_language(arguments: Sequence[str]) -> str:
    """The language that `--ui` names, also on a command line that is wrong elsewhere."""
    given = list(arguments)
    after = [value for option, value in pairwise(given) if option == UI]
    joined = [one.removeprefix(f"{UI}=") for one in given if one.startswith(f"{UI}=")]
    return next((value for value in (*joined, *after) if value in LANGUAGES), DEFAULT)

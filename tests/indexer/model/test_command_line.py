"""A wrong command line is one line, in the language that it asks for."""

import pytest

from indexer.model.command_line import CommandLine, asked_language
from indexer.model.errors import UsageError


@pytest.mark.parametrize(
    ("arguments", "ui"),
    [
        ([], "en"),
        (["مذكرة"], "en"),
        (["--ui", "ar"], "ar"),
        (["--ui=ar", "--colour"], "ar"),
        (["--colour", "--ui", "ar", "x"], "ar"),
        (["--ui", "fr"], "en"),
        (["--ui"], "en"),
    ],
)
def test_the_language_is_that_of_the_option(arguments: list[str], ui: str) -> None:
    assert asked_language(arguments) == ui


def test_a_fault_names_the_command_and_where_help_is() -> None:
    parser = CommandLine(prog="tool")
    parser.add_argument("--size", type=int)
    with pytest.raises(UsageError) as caught:
        parser.parse_args(["--size", "many"])
    said = str(caught.value)
    assert said.startswith("tool: argument --size")
    assert said.endswith("tool --help shows what it takes")
    assert "\n" not in said

"""The documents are true: their links lead somewhere, their commands and settings exist."""

import argparse
import configparser
import re
from dataclasses import fields
from pathlib import Path

import pytest
from markdown_readings import code

from indexer.__main__ import _parser as indexer_parser
from indexer.model.settings import Settings
from indexer.model.version import VERSION
from search import __main__ as search_command
from search import report, trying, watch

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "seeds").glob("*.md")])
CONTRIBUTING = sorted(ROOT.glob("CONTRIBUTING*.md"))
SEARCH_PARSERS = [one._parser for one in (search_command, watch, report, trying)]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)[^)]*\)")
COMMAND = re.compile(r"python -m (indexer|search)\b([^`|\n]*)")
SETTING = re.compile(r"MITHAQ_([A-Z_]+)")
OTHER_VARIABLES = {"CHROMIUM"}
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
PATH = re.compile(r"`(\.?[\w-]+(?:/[\w.-]+)*(?:/|\.(?:py|tsv|txt|cfg|po)))`")
#: Documents that name for each promise the test that holds it.
HELD = [path for path in DOCUMENTS if path.name.split(".")[0] in {"reliability", "security"}]
DEFINED = re.compile(r"^def (test_\w+)", re.MULTILINE)
MODULE = re.compile(r"(?:analyzers|indexer|search|web)(?:\.\w+)+")
TARGET = re.compile(r"`make ([a-z-]+)`")
ids = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]


def options(parser: argparse.ArgumentParser) -> set[str]:
    """Every option string of a parser and of its commands."""
    found = set(parser._option_string_actions)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= set(action.choices).union(*(options(sub) for sub in action.choices.values()))
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_links_lead_to_files(document: Path) -> None:
    missing = [link for link in LINK.findall(document.read_text("utf-8")) if not (document.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("document", CONTRIBUTING, ids=lambda path: path.name)
def test_what_a_contributor_is_sent_to_exists(document: Path) -> None:
    named = PATH.findall(document.read_text("utf-8"))
    assert len(named) > 30
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", HELD, ids=lambda path: path.name)
def test_the_tests_and_modules_that_hold_a_promise_exist(document: Path) -> None:
    tests = {name for path in (ROOT / "tests").rglob("test_*.py") for name in DEFINED.findall(path.read_text("utf-8"))}
    named = code(document.read_text("utf-8"))
    assert len({name for name in named if name.startswith("test_")}) > 30
    assert {name for name in named if re.fullmatch(r"test_\w+", name)} - tests == set()
    modules = {name for name in named if MODULE.fullmatch(name)}
    assert len(modules) > 30
    assert [name for name in sorted(modules) if not is_module(ROOT / name.replace(".", "/"))] == []


def is_module(path: Path) -> bool:
    return path.is_dir() or path.with_suffix(".py").exists()


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_commands_and_options_exist(document: Path) -> None:
    of_search = {name for make in SEARCH_PARSERS for name in options(make())}
    known = {"indexer": options(indexer_parser()), "search": of_search}
    for package, rest in COMMAND.findall(document.read_text("utf-8")):
        named = set(OPTION.findall(rest))
        if package == "indexer" and (command := re.match(r" ([a-z]+)\b", rest)):
            named.add(command[1])
        assert named <= known[package], f"{document.name}: python -m {package}{rest}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_settings_exist(document: Path) -> None:
    known = {field.name.upper() for field in fields(Settings)} | OTHER_VARIABLES
    assert set(SETTING.findall(document.read_text("utf-8"))) <= known


def test_every_setting_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [f.name for f in fields(Settings) if f"`MITHAQ_{f.name.upper()}`" not in readme] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_make_targets_exist(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(TARGET.findall(document.read_text("utf-8"))) <= targets


@pytest.mark.parametrize("changelog", sorted(ROOT.glob("CHANGELOG*.md")), ids=lambda path: path.name)
def test_the_changelog_begins_with_this_version(changelog: Path) -> None:
    newest = re.findall(r"^## .*?(\d+\.\d+\.\d+)", changelog.read_text("utf-8"), re.MULTILINE)[0]
    assert newest == VERSION


def test_every_pinned_library_is_explained_in_the_readme() -> None:
    pins = re.findall(r"^    ([A-Za-z0-9-]+)==", (ROOT / "setup.cfg").read_text("utf-8"), re.MULTILINE)
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in pins if f"| {name} |" not in readme] == []


def test_every_directory_has_its_question() -> None:
    architecture = (ROOT / "docs" / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("[!.]*/**/*.py")}
    rooms = {room for room in rooms if room.split("/")[0] in {"analyzers", "indexer", "search", "web", "benchmarks"}}
    assert [room for room in sorted(rooms) if f"`{room}/`" not in architecture] == []


def test_the_image_gets_every_package() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    packages = {name.rstrip("*") for name in setup["options.packages.find"]["include"].split()}
    copied = re.findall(r"^COPY (\S+) \1$", (ROOT / "Containerfile").read_text("utf-8"), re.MULTILINE)
    assert set(copied) == packages

"""Reasons for a rejection: every one that a reader gives has its Arabic, and none is lost."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.reasons import Reason, worded

ROOT = Path(__file__).parents[2]
READERS = [*sorted((ROOT / "indexer" / "sources").glob("*.py")), ROOT / "indexer" / "runs" / "ingest.py"]
#: Name of a call -> which of its arguments is the reason.
GIVERS = {"rejected": 0, "Unreadable": 0, "Rejected": 1}
#: Reasons that are put together from a table of their own, in the reader of bytes.
WHOLE = {"is 7"}


def given_reasons() -> Iterator[str]:
    """Every reason that is written in a reader, with 7 in each of its places."""
    for path in READERS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (place := GIVERS.get(_name(node.func))) is not None:
                argument = node.args[place] if len(node.args) > place else None
                if isinstance(argument, ast.Constant):
                    yield str(argument.value)
                elif isinstance(argument, ast.JoinedStr):
                    yield "".join(
                        str(part.value) if isinstance(part, ast.Constant) else "7" for part in argument.values
                    )


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def binary_kinds() -> list[str]:
    tree = ast.parse((ROOT / "indexer" / "sources" / "decoding.py").read_text(encoding="utf-8"))
    (table,) = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "BINARY_BEGINNINGS"
    ]
    return [f"is {name}" for _, name in ast.literal_eval(table)]


@pytest.mark.parametrize("reason", sorted({*given_reasons(), *binary_kinds()} - WHOLE))
def test_every_reason_of_a_reader_has_its_arabic(reason: str) -> None:
    assert "<bdi lang" not in worded(reason, "ar").sentence
    english = worded(reason, "en")
    if not english.detail:
        assert english.sentence == f'<bdi lang="en" dir="ltr">{reason}</bdi>'.replace("'", "&#39;")


def test_readers_give_many_reasons() -> None:
    assert len(set(given_reasons())) > 25
    assert len(binary_kinds()) > 5


@pytest.mark.parametrize(
    ("reason", "arabic"),
    [
        ("is empty", "ملف فارغ"),
        ("is larger than 20 bytes", "ملف أكبر من <bdi>20</bdi> بايت"),
        (
            "its id <a> was already read in this run, at b.txt#2",
            "معرّفه <bdi>&lt;a&gt;</bdi> قُرئ في هذا التشغيل من قبل، في <bdi>b.txt#2</bdi>",
        ),
        ("is of <another> kind", '<bdi lang="en" dir="ltr">is of &lt;another&gt; kind</bdi>'),
    ],
)
def test_a_reason_in_arabic(reason: str, arabic: str) -> None:
    assert worded(reason, "ar") == Reason(arabic)


QUOTING = [reason for reason in given_reasons() if reason.endswith(": 7") or ": 7 at" in reason]


@pytest.mark.parametrize("reason", [reason.replace(": 7", ": Expecting <value>") for reason in sorted(set(QUOTING))])
def test_what_a_library_says_is_kept_apart_in_both_languages(reason: str) -> None:
    for language in ("ar", "en"):
        found = worded(reason, language)
        assert found.detail.startswith("Expecting <value>")
        assert "Expecting" not in found.sentence
        assert not found.sentence.striptags().endswith((":", ": "))


def test_several_readers_quote_a_library() -> None:
    assert len(set(QUOTING)) >= 4


def test_a_place_that_is_ours_stays_in_the_sentence() -> None:
    reason = "is not JSON: Expecting value at column 11"
    assert worded(reason, "ar").sentence == "ليس JSON سليمًا؛ والخلل عند الحرف <bdi>11</bdi>"
    assert worded(reason, "en").sentence.striptags() == "is not well-formed JSON; the fault is at column 11"

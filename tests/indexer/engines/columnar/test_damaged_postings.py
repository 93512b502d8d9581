"""Postings that were altered in place: asking raises one error or gives other answers, and verify names the array."""

from pathlib import Path

import pytest

from indexer.engines.columnar.files.postings import PARTS, POSITIONS
from indexer.engines.port.port import Request
from indexer.engines.port.query import Phrase, Term
from indexer.model.errors import EngineError
from tests.indexer.engines.columnar.damaging import ENGINE, alter, built_of

#: What stands at their ends has positions that take more than a byte.
TEXTS = (
    "Kuwait and Oman signed. " * 90 + "Oman left Kuwait and stayed.",
    "وقّع الوزراء مذكرة تفاهم. " * 90 + "تفاهم على مذكرة.",
)
PHRASES = (("kuwait", "and", "oman"), ("مذكره", "تفاهم"))
FIELD = "body_exact"
WRITTEN = [name for name in (*PARTS, *POSITIONS) if name not in ("odd_at", "odd_weights", "counts")]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return built_of(tmp_path / "index", TEXTS)


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        (PHRASES[0], ["0"]),
        (("oman", "left", "kuwait"), ["0"]),
        (("left", "oman"), []),
        (PHRASES[1], ["1"]),
        (("تفاهم", None, "مذكره"), ["1"]),
        (("تفاهم", "مذكره"), []),
    ],
)
def test_phrases_are_found_at_large_positions_too(built: Path, terms: tuple[str | None, ...], found: list[str]) -> None:
    snapshot = ENGINE.open(built)
    assert [match.id for match in snapshot.search(Request(Phrase(FIELD, terms))).matches] == found
    snapshot.close()


@pytest.mark.parametrize("byte", [0x00, 0x7F, 0xFF])
@pytest.mark.parametrize("name", WRITTEN)
def test_an_altered_array_raises_one_error_at_most(built: Path, name: str, byte: int) -> None:
    (path,) = built.glob("*.inv")
    is_altered = alter(path, f"{FIELD}/{name}", byte)
    snapshot = ENGINE.open(built)
    for terms in PHRASES:
        for query in (Phrase(FIELD, terms), Term(FIELD, terms[0])):
            try:
                assert snapshot.search(Request(query)).total <= len(TEXTS)
            except EngineError as error:
                assert "reading the index fails" in str(error)
    snapshot.close()
    assert not is_altered or any(name in str(fault) for fault in ENGINE.verify(built))

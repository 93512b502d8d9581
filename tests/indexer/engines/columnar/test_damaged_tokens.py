"""A forward index that was altered in place: reading it raises one error or gives wrong words, and verify names it."""

from pathlib import Path

import pytest

from analyzers.tokens import Form
from indexer.model.errors import EngineError
from tests.indexer.engines.columnar.damaging import ENGINE, alter, built_of

TEXTS = ("Kuwait and Oman signed. " * 20 + "x" * 90, "وقّع الوزراء مذكرة تفاهم. " * 20)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return built_of(tmp_path / "index", TEXTS)


def arrays() -> list[tuple[str, str]]:
    tokens = [f"tokens/{name}/{part}" for name in ("words", "places", "sentences") for part in ("bytes", "offsets")]
    words = [f"_words/{name}" for name in ("exact", "stem", "skeleton", "codes", "pieces", "piece_offsets")]
    return [("doc", name) for name in (*tokens, "tokens/titles", "tokens/heads")] + [("inv", name) for name in words]


@pytest.mark.parametrize("byte", [0x00, 0x7F, 0xFF])
@pytest.mark.parametrize(("extension", "name"), arrays())
def test_an_altered_array_raises_one_error_at_most(built: Path, extension: str, name: str, byte: int) -> None:
    (path,) = built.glob(f"*.{extension}")
    is_altered = alter(path, name, byte)
    snapshot = ENGINE.open(built)
    for heads in (False, True):
        try:
            table = snapshot.tokens(["0", "1"], heads=heads)
            for form in Form:
                table.column(form)
                table.places(form, "kuwait")
            table.vocabulary.letters([" ku", "ana"])
            table.vocabulary.sizes()
        except EngineError as error:
            assert "reading the index fails" in str(error)
    snapshot.close()
    assert not is_altered or any(name in str(fault) for fault in ENGINE.verify(built))

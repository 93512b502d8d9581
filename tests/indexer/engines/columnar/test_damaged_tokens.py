"""A forward index that was altered in place: reading it raises one error or gives wrong words, and verify names it."""

from pathlib import Path

import pytest

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.engines.columnar.codec.segment import map_file
from indexer.engines.columnar.engine import ColumnarEngine
from indexer.engines.port.port import AnalysedArticle
from indexer.model.article import Article, Language
from indexer.model.errors import EngineError

ENGINE = ColumnarEngine()
ANALYZER = Analyzer()
TEXTS = ("Kuwait and Oman signed. " * 20 + "x" * 90, "وقّع الوزراء مذكرة تفاهم. " * 20)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    directory = tmp_path / "index"
    directory.mkdir()
    ENGINE.write(directory, [analysed(f"{number}", text) for number, text in enumerate(TEXTS)])
    return directory


def analysed(name: str, text: str) -> AnalysedArticle:
    value = Article(id=name, uri=f"file:{name}", title=text[:40], text=text, language=Language.MIXED)
    return AnalysedArticle(value, ANALYZER.analyze(value.title), ANALYZER.analyze(text))


def arrays() -> list[tuple[str, str]]:
    tokens = [f"tokens/{name}/{part}" for name in ("words", "places", "sentences") for part in ("bytes", "offsets")]
    words = [f"_words/{name}" for name in ("exact", "stem", "skeleton", "codes", "pieces", "piece_offsets")]
    return [("doc", name) for name in (*tokens, "tokens/titles", "tokens/heads")] + [("inv", name) for name in words]


@pytest.mark.parametrize("byte", [0x00, 0x7F, 0xFF])
@pytest.mark.parametrize(("extension", "name"), arrays())
def test_an_altered_array_raises_one_error_at_most(built: Path, extension: str, name: str, byte: int) -> None:
    (path,) = built.glob(f"*.{extension}")
    array = map_file(path).array(name)
    offset, size = map_file(path)._entries[name].offset, array.nbytes
    content = bytearray(path.read_bytes())
    before = bytes(content)
    content[offset : offset + size] = bytes([byte]) * size
    path.unlink()  # maps of it are open
    path.write_bytes(content)
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
    assert bytes(content) == before or any(name in str(fault) for fault in ENGINE.verify(built))

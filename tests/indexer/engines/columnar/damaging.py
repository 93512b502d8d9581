"""An index of a few texts, of which one array is altered in place.

In: texts, the name of an array, a byte. Out: an index; whether the array is another now. Never here: what it is asked.
"""

from collections.abc import Sequence
from pathlib import Path

from analyzers.pipeline import Analyzer
from indexer.engines.columnar.codec.segment import map_file
from indexer.engines.columnar.engine import ColumnarEngine
from indexer.engines.port.port import AnalysedArticle
from indexer.model.article import Article, Language

ENGINE = ColumnarEngine()
ANALYZER = Analyzer()


def built_of(directory: Path, texts: Sequence[str]) -> Path:
    """Write the texts as articles with the ids "0", "1", ...; gives the directory."""
    directory.mkdir()
    ENGINE.write(directory, [_analysed(f"{number}", text) for number, text in enumerate(texts)])
    return directory


def _analysed(name: str, text: str) -> AnalysedArticle:
    value = Article(id=name, uri=f"file:{name}", title=text[:40], text=text, language=Language.MIXED)
    return AnalysedArticle(value, ANALYZER.analyze(value.title), ANALYZER.analyze(text))


def alter(path: Path, name: str, byte: int) -> bool:
    """Fill an array of a file with a byte; gives whether that changed it."""
    array = map_file(path).array(name)
    offset, size = map_file(path)._entries[name].offset, array.nbytes
    content = bytearray(path.read_bytes())
    before = bytes(content)
    content[offset : offset + size] = bytes([byte]) * size
    path.unlink()  # maps of it are open
    path.write_bytes(content)
    return bytes(content) != before

"""Merging a few terms and documents at a time: the segment is, to the byte, the one of merging all at once."""

from pathlib import Path

import pytest

from analyzers.pipeline import Analyzer
from indexer.engines.columnar.codec.segment import ColumnarSegment, map_file
from indexer.engines.columnar.files.arrayfile import ArrayFile
from indexer.engines.columnar.writing import merging_documents, merging_postings, merging_words
from indexer.engines.columnar.writing.builder import SegmentBuilder
from indexer.engines.columnar.writing.merging import merge
from indexer.engines.columnar.writing.segment_writer import INDEX_NAME
from indexer.engines.port.port import AnalysedArticle
from indexer.engines.whoosh.parts import FileStorage
from indexer.model.article import Article, Language

ANALYZER = Analyzer()
TITLES = ("Kuwait signs", "وقّع الوزراء مذكرة", "", "Oman and Kuwait agree", "زيارة رسمية إلى الكويت")


def analysed(number: int) -> AnalysedArticle:
    title = TITLES[number % len(TITLES)]
    text = f"{title} " * (number % 4) + "the visit lasted a day " * (60 if number == 3 else number % 3) + f"n{number}"
    value = Article(id=f"{number:03d}", uri=f"file:{number}", title=title, text=text, language=Language.MIXED)
    return AnalysedArticle(value, ANALYZER.analyze(title), ANALYZER.analyze(text))


def segment(storage: FileStorage, numbers: range, deleted: set[int]) -> ColumnarSegment:
    builder = SegmentBuilder()
    for number in numbers:
        builder.add(analysed(number))
    made = builder.write(storage, INDEX_NAME)
    made.deleted = deleted
    return made


def files(storage: FileStorage, made: ColumnarSegment) -> list[ArrayFile]:
    return [map_file(Path(storage.folder) / made.make_filename(extension)) for extension in (".inv", ".doc")]


@pytest.fixture(
    params=[(set(), set()), ({0, 3}, {1}), (set(range(12)), set())], ids=["live", "some deleted", "one gone"]
)
def segments(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[FileStorage, list[ColumnarSegment]]:
    storage = FileStorage(str(tmp_path))
    first, second = request.param
    return storage, [segment(storage, range(12), first), segment(storage, range(12, 23), second)]


def test_a_few_terms_and_documents_at_a_time_make_the_same_segment(
    segments: tuple[FileStorage, list[ColumnarSegment]], monkeypatch: pytest.MonkeyPatch
) -> None:
    storage, old = segments
    at_once = files(storage, merge(storage, INDEX_NAME, old))
    monkeypatch.setattr(merging_postings, "AT_A_TIME", 3)
    monkeypatch.setattr(merging_words, "AT_A_TIME", 2)
    monkeypatch.setattr(merging_documents, "AT_A_TIME", 2)
    in_pieces = files(storage, merge(storage, INDEX_NAME, old))
    for whole, pieced in zip(at_once, in_pieces, strict=True):
        assert list(whole) == list(pieced)
        assert whole.description == pieced.description
        assert [name for name in whole if whole.array(name).tolist() != pieced.array(name).tolist()] == []
        assert pieced.faults() == []


def test_a_merged_segment_is_the_one_that_is_built_at_once(
    segments: tuple[FileStorage, list[ColumnarSegment]], monkeypatch: pytest.MonkeyPatch
) -> None:
    storage, old = segments
    monkeypatch.setattr(merging_postings, "AT_A_TIME", 5)
    merged = files(storage, merge(storage, INDEX_NAME, old))
    live = [number for number in range(12) if number not in old[0].deleted]
    live += [number for number in range(12, 23) if number - 12 not in old[1].deleted]
    builder = SegmentBuilder()
    for number in live:
        builder.add(analysed(number))
    for own, built in zip(merged, files(storage, builder.write(storage, INDEX_NAME)), strict=True):
        names = [name for name in built if not name.startswith(("_words/", "tokens/words", "tokens/heads"))]
        assert sorted(name for name in own if name in names) == sorted(names)
        assert [name for name in names if own.array(name).tolist() != built.array(name).tolist()] == []

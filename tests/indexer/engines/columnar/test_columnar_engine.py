"""The life of a columnar index: segments, merging, several processes, damage, power cuts."""

import errno
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings

from indexer.engines.columnar import engine as engine_module
from indexer.engines.columnar.codec.segment import ColumnarSegment
from indexer.engines.columnar.engine import ColumnarEngine
from indexer.engines.columnar.files.arrayfile import TRAILER
from indexer.engines.columnar.writing import merging
from indexer.engines.port.analysing import Analyse, Analysed, Analysing, TextAnalysis
from indexer.engines.port.port import AnalysedArticle, Request, Sort
from indexer.engines.port.query import Term
from indexer.model.article import Article
from indexer.model.errors import EngineError
from indexer.model.notes import Note
from tests.indexer.engines.engine_model import FACET_NAMES, article, model_answer, requests, revisions

TITLE = Term("title_exact", "alpha")


def fresh(parent: Path, name: str) -> Path:
    directory = parent / name
    directory.mkdir()
    return directory


def segments_of(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.glob("*.inv"))


def some(*names: str) -> list[AnalysedArticle]:
    return [article(name, "alpha beta", f"body of {name}", countries=("SA",), published="2019-12") for name in names]


@pytest.mark.oracle
@settings(max_examples=100, deadline=None)
@given(history=revisions(max_size=4), request=requests())
def test_segments_that_are_merged_answer_as_the_model(
    history: list, request: Request, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """With hardly any memory and the smallest tiers, every write merges."""
    parent, live, base = tmp_path_factory.mktemp("merge"), {}, None
    patch = pytest.MonkeyPatch()
    patch.setattr(merging, "MERGE_FACTOR", 2)
    for number, (deleted, articles) in enumerate(history):
        directory = fresh(parent, str(number))
        live = {key: value for key, value in live.items() if key not in deleted}
        live |= {analysed.article.id: analysed for analysed in articles}
        assert ColumnarEngine(tokens_in_memory=5).write(directory, articles, base=base, deleted=deleted) == len(live)
        base = directory
    patch.undo()
    snapshot = ColumnarEngine().open(base)
    assert snapshot.articles(sorted(live)) == [live[name].article for name in sorted(live)]
    answer, expected = snapshot.search(request), model_answer(list(live.values()), request)
    assert (answer.total, answer.facets) == (expected.total, expected.facets)
    assert request.sort is Sort.RELEVANCE or answer.matches == expected.matches
    snapshot.close()


def test_merging_changes_no_score(tmp_path: Path) -> None:
    whole, pieces = fresh(tmp_path, "whole"), fresh(tmp_path, "pieces")
    articles = [
        article(f"{n}", "alpha " * (n % 3), "beta gamma " * n, countries=("SA", "AE")[: n % 3]) for n in range(20)
    ]
    ColumnarEngine().write(whole, articles)
    ColumnarEngine(tokens_in_memory=10).write(pieces, articles)
    query = Term("body_exact", "gamma")
    answers = []
    for directory in (whole, pieces):
        assert len(segments_of(directory)) == 1
        snapshot = ColumnarEngine().open(directory)
        answers.append(snapshot.search(Request(query, limit=20, facets=FACET_NAMES)))
        snapshot.close()
    assert answers[0] == answers[1]


def test_a_small_write_links_the_old_segments_and_adds_one(tmp_path: Path) -> None:
    engine, first, second = ColumnarEngine(), fresh(tmp_path, "first"), fresh(tmp_path, "second")
    engine.write(first, some(*"abcdefghijkl"))
    engine.write(second, some("x"), base=first, deleted=["b"])
    (old,) = segments_of(first)
    assert set(segments_of(second)) > {old}
    assert len(segments_of(second)) == 2
    assert (first / old).samefile(second / old)


def test_where_files_cannot_be_linked_they_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "another file system")

    engine, first, second = ColumnarEngine(), fresh(tmp_path, "first"), fresh(tmp_path, "second")
    engine.write(first, some("a", "b"))
    monkeypatch.setattr(os, "link", refuse)
    assert engine.write(second, some("c"), base=first) == 3
    assert engine.verify(second) == []


@pytest.mark.parametrize(
    ("documents", "deleted", "groups"),
    [
        ((10, 10, 10), (0, 0, 0), 0),
        ((10,) * 8, (0,) * 8, 1),
        ((1000, *(10,) * 7), (0,) * 8, 0),
        ((1000, *(10,) * 8), (0,) * 9, 1),
        ((1000, 10), (400, 0), 1),
        ((1000, 10), (200, 0), 0),
    ],
)
def test_which_segments_are_merged(documents: tuple[int, ...], deleted: tuple[int, ...], groups: int) -> None:
    segments = []
    for size, gone in zip(documents, deleted, strict=True):
        segment = ColumnarSegment("MAIN")
        segment.set_doc_count(size)
        segment.deleted = set(range(gone))
        segments.append(segment)
    assert len(merging.groups_to_merge(segments)) == groups


@pytest.mark.reliability
def test_several_processes_build_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "PARALLEL_FROM", 50)
    articles = [
        Article(id=f"{n % 280}", uri="", title=f"Title {n}", text=f"text number {n} of many") for n in range(300)
    ]
    source = Analysing(articles, TextAnalysis())
    answers = []
    for processes, few, most in ((1, 1000, 1), (2, 1000, 1), (2, 0, 2)):
        monkeypatch.setattr(engine_module, "JOINED_UP_TO", few)
        directory = fresh(tmp_path, f"{processes}-{few}")
        assert ColumnarEngine(processes=processes).write(directory, source) == 280
        assert len(segments_of(directory)) <= most
        assert {path.stem for path in directory.glob("*.inv")} == {path.stem for path in directory.glob("*.doc")}
        snapshot = ColumnarEngine().open(directory)
        assert snapshot.articles(["5", "100"]) == [articles[285], articles[100]]
        found = [snapshot.search(Request(Term("body_exact", word), limit=300)).matches for word in ("many", "285", "5")]
        answers.append([sorted(match.id for match in matches) for matches in found])
        snapshot.close()
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][1:] == [["5"], []]


def with_length(article: Article, _deaths: tuple[Note, ...]) -> Analysed:
    return Analysed(TextAnalysis()(article).article, (article.id, len(article.text)))


@pytest.mark.reliability
@pytest.mark.parametrize("processes", [1, 2])
def test_what_was_found_beside_is_given_to_the_caller_once(
    processes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "PARALLEL_FROM", 1)
    taken: list[tuple[str, int]] = []
    articles = [Article(id=str(number), uri="", text="t" * number) for number in range(1, 200)]
    source = Analysing(articles, with_length, taken.append)
    ColumnarEngine(processes=processes).write(fresh(tmp_path, "found"), source)
    assert sorted(taken) == sorted((article.id, len(article.text)) for article in articles)


def fail_to_analyse(_: Article, _deaths: tuple[Note, ...]) -> Analysed:
    raise ValueError("no analysis today")


def fill_the_disk(_: Article, _deaths: tuple[Note, ...]) -> Analysed:
    raise OSError(errno.ENOSPC, "No space left on device", "MAIN_1.inv")


def die(_: Article, _deaths: tuple[Note, ...]) -> Analysed:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def kill_the_writer(_: Article, _deaths: tuple[Note, ...]) -> Analysed:
    os.kill(os.getppid(), signal.SIGKILL)
    raise AssertionError


@pytest.mark.reliability
@pytest.mark.parametrize(
    ("processes", "analyse", "message"),
    [
        *((processes, fail_to_analyse, "no analysis today") for processes in (1, 2)),
        *((processes, fill_the_disk, r"cannot be written.*No space left.*MAIN_1\.inv") for processes in (1, 2)),
        *((processes, die, "its process ended: SIGKILL") for processes in (1, 2)),
        (2, kill_the_writer, "ended early"),
    ],
)
def test_a_process_that_fails_fails_the_write(
    processes: int, analyse: Analyse, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "PARALLEL_FROM", 1)
    directory = fresh(tmp_path, "broken")
    with pytest.raises(EngineError, match=message):
        articles = [Article(id="1", uri="", text="t")] * 200
        ColumnarEngine(processes=processes).write(directory, Analysing(articles, analyse))
    with pytest.raises(EngineError, match="no complete index"):
        ColumnarEngine().open(directory)


def test_a_full_disk_is_an_error_and_leaves_the_base_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, base, full = ColumnarEngine(), fresh(tmp_path, "base"), fresh(tmp_path, "full")
    engine.write(base, some("a", "b"))

    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("indexer.engines.columnar.codec.segment.write_arrays", no_space)
    with pytest.raises(EngineError, match=r"cannot be written.*No space left"):
        engine.write(full, some("c"), base=base)
    monkeypatch.undo()
    with pytest.raises(EngineError, match="no complete index"):
        engine.open(full)
    assert engine.verify(base) == []


KILLED_WRITE = """
import os, sys
from pathlib import Path
sys.path[:0] = {path!r}
from indexer.engines.columnar.engine import ColumnarEngine
from test_columnar_engine import some
steps = 0
def step(event, arguments):
    global steps
    if event in ("open", "os.link", "os.rename", "os.mkdir", "os.remove") and {directory!r} in str(arguments):
        steps += 1
        if steps == {last}:
            os._exit(9)
base, directory = Path({base!r}), Path({directory!r})
directory.mkdir()
sys.addaudithook(step)
ColumnarEngine().write(directory, some("c", "d"), base=base, deleted=["a"])
print(steps)
"""


@pytest.mark.reliability
def test_a_write_killed_at_any_step_is_recognised_and_hurts_nothing(tmp_path: Path) -> None:
    engine, base = ColumnarEngine(), fresh(tmp_path, "base")
    engine.write(base, some("a", "b"))
    last = 1
    while True:
        directory = tmp_path / f"killed-{last}"
        code = KILLED_WRITE.format(path=sys.path, base=str(base), directory=str(directory), last=last)
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert engine.verify(base) == []
        if ended.returncode == 0:
            break
        assert ended.returncode == 9, ended.stderr
        if not (directory / "engine.json").exists():
            with pytest.raises(EngineError, match="no complete index"):
                engine.open(directory)
        else:
            assert engine.verify(directory) == []
        last += 5
    assert last > 6
    snapshot = engine.open(directory)
    assert sorted(snapshot.ids()) == ["b", "c", "d"]
    snapshot.close()


def test_an_altered_array_is_named(tmp_path: Path) -> None:
    directory = fresh(tmp_path, "altered")
    ColumnarEngine().write(directory, some("a", "b"))
    (name,) = segments_of(directory)
    content = bytearray((directory / name).read_bytes())
    at = content.index(b"alphabeta")
    content[at] ^= 1
    (directory / name).write_bytes(content)
    faults = list(map(str, ColumnarEngine().verify(directory)))
    assert any(name in fault and "title_exact/term_bytes" in fault for fault in faults)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda content: content[: TRAILER.size], "too few"),
        (lambda content: content[:-1] + b"x", "not a whole array file"),
        (lambda content: b"x" + content[1:], "not a whole array file"),
        (
            lambda content: content[: -TRAILER.size - 2] + b"xx" + content[-TRAILER.size :],
            "directory was cut short or altered",
        ),
        (lambda content: content[:8] + b"\x07" + content[9:], "codec v7.*reindex --full"),
    ],
)
def test_a_damaged_array_file_is_named(damage, message: str, tmp_path: Path) -> None:
    directory = fresh(tmp_path, "damaged")
    ColumnarEngine().write(directory, some("a", "b"))
    (name,) = segments_of(directory)
    whole = (directory / name).read_bytes()
    (directory / name).write_bytes(damage(whole).ljust(len(whole), b"\0") if message != "too few" else damage(whole))
    stamp = directory / "engine.json"
    stamp.write_text(stamp.read_text().replace(str(len(whole)), str((directory / name).stat().st_size)))
    with pytest.raises(EngineError, match=rf"{name}: .*{message}"):
        ColumnarEngine().open(directory)


def test_threads_share_a_snapshot(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    directory = fresh(tmp_path, "shared")
    ColumnarEngine().write(directory, some(*(f"{number:03d}" for number in range(200))))
    snapshot = ColumnarEngine().open(directory)
    ask = partial(snapshot.search, Request(TITLE, facets=("country",)))
    alone = ask()
    with ThreadPoolExecutor(8) as pool:
        assert all(answer == alone for answer in pool.map(lambda _: ask(), range(200)))
    snapshot.close()


def test_an_index_opens_with_plain_whoosh(tmp_path: Path) -> None:
    from whoosh import index, query

    from indexer.engines.whoosh.schema import make_schema

    directory = fresh(tmp_path, "plain")
    ColumnarEngine().write(directory, some("a", "b"))
    opened = index.open_dir(str(directory), schema=make_schema(), readonly=True)
    with opened.searcher() as searcher:
        assert len(searcher.search(query.Term("title_exact", "alpha"), limit=None)) == 2
        assert sorted(hit["article"][:4] for hit in searcher.search(query.Every())) == [b'["a"', b'["b"']
        assert searcher.document_number(id="b") == 1

"""Which generation a request sees, and when the old one is closed."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Semaphore

import pytest
from search_stories import STORIES, manifest, story, write_generation

from indexer.generations.generations import CURRENT, Generation, Generations
from indexer.model.errors import GenerationError, NoIndexError
from indexer.model.settings import seeds_directory
from search.snapshots import RETRY_SECONDS, Snapshots
from search.view import View, open_view

GAZETTEERS = seeds_directory() / "gazetteers"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_generation(tmp_path / "data", STORIES)
    return tmp_path / "data"


def test_before_the_first_generation_it_says_what_to_run(tmp_path: Path) -> None:
    snapshots = Snapshots(Generations(tmp_path), GAZETTEERS)
    assert snapshots.name() is None
    with pytest.raises(NoIndexError, match="run: python -m indexer reindex"), snapshots.lease():
        pass


def test_a_request_keeps_its_generation_while_the_next_sees_the_new_one(data: Path) -> None:
    snapshots = Snapshots(Generations(data), GAZETTEERS)
    with snapshots.lease() as before:
        write_generation(data, (*STORIES, story("new", "New", "Something new in Doha.")))
        with snapshots.lease() as after:
            assert (before.snapshot.count(), after.snapshot.count()) == (len(STORIES), len(STORIES) + 1)
            assert after.generation.name > before.generation.name
        assert before.snapshot.articles(["mou-en"])
    snapshots.close()


def test_an_unchanged_generation_is_opened_once(data: Path) -> None:
    snapshots = Snapshots(Generations(data), GAZETTEERS)
    with snapshots.lease() as first, snapshots.lease() as second:
        assert first is second
    snapshots.close()


def test_closing_waits_for_the_last_request(data: Path) -> None:
    snapshots = Snapshots(Generations(data), GAZETTEERS)
    with snapshots.lease() as view:
        snapshots.close()
        write_generation(data, STORIES)
        assert view.snapshot.articles(["mou-en"])
        assert Generations(data).prune(keep=1) == []
    assert Generations(data).prune(keep=1) == [view.generation.name]


def test_a_held_generation_cannot_be_pruned(data: Path) -> None:
    snapshots = Snapshots(Generations(data), GAZETTEERS)
    with snapshots.lease() as view:
        write_generation(data, STORIES)
        write_generation(data, STORIES)
        assert view.generation.name not in Generations(data).prune(keep=1)
    with snapshots.lease():
        pass
    assert view.generation.name in Generations(data).prune(keep=1)
    snapshots.close()


def test_a_generation_of_another_analysis_is_refused_with_what_to_run(data: Path) -> None:
    generations = Generations(data)
    build = generations.new_build()
    current = generations.current()
    assert current is not None
    (build / "lexicon.txt").write_bytes(current.lexicon.read_bytes())
    generations.serve(generations.publish(build, manifest("other", 0)).name)
    with pytest.raises(GenerationError, match=r"analysis other.* run: python -m indexer reindex --full"):
        Snapshots(Generations(data), GAZETTEERS).lease().__enter__()


def test_a_damaged_generation_is_refused_and_the_open_one_served_on(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    snapshots = Snapshots(Generations(data), GAZETTEERS)
    with snapshots.lease():
        pass
    generations = Generations(data)
    build = generations.new_build()
    damaged = generations.publish(build, manifest("any", 0))
    generations.serve(damaged.name)
    with caplog.at_level(logging.CRITICAL), snapshots.lease() as view:
        assert view.snapshot.count() == len(STORIES)
    with pytest.raises(GenerationError, match=rf"{damaged.name}.*run: python -m indexer"):
        Snapshots(Generations(data), GAZETTEERS).lease().__enter__()
    snapshots.close()


@pytest.fixture
def served(data: Path) -> Iterator[Snapshots]:
    """A server that has answered before anything was damaged."""
    snapshots = Snapshots(Generations(data), GAZETTEERS)
    with snapshots.lease():
        pass
    yield snapshots
    snapshots.close()


#: A thread that waits longer than this for another waits for ever.
DEADLOCK_SECONDS = 60


@dataclass
class SlowOpener:
    """Opens one generation only when it is let go on; keeps what was opened."""

    slow: str
    begun: Event = field(default_factory=Event)
    go_on: Event = field(default_factory=Event)
    opened: list[str] = field(default_factory=list)

    @contextmanager
    def open(self, generation: Generation, gazetteers: Path) -> Iterator[View]:
        self.opened.append(generation.name)
        if generation.name == self.slow:
            self.begun.set()
            assert self.go_on.wait(DEADLOCK_SECONDS)
        with open_view(generation, gazetteers) as view:
            yield view


class ToldLock:
    """A lock that tells each time that somebody asks for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.asked = Semaphore(0)

    def acquire(self, blocking: bool = True) -> bool:
        self.asked.release()
        return self._lock.acquire(blocking)

    def release(self) -> None:
        self._lock.release()


def answered(snapshots: Snapshots) -> tuple[str, int]:
    """A whole request: which generation it saw, and how many articles."""
    with snapshots.lease() as view:
        return view.generation.name, view.snapshot.count()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Threads that wait for nobody when a test fails."""
    pool = ThreadPoolExecutor(4)
    yield pool
    pool.shutdown(wait=False, cancel_futures=True)


def test_while_a_generation_is_opened_requests_begin_and_end_on_the_old_one(
    data: Path, threads: ThreadPoolExecutor
) -> None:
    opener = SlowOpener("gen-000002")
    snapshots = Snapshots(Generations(data), GAZETTEERS, opener=opener.open)
    try:
        with snapshots.lease() as running:
            write_generation(data, (*STORIES, story("new", "New", "Something new in Doha.")))
            first = threads.submit(answered, snapshots)
            assert opener.begun.wait(DEADLOCK_SECONDS)
            old = [threads.submit(answered, snapshots).result(DEADLOCK_SECONDS) for _ in range(2)]
            assert old == [("gen-000001", len(STORIES))] * 2
            assert threads.submit(snapshots.name).result(DEADLOCK_SECONDS) == "gen-000001"
            opener.go_on.set()
            assert first.result(DEADLOCK_SECONDS) == ("gen-000002", len(STORIES) + 1)
            assert running.snapshot.count() == len(STORIES)
        assert answered(snapshots) == ("gen-000002", len(STORIES) + 1)
        assert opener.opened == ["gen-000001", "gen-000002"]
        assert Generations(data).prune(keep=1) == ["gen-000001"]
    finally:
        opener.go_on.set()
        snapshots.close()


def test_the_first_requests_open_the_first_generation_once(data: Path, threads: ThreadPoolExecutor) -> None:
    opener, opening = SlowOpener("gen-000001"), ToldLock()
    snapshots = Snapshots(Generations(data), GAZETTEERS, opener=opener.open, _opening=opening)  # type: ignore[arg-type]
    try:
        requests = [threads.submit(answered, snapshots) for _ in range(3)]
        assert all(opening.asked.acquire(timeout=DEADLOCK_SECONDS) for _ in requests)
        opener.go_on.set()
        found = {request.result(DEADLOCK_SECONDS) for request in requests}
        assert found == {("gen-000001", len(STORIES))}
        assert opener.opened == ["gen-000001"]
    finally:
        opener.go_on.set()
        snapshots.close()


@pytest.mark.parametrize("changed", [False, True])
def test_a_request_reads_once_what_is_served(
    data: Path, served: Snapshots, monkeypatch: pytest.MonkeyPatch, changed: bool
) -> None:
    read: list[str | None] = []
    name_of = Generations.current_name

    def counted(generations: Generations) -> str | None:
        read.append(name_of(generations))
        return read[-1]

    if changed:
        write_generation(data, STORIES)
    monkeypatch.setattr(Generations, "current_name", counted)
    assert answered(served)[0] == ("gen-000002" if changed else "gen-000001")
    assert len(read) == 1


@pytest.mark.parametrize("current", [b"gen-999999\n", b"\xd9\x80", b"", b"\xff\x00", None])
def test_a_current_that_names_nothing_is_one_line_in_the_log_and_the_true_name_is_told(
    data: Path, served: Snapshots, current: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    name = served.name()
    if current is None:
        (data / CURRENT).unlink()
    else:
        (data / CURRENT).write_bytes(current)
    for _ in range(3):
        with served.lease() as view:
            assert view.generation.name == served.name() == name
    (record,) = caplog.records
    assert record.exc_info is None
    assert record.getMessage().startswith(f"{name} is still served: ")
    assert record.getMessage().count("run: ") == 1
    write_generation(data, STORIES)
    with served.lease() as view:
        assert view.generation.name == served.name() == "gen-000002"


def test_each_change_of_current_is_told_once(data: Path, served: Snapshots, caplog: pytest.LogCaptureFixture) -> None:
    for current in ("gen-999999", "gen-999999", "gen-888888", "gen-000001", "gen-888888"):
        (data / CURRENT).write_text(current)
        assert served.name() == "gen-000001"
    told = [message.split("/gen-")[1][:6] for message in caplog.messages]
    assert told == ["999999", "888888", "888888"]


def test_what_could_not_be_opened_is_tried_again_after_a_while(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    snapshots = Snapshots(Generations(data), GAZETTEERS, lambda: now[0])
    assert snapshots.name() == "gen-000001"
    write_generation(data, STORIES)
    manifest = data / "gen-000002" / "manifest.json"
    manifest.rename(data / "aside")
    assert snapshots.name() == "gen-000001"
    (data / "aside").rename(manifest)
    now[0] = RETRY_SECONDS - 1
    assert snapshots.name() == "gen-000001"
    now[0] = RETRY_SECONDS
    assert snapshots.name() == "gen-000002"
    assert len(caplog.messages) == 1
    snapshots.close()


@pytest.mark.parametrize(
    ("file", "junk"),
    [
        ("lexicon.txt", "junk"),
        ("lexicon.txt", ""),
        ("lexicon.txt", None),
        ("stories.sqlite", "junk"),
        ("stories.sqlite", ""),
        ("index/engine.json", "junk"),
        ("index/engine.json", None),
        ("manifest.json", "[]"),
        ("manifest.json", None),
    ],
)
def test_a_damaged_file_is_one_error_with_one_advice(data: Path, file: str, junk: str | None) -> None:
    path = data / "gen-000001" / file
    if junk is None:
        path.unlink()
    else:
        path.write_text(junk, encoding="utf-8")
    snapshots = Snapshots(Generations(data), GAZETTEERS)
    with pytest.raises(GenerationError) as raised, snapshots.lease():
        pass
    message = str(raised.value)
    assert "gen-000001" in message
    assert "\n" not in message
    assert message.count("run: ") == 1
    with pytest.raises(GenerationError):
        snapshots.name()


def test_a_generation_with_a_damaged_lexicon_does_not_replace_the_open_one(data: Path, served: Snapshots) -> None:
    write_generation(data, STORIES)
    (data / "gen-000002" / "lexicon.txt").write_text("junk")
    assert served.name() == "gen-000001"

"""A copy of a collection that is served, whose generation is swapped again and again.

In: a data directory, which is only read. Out: another one with two generations of the same index. Never here: a run.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from random import Random
from threading import Event, Thread

from indexer.engines.factory import engine
from indexer.generations.generations import MANIFEST, Generation, Generations
from indexer.model.article import Article
from indexer.model.errors import NoIndexError

NAMES = ("gen-000001", "gen-000002")


def served(data: Path) -> Generation:
    """The generation that a directory serves. Raises NoIndexError and GenerationError."""
    generation = Generations(data).current()
    if generation is None:
        raise NoIndexError.at(data)
    return generation


def copied(generation: Generation, data: Path) -> None:
    """Two copies of a generation in an empty directory; the first is served."""
    for name in NAMES:
        shutil.copytree(generation.directory, data / name)
        manifest = data / name / MANIFEST
        values = json.loads(manifest.read_text("utf-8")) | {"name": name}
        manifest.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    Generations(data).serve(NAMES[0])


def sample(generation: Generation, count: int, seed: int) -> list[Article]:
    """At most so many of its articles, drawn by the seed."""
    snapshot = engine(generation.manifest.engine).open(generation.index)
    try:
        ids = sorted(snapshot.ids())
        return list(snapshot.articles(Random(seed).sample(ids, min(count, len(ids)))))
    finally:
        snapshot.close()


@contextmanager
def swapping(data: Path, seconds: float) -> Iterator[list[str]]:
    """Serves the other generation every so many seconds; gives the names that were served since."""
    stop, swaps = Event(), list[str]()

    def swap() -> None:
        for name in cycle(reversed(NAMES)):
            if stop.wait(seconds):
                return
            Generations(data).serve(name)
            swaps.append(name)

    thread = Thread(target=swap)
    thread.start()
    try:
        yield swaps
    finally:
        stop.set()
        thread.join()

"""A visitor who searches from the first run to the last, in a process of its own.

In: settings of an index that is served. Out: how many searches were answered, and what was wrong with any.
"""

import gc
import multiprocessing
from multiprocessing.connection import Connection
from types import TracebackType

from indexer.model.settings import Settings
from search.model.results import Parameters
from search.service import SearchService
from tests.reliability.crashing import forking
from tests.reliability.newsdesk import LASTING

QUERIES = ("lasting", "باقية", '"lasting news"', "news", "أخبار")
FEW = 20
#: After each search, so that the runs have the processor: tens of searches meet every run all the same.
PAUSE_SECONDS = 0.01


class Reader:
    """Reads from `with` to its end; then `searches` and `faults` are known, and the generations that it saw."""

    def __init__(self, settings: Settings) -> None:
        self._ours, theirs = multiprocessing.Pipe()
        arguments = (settings, self._ours, theirs)
        self._process = multiprocessing.get_context("fork").Process(target=_read, args=arguments, daemon=True)
        self.searches = 0
        self.faults: list[str] = []
        self.generations: set[str] = set()

    def __enter__(self) -> "Reader":
        with forking():
            self._process.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, traceback: TracebackType | None) -> None:
        self._ours.send("enough")
        self.searches, self.faults, self.generations = self._ours.recv()
        self._process.join()


def _read(settings: Settings, theirs: Connection, parent: Connection) -> None:
    theirs.close()  # else it would never learn that the tests were stopped
    gc.freeze()  # a collection would copy all that it has from the tests
    service = SearchService(settings)
    searches, faults, generations = 0, [], set()
    while not parent.poll(PAUSE_SECONDS):
        query = QUERIES[searches % len(QUERIES)]
        searches += 1
        try:
            page = service.search(Parameters(q=query))
            article = service.article(page.hits[0].id, Parameters(q=query))
        except Exception as error:  # noqa: BLE001 - whatever a visitor meets is what the test is about
            faults.append(f"{query}: {error!r}")
            continue
        generations.add(page.generation)
        if page.total < LASTING or (article is None and page.generation == service.generation()):
            faults.append(f"{query}: {page.total} found in {page.generation}, the first is {article}")
    service.close()
    parent.send((searches, faults[:FEW], generations))

"""`/metrics`: what a Prometheus server asks for, through the official client library.

In: the state of the collection at the moment of asking; every request. Out: the text format. Never here: a label that
a visitor chose: a request is counted by the name of its endpoint, so the number of series stays small. Requests are
counted over all processes that serve, `process_*` are of the one that answered.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import perf_counter

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import CollectorRegistry, Histogram, ProcessCollector, values
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from indexer.reporting.status_file import Status
from web.watch import Watch

NOWHERE = "none"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
#: By this the client library knows where several processes count together.
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@contextmanager
def counted_together() -> Iterator[Path]:
    """Count in files of a folder of its own, which the processes share that are forked meanwhile; so does every
    `Metrics` that is made meanwhile. Only the process that made the folder removes it."""
    maker = os.getpid()
    folder = tempfile.mkdtemp(prefix="mithaq-counts-")
    try:
        os.environ[SHARED_FOLDER] = folder
        _choose()
        yield Path(folder)
    finally:
        if os.getpid() == maker:
            os.environ.pop(SHARED_FOLDER, None)
            _choose()
            shutil.rmtree(folder, ignore_errors=True)


def _choose() -> None:
    """Let the client library choose again how it counts, as it did when it was imported."""
    values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]


class Metrics:
    """Counts the requests of one application, and answers with them and the state of its collection."""

    def __init__(self, watch: Watch) -> None:
        self.registry = CollectorRegistry()
        folder = os.environ.get(SHARED_FOLDER)
        self.seconds = Histogram(
            "mithaq_http_request_seconds",
            "Time to answer a request.",
            ("endpoint", "status"),
            buckets=BUCKETS,
            registry=None if folder else self.registry,
        )
        if folder:
            MultiProcessCollector(self.registry, path=folder)  # type: ignore[no-untyped-call]
        self.registry.register(CollectionState(watch))
        ProcessCollector(registry=self.registry)

    def register(self, app: Flask) -> None:
        """Add the route to an application, and listen to all of its requests."""
        app.add_url_rule("/metrics", "metrics", self.answer)
        app.before_request(self.start)
        app.after_request(self.count)

    def start(self) -> None:
        """Note when the request began."""
        g.began = perf_counter()

    def count(self, response: Response) -> Response:
        """Count an answered request."""
        began = g.pop("began", None)
        if began is not None:
            labels = self.seconds.labels(request.endpoint or NOWHERE, str(response.status_code))
            labels.observe(perf_counter() - began)
        return response

    def answer(self) -> ResponseReturnValue:
        """All metrics, in the format that was asked for."""
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        return Response(encode(self.registry), content_type=content_type)


class CollectionState(Collector):
    """The state of a collection as gauges, read anew each time."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch

    def describe(self) -> Iterator[Metric]:
        """Nothing, so that registering the collector does not call `collect`."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        """The metrics; those of the last run only when there was one."""
        status = self.watch.status()
        number = re.search(r"\d+$", self.watch.generation() or "")
        yield _gauge(
            "generation_number", "Number of the generation being served; 0 for none.", number[0] if number else 0
        )
        yield _gauge("index_damaged", "1 when a file of the index is missing or cut short.", bool(self.watch.damage()))
        yield _gauge(
            "stale", "1 when the last refresh is longer ago than MITHAQ_STALE_MINUTES.", self.watch.is_stale(status)
        )
        if status is not None:
            yield from _of_runs(status)
            yield from _of_sources(status)


def _of_runs(status: Status) -> Iterator[Metric]:
    yield _gauge("articles", "Live articles in the archive after the last run.", status.articles)
    yield _gauge("next_run_timestamp_seconds", "When the schedule brings the next run.", _unix(status.next_run))
    yield _gauge(
        "last_refresh_timestamp_seconds", "End of the last run that refreshed the index.", _unix(status.refreshed)
    )
    for run in status.runs[:1]:
        yield _gauge("last_run_timestamp_seconds", "End of the last run.", _unix(run.finished))
        yield _gauge("last_run_success", "1 when the last run reached its end.", run.is_done)
        yield _gauge("last_run_duration_seconds", "How long the last run took.", run.seconds)


def _of_sources(status: Status) -> Iterator[Metric]:
    families = (
        ("source_articles", "Live articles of a source.", lambda one: one.articles),
        ("source_rejected_items", "Items of a source that could not be read.", lambda one: one.rejected),
        (
            "source_newest_timestamp_seconds",
            "When its newest article was first seen; 0 for never.",
            lambda one: _unix(one.newest),
        ),
        (
            "source_in_order_timestamp_seconds",
            "When it was last found in order; 0 for never.",
            lambda one: _unix(one.in_order),
        ),
        ("source_failing", "1 when it could not be read the last time.", lambda one: one.is_failing),
        ("source_overdue", "1 when it brought nothing new for longer than expected.", lambda one: one.is_overdue),
    )
    for name, says, value in families:
        family = GaugeMetricFamily(f"mithaq_{name}", says, labels=("source",))
        for source in status.sources:
            family.add_metric((source.name,), value(source))
        yield family


def _gauge(name: str, says: str, value: float | str) -> Metric:
    return GaugeMetricFamily(f"mithaq_{name}", says, value=float(value))


def _unix(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0

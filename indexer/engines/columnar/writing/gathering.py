"""Analysing items behind the fence, and gathering them there, batch by batch.

In: batches of items. Out: their articles in a segment writer, and for each item the id of its article and its findings.
Never here: several processes at a time. Only arrays come through the fence, since tokens would take too long.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from types import TracebackType
from typing import Any, NamedTuple, Self

from indexer.engines.columnar.writing.builder import SegmentBuilder
from indexer.engines.columnar.writing.segment_writer import SegmentWriter
from indexer.engines.port.analysing import MOST_DEATHS, Analyse
from indexer.fence.bounds import Bounds
from indexer.fence.fence import Fence
from indexer.fence.process import Step
from indexer.model.notes import Note


class Gathered(NamedTuple):
    """The id of the article of an item, None if it has none, and the findings."""

    id: str | None
    findings: Any


class Gathering:
    """Analyses items behind a fence; their articles go to `writer`."""

    def __init__(self, analyse: Analyse, bounds: Bounds, writer: SegmentWriter) -> None:
        self._fence = Fence(partial(_steps, analyse), bounds, MOST_DEATHS)
        self._writer = writer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._fence.close()

    def gather(self, items: Sequence[Any]) -> list[Gathered]:
        """Analyse and gather a batch; one `Gathered` an item, in their order."""
        *gathered, packed = self._fence.all(items)
        self._writer.absorb(packed)
        return gathered


def _steps(analyse: Analyse, items: Sequence[Any]) -> Iterator[Step]:
    """A step for each item, and one for the arrays of all."""
    builder = SegmentBuilder()
    for item in items:
        yield partial(_gather, builder, analyse, item)
    yield partial(_packed, builder)


def _gather(builder: SegmentBuilder, analyse: Analyse, item: Any, deaths: tuple[Note, ...]) -> Gathered:
    article, findings = analyse(item, deaths)
    if article is None:
        return Gathered(None, findings)
    builder.add(article)
    return Gathered(article.article.id, findings)


def _packed(builder: SegmentBuilder, _deaths: tuple[Note, ...]) -> dict[str, Any]:
    return builder.packed()

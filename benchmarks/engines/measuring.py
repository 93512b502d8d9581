"""Measuring one contender on one collection.

In: a contender, a collection, questions. Out: figures. Never here: what is printed.
Builds by one process are measured in processor time, so that other work on the machine does not count, less the
time of making the articles; the gain of a second process shows on the clock only. Memory is that of a process that has
opened the index and answered all questions.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from benchmarks.engines.contender import Contender, Task
from benchmarks.engines.questions import Question
from indexer.engines.port.analysing import Analysing, TextAnalysis
from indexer.engines.port.port import AnalysedArticle, Engine
from indexer.model.article import Article

MILLISECONDS = 1000
MEBIBYTE = 1024 * 1024
STATUS = Path("/proc/self/status")


class Aside:
    """Articles, with the time that making them took."""

    def __init__(self, articles: Iterable[AnalysedArticle]) -> None:
        self.seconds = 0.0
        self._articles = iter(articles)

    def __iter__(self) -> Iterator[AnalysedArticle]:
        while True:
            start = time.process_time()
            article = next(self._articles, None)
            self.seconds += time.process_time() - start
            if article is None:
                return
            yield article


@dataclass
class Figures:
    """What was measured: seconds, bytes, milliseconds for each question of each task, and how many postings the terms
    of each question have."""

    articles: int = 0
    build: float = 0.0
    whole: float = 0.0
    whole_clock: float = 0.0
    parallel_clock: float = 0.0
    extend: float = 0.0
    reopen: float = 0.0
    disk: int = 0
    memory: int = 0
    times: dict[Task, list[float]] = field(default_factory=dict)
    totals: dict[Task, int] = field(default_factory=dict)
    postings: list[int] = field(default_factory=list)

    def rate(self, seconds: float) -> float:
        """Articles a second, or 0 for what was not measured."""
        return self.articles / seconds if seconds else 0.0

    def median(self, task: Task) -> float:
        """Milliseconds that half of the questions took at most."""
        return median(self.times[task])

    def p99(self, task: Task) -> float:
        """Milliseconds that 99 of 100 questions took at most."""
        return quantiles(self.times[task], n=100, method="inclusive")[-1]


def time_build(contender: Contender, directory: Path, articles: Iterable[AnalysedArticle]) -> float:
    """Processor seconds of writing, without those of making the articles."""
    aside = Aside(articles)
    start = time.process_time()
    contender.build(directory, aside)
    return time.process_time() - start - aside.seconds


def time_whole_build(engine: Engine, directory: Path, articles: Iterable[Article]) -> tuple[float, float]:
    """Seconds of analysing and writing, of this process's processor time and on the clock; both
    include making the texts, which takes next to no time."""
    began, start = time.perf_counter(), time.process_time()
    engine.write(directory, Analysing(articles, TextAnalysis()))
    return time.process_time() - start, time.perf_counter() - began


def time_extend(contender: Contender, directory: Path, base: Path, articles: Sequence[AnalysedArticle]) -> float:
    """Seconds of adding some articles."""
    start = time.perf_counter()
    contender.extend(directory, base, articles)
    return time.perf_counter() - start


def time_questions(contender: Contender, directory: Path, questions: Sequence[Question], figures: Figures) -> None:
    """Open the index and ask every question of every task, once to warm up and once for the clock."""
    start = time.perf_counter()
    contender.open(directory)
    figures.reopen = time.perf_counter() - start
    for task in Task:
        for question in questions[: len(questions) // 4]:
            contender.ask(task, question)
        figures.times[task], figures.totals[task] = [], 0
        for question in questions:
            start = time.perf_counter()
            total = contender.ask(task, question)
            figures.times[task].append((time.perf_counter() - start) * MILLISECONDS)
            figures.totals[task] += total
    figures.memory = _resident()
    contender.close()


def size_on_disk(directory: Path) -> int:
    """Bytes of all files below a directory."""
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


def _resident() -> int:
    for line in STATUS.read_text().splitlines() if STATUS.exists() else ():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024
    return 0

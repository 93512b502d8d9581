"""Two days of cron over a site that changes and breaks: nothing is lost, doubled or invented, nor in the index."""

import json
import random
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from indexer.archive.archive import Archive
from indexer.building.build import Builder
from indexer.engines.factory import engine
from indexer.engines.port.port import Request
from indexer.extract.extractor import Extractor
from indexer.fetching.transport import Bounds
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.generations.generations import Generations
from indexer.model.article import RawArticle
from indexer.model.schema import FACETS
from indexer.model.source import Source
from tests.indexer.desk import NOW, failed

pytestmark = pytest.mark.reliability

RUNS = 288
#: After so many runs the index is held against one that is built from scratch.
CHECKED = 72
ENGINE = "columnar"
WINDOW = 8
QUICK = Bounds(100_000, silence_seconds=0.05, total_seconds=0.1)
BROKEN_FEED = "<rss version='2.0'><channel><item><title>x"
#: What the site may do instead of answering, and how often in a hundred.
INCIDENTS = {"none": 80, "404": 4, "500": 5, "circle": 3, "silent": 2, "broken": 3, "empty": 3}


class Newsroom:
    """A feed that shows its newest entries and an export that shows all, as they change from run to run."""

    def __init__(self, site, choices: random.Random) -> None:
        self._site = site
        self._choices = choices
        self._number = 0
        self.feed: dict[str, str] = {}
        self.export: dict[str, str] = {}
        self._withdrawn: dict[str, str] = {}

    def work(self) -> None:
        """Publish, correct, withdraw and restore."""
        for texts in (self.feed, self.export):
            if self._choices.random() < 0.3:
                self._number += 1
                texts[f"n{self._number}"] = f"The ministries signed memorandum {self._number}."
            if texts and self._choices.random() < 0.1:
                texts[self._choices.choice(list(texts)[-WINDOW:])] += " It was corrected."
        if len(self.export) > 3 and self._choices.random() < 0.1:
            name = self._choices.choice(list(self.export))
            self._withdrawn[name] = self.export.pop(name)
        if self._withdrawn and self._choices.random() < 0.1:
            name, text = self._withdrawn.popitem()
            self.export[name] = text

    def publish(self) -> None:
        shown = dict(list(self.feed.items())[-WINDOW:])
        items = "".join(
            f"<item><guid>{name}</guid><title>{name}</title><description>{text}</description></item>"
            for name, text in reversed(shown.items())
        )
        lines = "".join(
            json.dumps({"id": name, "title": name, "text": text}) + "\n" for name, text in self.export.items()
        )
        self._put("/rss", f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>")
        self._put("/export.jsonl", lines)

    def _put(self, path: str, body: str) -> None:
        names = list(INCIDENTS)
        incident = self._choices.choices(names, [INCIDENTS[name] for name in names])[0]
        answers = {
            "none": lambda: self._site.put(path, body, ETag=f'"{hash(body)}"'),
            "404": lambda: self._site.put(path, status=404),
            "500": lambda: self._site.put(path, status=500),
            "circle": lambda: self._site.put(path, status=302, Location=path),
            "silent": lambda: self._site.put(path),
            "broken": lambda: self._site.put(path, BROKEN_FEED if path == "/rss" else "{"),
            "empty": lambda: self._site.put(path, "<rss version='2.0'><channel/></rss>" if path == "/rss" else ""),
        }
        answers[incident]()
        if incident == "silent":
            self._site.pages[path].write = lambda handler: self._site.released.wait(0.2)


class Index:
    """The generations that follow an archive."""

    def __init__(self, archive: Archive, data: Path, gazetteers: Gazetteers) -> None:
        data.mkdir()
        self._generations = Generations(data)
        self._builder = Builder(self._generations, archive, ENGINE, gazetteers)
        self.reasons: set[str] = set()

    def follow(self, now: datetime) -> None:
        """Build what changed, and serve it."""
        plan = self._builder.plan(full=False)
        built = self._builder.build(plan, now, lambda _: None)
        if built is not None:
            self.reasons.add(str(plan.reason).split()[0])
            self._generations.serve(built.name)
            self._generations.prune(keep=2)

    def state(self) -> dict[str, Any]:
        """Articles and facet counts."""
        generation = self._generations.current()
        assert generation is not None
        with closing(engine(ENGINE).open(generation.index)) as snapshot:
            answer = snapshot.search(Request(facets=tuple(FACETS)))
            articles = {article.id: article for article in snapshot.articles(sorted(snapshot.ids()))}
            return {"articles": articles, "total": answer.total, "facets": answer.facets}


@pytest.fixture
def gazetteers(small_seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Gazetteers:
    """Small tables, read once for all runs, with the extractor that they have in common. What it makes of its tables at
    its first article, the processes of all runs inherit."""
    loaded = Gazetteers.load(small_seeds / "gazetteers")
    extractor = Extractor(loaded)
    extractor.extract(RawArticle(uri="file:///first", text="The ministries signed memorandum 1.", fetched_at=NOW))
    monkeypatch.setattr("indexer.building.preparation.Extractor", lambda *_: extractor)
    return loaded


def from_scratch(desk: Any, folder: Path, gazetteers: Gazetteers) -> dict[str, Any]:
    """What an index holds that is built at once from a copy of the archive."""
    folder.mkdir()
    desk.archive.file.copy_to(folder / "archive.sqlite")
    with closing(Archive(folder / "archive.sqlite")) as archive:
        index = Index(archive, folder / "data", gazetteers)
        index.follow(desk.now)
        return index.state()


@pytest.mark.parametrize("seed", [1])
def test_two_days_of_runs(make_desk, site, seed, gazetteers, tmp_path):
    desk = make_desk(bounds=QUICK)
    index = Index(desk.archive, tmp_path / "data", gazetteers)
    newsroom = Newsroom(site, random.Random(seed))
    feed, export = Source(url=site.url("/rss"), delay=0.0), Source(url=site.url("/export.jsonl"), delay=0.0)
    expected: dict[str, dict[str, str]] = {feed.url: {}, export.url: {}}
    versions: set[tuple[str, str]] = set()
    failures = 0
    for number in range(1, RUNS + 1):
        newsroom.work()
        newsroom.publish()
        outcome = desk.run(feed, export, after=timedelta(minutes=10))
        told = failed(outcome)
        failures += len(told)
        if feed.url not in " ".join(told):
            expected[feed.url] |= dict(list(newsroom.feed.items())[-WINDOW:])
        if export.url not in " ".join(told):
            expected[export.url] = dict(newsroom.export)
        versions |= {pair for texts in expected.values() for pair in texts.items()}
        assert desk.live() == expected[feed.url] | expected[export.url]
        index.follow(desk.now)
        if number % CHECKED == 0:
            state = index.state()
            assert state == from_scratch(desk, tmp_path / f"scratch-{number}", gazetteers)
            assert {one.title: one.text for one in state["articles"].values()} == desk.live()
    archived = desk.archive.file.execute("SELECT title, text FROM items").fetchall()
    replaced = [json.loads(row["content"]) for row in desk.archive.file.execute("SELECT content FROM revisions")]
    kept = [(row["title"], row["text"]) for row in archived] + [(one["title"], one["text"]) for one in replaced]
    assert len({row["title"] for row in archived}) == len(archived), "every item is archived once"
    assert set(kept) == versions, "every revision is kept, and no other"
    assert index.reasons == {"the", "continues"}, "only the first generation was built from scratch"
    assert failures > RUNS // 10
    assert len(versions) > RUNS // 4

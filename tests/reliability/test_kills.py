"""Runs that are killed at any moment: no search fails meanwhile, and the next run makes everything whole."""

import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from indexer.archive.archive import Archive
from indexer.generations.generations import Generations, faults
from indexer.model.settings import Settings
from tests.reliability.conftest import Reindex
from tests.reliability.crashing import Countdown, Counter, Ending, die
from tests.reliability.newsdesk import HOSTILE, Newsdesk, state
from tests.reliability.reading import Reader

pytestmark = pytest.mark.reliability

#: For each of the collections, which may be tested at once.
KILLS = {"columnar": 70, "whoosh": 30}
SEEDS = (6, 7)
KILLED = -9
#: A run in so many is left to end, to be held against an index built from scratch.
CHECKED = 20


@pytest.mark.parametrize("newsdesk", SEEDS, indirect=True)
def test_killed_runs_hurt_nobody(settings: Settings, newsdesk: Newsdesk, reindex: Reindex, tmp_path: Path) -> None:
    assert reindex() == Ending(0, "")
    kills = 0
    with Reader(settings) as reader:
        for moment in _moments(newsdesk, reindex):
            newsdesk.work()
            ending = reindex(*(["--full"] if kills % 3 == 0 else []), **moment)
            assert ending in (Ending(KILLED, ""), Ending(0, ""))
            kills += ending.code == KILLED
            served = Generations(settings.data).current()
            assert served is not None
            assert faults(served) == []
            if kills % CHECKED == 0:
                assert reindex() == Ending(0, "")
                _hold_to_scratch(settings, newsdesk, reindex, tmp_path / "scratch")
            if kills == KILLS[settings.engine]:
                break
    assert reindex() == Ending(0, "")
    _hold_to_scratch(settings, newsdesk, reindex, tmp_path / "scratch")
    assert reader.faults == []
    assert reader.searches > kills
    assert len(reader.generations) > kills // CHECKED
    assert not list(settings.data.glob("building-*"))


def _moments(newsdesk: Newsdesk, reindex: Reindex) -> Iterator[dict[str, object]]:
    """Between two changes to the disk, and after any time, by turns."""
    dice = random.Random(newsdesk.seed)
    while True:
        newsdesk.work()
        began = monotonic()
        assert reindex() == Ending(0, "")
        seconds = monotonic() - began  # a run whose changes are counted takes longer
        newsdesk.work()
        counter = Counter()
        assert reindex(act=counter) == Ending(0, "")
        changes = counter.count.value
        for _ in range(CHECKED // 2):
            yield {"act": Countdown(dice.randrange(changes), die)}
            yield {"killed_after": dice.uniform(0, seconds)}


def _hold_to_scratch(settings: Settings, newsdesk: Newsdesk, reindex: Reindex, scratch: Path) -> None:
    """The index is that of the archive, and the archive holds the collection as it is now."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    shutil.copy(settings.data / "archive.sqlite", scratch)
    assert reindex(data=scratch) == Ending(0, "")
    found, wanted = state(settings), state(replace(settings, data=scratch))
    # The order may differ: an index that was continued keeps the vocabulary of its last full build, and stock Whoosh
    # counts the words of deleted articles until it merges.
    found["ranks"], wanted["ranks"] = ({q: sorted(r) for q, r in one["ranks"].items()} for one in (found, wanted))
    assert found == wanted
    with closing(Archive(settings.data / "archive.sqlite")) as archive:
        assert [one.item.part for one in archive.aside()] == [f"#{HOSTILE['id']}"]
    texts = {name: article.text for name, article in found["articles"].items()}
    assert texts == {name: article["text"] for name, article in newsdesk.articles.items()}

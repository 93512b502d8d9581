"""Runs whose disk fills up at any moment: one line, the served generation as it was, and a next run that goes on."""

import random

import pytest

from indexer.generations.generations import Generations, faults
from indexer.model.settings import Settings
from tests.reliability.conftest import Reindex
from tests.reliability.crashing import NEED_ROOM, Act, Countdown, Counter, Ending, fail_from_now_on, fail_once
from tests.reliability.newsdesk import Newsdesk, state

pytestmark = pytest.mark.reliability

POINTS = 50


@pytest.mark.parametrize("deed", [fail_once, fail_from_now_on])
def test_a_full_disk_is_one_line_and_no_loss(
    settings: Settings, newsdesk: Newsdesk, reindex: Reindex, deed: Act
) -> None:
    assert reindex() == Ending(0, "")
    dice = random.Random(6)
    failed = 0
    newsdesk.work()
    counter = Counter(NEED_ROOM)
    assert reindex(act=counter) == Ending(0, "")
    for _ in range(POINTS):
        newsdesk.work()
        served = Generations(settings.data).current()
        assert served is not None
        ending = reindex(act=Countdown(dice.randrange(counter.count.value), deed, NEED_ROOM))
        if ending.code:
            failed += 1
            assert ending.code == 1, ending.said
            assert ending.said.startswith("mithaq: "), ending.said
            assert ending.said.count("\n") == 1, ending.said
            assert str(settings.data) in ending.said
            assert faults(served) == []
        assert ending.code or ending.said == ""
        current = Generations(settings.data).current()
        assert current is not None
        assert faults(current) == []
    assert failed > POINTS // 2
    assert reindex() == Ending(0, "")
    texts = {name: article.text for name, article in state(settings)["articles"].items()}
    assert texts == {name: article["text"] for name, article in newsdesk.articles.items()}
    assert not list(settings.data.glob("building-*"))

"""docs/security.md goes through the standard whole."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "docs" / name for name in ("security.md", "security.ar.md")]
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
COUNT = re.compile(r"^\| ([^|]+) \| (\d+) \| [^|]+ \|$", re.MULTILINE)
#: Requirements of level 1 in each chapter of ASVS 4.0.3, by the table that OWASP publishes.
LEVEL_1 = {2: 27, 3: 12, 4: 8, 5: 27, 6: 1, 7: 3, 8: 7, 9: 3, 10: 3, 11: 5, 12: 11, 13: 6, 14: 15}


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.name)
def document(request: pytest.FixtureRequest) -> str:
    return request.param.read_text("utf-8")


def test_every_requirement_of_level_1_has_its_row(document: str) -> None:
    numbers = [tuple(map(int, number.split("."))) for number, *_ in ROW.findall(document)]
    assert numbers == sorted(set(numbers))
    assert Counter(chapter for chapter, *_ in numbers) == LEVEL_1


def test_the_states_are_counted(document: str) -> None:
    states = Counter(state for _, state, _ in ROW.findall(document))
    assert states == {state: int(count) for state, count in COUNT.findall(document)}
    assert len(states) == 4

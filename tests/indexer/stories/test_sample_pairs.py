"""The sample collection reports each event in both languages: which pairs are found, and that no other is."""

from pathlib import Path

import pytest

from indexer.engines.factory import engine
from indexer.generations.generations import Generations
from indexer.stories.membership import load

#: How the English article begins -> how the Arabic one does.
FOUND = {
    "Abu Dhabi Police and Ewaa": "شرطة أبوظبي ومراكز إيواء",
    "Delegation from Thailand": "تايلاند تتعرّف",
    "Dubai Police Welcome Fifth": "38 منتسبًا",
    "European Union Honours": "الاتحاد الأوروبي يمنح",
    "IOM and the Saudi Human Rights": "المنظمة الدولية للهجرة وهيئة حقوق",
    "KUWAIT: A memorandum": "الكويت ومكتب الأمم المتحدة",
    "Oman to Draw on": "البحرين وعُمان تتفقان",
    "Qatar and Saudi Arabia Agree": "مذكرة تفاهم قطرية سعودية",
    "UAE and Indonesia Hold": "جاكرتا تستضيف",
    "UAE Calls for Joint": "وفد إماراتي",
    "UAE Presents Its Human": "الإمارات تعرض سجلها",
}
#: One body at work alone, or no kind of news: in other collections as much is a coincidence.
OPEN = ("Gargash Chairs 45th", "Ewaa Shelters and Federal", "Interior Ministry Plans")


@pytest.fixture(scope="module")
def counterparts(sample: Path) -> dict[str, list[str]]:
    """The beginning of each article -> the beginnings of its counterparts."""
    generation = Generations(sample).current()
    assert generation is not None
    snapshot = engine(generation.manifest.engine).open(generation.index)
    try:
        begins = {one.id: f"{one.title}\n{one.text}".strip() for one in snapshot.articles(sorted(snapshot.ids()))}
    finally:
        snapshot.close()
    membership = load(generation.directory)
    return {begins[id]: [begins[other] for other in membership.counterparts(id)] for id in begins}


@pytest.mark.slow
def test_the_pairs_that_report_one_event_are_found_and_no_other(counterparts: dict[str, list[str]]) -> None:
    pairs = {one: others[0] for one, others in counterparts.items() if others}
    assert len(pairs) == 2 * len(FOUND)
    for english, arabic in FOUND.items():
        (other,) = (others for one, others in pairs.items() if one.startswith(english))
        assert other.startswith(arabic)


@pytest.mark.slow
def test_with_too_little_evidence_there_is_no_pair(counterparts: dict[str, list[str]]) -> None:
    for begin in OPEN:
        (others,) = (others for one, others in counterparts.items() if one.startswith(begin))
        assert others == []

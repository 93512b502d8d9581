"""Similar articles after the commands ran: new ones have some, old ones gain new ones, withdrawn ones vanish; what is
kept is what a build from scratch keeps, whatever the engine."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer.building import plan
from indexer.generations.generations import SIMILAR, Generations
from indexer.model.settings import Settings
from search.model.results import Parameters
from search.service import SearchService
from tests.indexer.running import Commands, write_export

WATER: dict[str, Any] = {
    "id": "water",
    "title": "Kuwait and Oman agree on desalination",
    "text": "Kuwait and Oman signed a memorandum of understanding on membranes for desalination plants.",
}
MEMBRANES: dict[str, Any] = {
    "id": "membranes",
    "title": "Engineers compare membranes",
    "text": "Engineers of Oman showed those of Kuwait how membranes of desalination plants are cleaned.",
}
ARABIC: dict[str, Any] = {
    "id": "محطة",
    "title": "الكويت وعُمان توقعان مذكرة تفاهم",
    "text": "وقّعت الكويت وعُمان مذكرة تفاهم تتبادلان بموجبها الخبرة في تحلية مياه البحر.",
}
FILLING = tuple(
    {"id": f"filling-{number}", "title": title, "text": text}
    for number, (title, text) in enumerate(
        (
            ("Falcons", "Hunters let their falcons fly over the dunes."),
            ("Oysters", "Divers found oysters between the corals."),
            ("Dates", "Growers sold the first dates of the summer."),
            ("خيول", "تسابقت الخيول في الميدان القديم."),
            ("كتب", "وصلت كتب الأطفال إلى المكتبة."),
        )
    )
)


def index(commands: Commands, export: Path, *shown: dict[str, Any], full: bool = False) -> bytes:
    """The file of marks once the source shows these articles."""
    write_export(export, (*shown, *FILLING))
    commands.json("reindex", "--source", export, "--allow-withdrawals", *(["--full"] if full else []))
    served = Generations(commands.data).current()
    assert served is not None
    return (served.directory / SIMILAR).read_bytes()


@contextmanager
def service_of(commands: Commands, seeds: Path) -> Iterator[SearchService]:
    service = SearchService(replace(Settings(), seeds=seeds, data=commands.data))
    try:
        yield service
    finally:
        service.close()


def similar(service: SearchService, id: str) -> set[str]:
    page = service.article(id, Parameters())
    assert page is not None
    return {one.article.id for one in page.similar}


@pytest.mark.parametrize("engine", ["columnar", "whoosh"])
def test_each_run_keeps_similar_articles_right(
    commands: Commands, export: Path, small_seeds: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setenv("MITHAQ_ENGINE", engine)
    with service_of(commands, small_seeds) as service:
        index(commands, export, WATER)
        assert similar(service, "water") == set()
        index(commands, export, WATER, MEMBRANES)
        assert (similar(service, "water"), similar(service, "membranes")) == ({"membranes"}, {"water"})
        index(commands, export, WATER, MEMBRANES, ARABIC)
        assert similar(service, "water") == {"membranes", "محطة"}
        assert "water" in similar(service, "محطة")
        index(commands, export, MEMBRANES, ARABIC)
        assert "water" not in similar(service, "membranes") | similar(service, "محطة")


def test_a_run_that_continues_keeps_the_marks_of_a_build_from_scratch(commands: Commands, export: Path) -> None:
    first = index(commands, export, WATER, ARABIC)
    revised = MEMBRANES | {"text": "Engineers cleaned the membranes of a plant in Salalah."}
    index(commands, export, WATER, MEMBRANES, ARABIC)
    assert index(commands, export, WATER, revised, ARABIC) == index(commands, export, WATER, revised, ARABIC, full=True)
    assert index(commands, export, WATER, ARABIC) == first


@pytest.mark.parametrize(
    "damage", [lambda file: file.unlink(), lambda file: file.write_bytes(b"x")], ids=["lost", "cut"]
)
def test_a_damaged_file_of_marks_is_built_anew(commands: Commands, export: Path, damage: Any) -> None:
    whole = index(commands, export, WATER, MEMBRANES)
    damage(commands.data / "gen-000001" / SIMILAR)
    assert SIMILAR in json.loads(commands.run("status", "--json")[1])["fault"]
    assert index(commands, export, WATER, MEMBRANES) == whole
    assert SIMILAR in commands.json("status")["why"]
    assert commands.run("verify")[0] == 0


def test_a_change_of_the_rules_marks_all_articles_again(
    commands: Commands, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(commands, export, WATER)
    monkeypatch.setattr(plan, "SIMILAR_VERSION", "other rules")
    index(commands, export, WATER)
    assert commands.json("status")["why"].startswith("rules of similar articles changed from ")

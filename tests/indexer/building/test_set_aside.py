"""One item that cannot be indexed stops no other: it is set aside with its reason, and tried again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.building import preparation
from indexer.extract.extractor import Extractor
from tests.indexer.running import ARTICLES, Commands, write_export
from tests.indexer.test_commands import served

HOSTILE = "نص يفجّر الاستخراج"


class Fragile(Extractor):
    """An extractor with a fault that one text shows."""

    def extract(self, raw: Any) -> Any:
        if HOSTILE in raw.text:
            raise ZeroDivisionError("nobody foresaw this")
        return super().extract(raw)


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Every build extracts with the fault, until the function that this gives is called."""
    monkeypatch.setattr(preparation, "Extractor", Fragile)
    return lambda: monkeypatch.setattr(preparation, "Extractor", Extractor)


def hostile(id: str = "hostile", text: str = HOSTILE) -> dict[str, str]:
    return {"id": id, "title": "خبر", "text": text}


def test_the_others_are_indexed_and_it_is_named(
    commands: Commands, tmp_path: Path, fragile: Callable[[], None]
) -> None:
    export = write_export(tmp_path / "export.jsonl", [*ARTICLES, hostile()])
    code, out, err = commands.run("reindex", "--source", export)
    assert (code, "1 rejected" in out) == (0, True)
    assert f"rejected {export}" in err
    assert "cannot be indexed: ZeroDivisionError: nobody foresaw this" in err
    assert set(served(commands)) == {article["id"] for article in ARTICLES}
    (named,) = commands.json("status")["rejected"]
    assert "ZeroDivisionError" in named["reason"]
    assert commands.run("verify")[0] == 0


def test_with_strict_it_is_an_exit_code(commands: Commands, tmp_path: Path, fragile: Callable[[], None]) -> None:
    export = write_export(tmp_path / "export.jsonl", [*ARTICLES, hostile()])
    assert commands.run("reindex", "--source", export, "--strict")[0] == 4


def test_a_quiet_run_names_it_once(commands: Commands, tmp_path: Path, fragile: Callable[[], None]) -> None:
    export = write_export(tmp_path / "export.jsonl", [*ARTICLES, hostile()])
    first = commands.run("reindex", "--source", export, "--quiet")
    assert (first[0], first[1], "ZeroDivisionError" in first[2]) == (0, "", True)
    write_export(export, [*ARTICLES, hostile(), {"id": "more", "text": "خبر آخر"}])
    assert commands.run("reindex", "--source", export, "--quiet") == (0, "", "")
    assert "more" in served(commands)


def test_its_last_good_state_stays_indexed(commands: Commands, tmp_path: Path, fragile: Callable[[], None]) -> None:
    export = write_export(tmp_path / "export.jsonl", [*ARTICLES, hostile(text="النص السليم")])
    commands.run("reindex", "--source", export)
    write_export(export, [*ARTICLES, hostile()])
    for full in ([], ["--full"]):
        commands.run("reindex", "--source", export, *full)
        assert served(commands)["hostile"].text == "النص السليم"
        assert len(commands.json("status")["rejected"]) == 1


def test_it_is_tried_again_when_it_changes(commands: Commands, tmp_path: Path, fragile: Callable[[], None]) -> None:
    export = write_export(tmp_path / "export.jsonl", [*ARTICLES, hostile()])
    commands.run("reindex", "--source", export)
    write_export(export, [*ARTICLES, hostile(text="صار سليمًا")])
    commands.run("reindex", "--source", export)
    assert served(commands)["hostile"].text == "صار سليمًا"
    assert commands.json("status")["rejected"] == []


def test_it_is_tried_again_when_a_person_asks(commands: Commands, tmp_path: Path, fragile: Callable[[], None]) -> None:
    export = write_export(tmp_path / "export.jsonl", [*ARTICLES, hostile()])
    commands.run("reindex", "--source", export)
    fragile()
    assert commands.json("reindex", "--source", export)["reason"] == "nothing changed"
    assert commands.json("retry") == {"items": 1}
    commands.run("reindex", "--source", export)
    assert served(commands)["hostile"].text == HOSTILE
    assert commands.json("retry") == {"items": 0}


def test_a_build_that_could_index_nothing_is_not_served(
    commands: Commands, tmp_path: Path, fragile: Callable[[], None]
) -> None:
    export = write_export(tmp_path / "export.jsonl", [hostile(str(number)) for number in range(3)])
    code, _, err = commands.run("reindex", "--source", export)
    assert code == 1
    assert "none of the 3 articles can be indexed" in err
    assert not (commands.data / "CURRENT").exists()


def test_a_withdrawn_item_is_set_aside_no_more(commands: Commands, tmp_path: Path, fragile: Callable[[], None]) -> None:
    export = write_export(tmp_path / "export.jsonl", [*ARTICLES, hostile()])
    commands.run("reindex", "--source", export)
    write_export(export, list(ARTICLES))
    commands.run("reindex", "--source", export)
    assert commands.json("status")["rejected"] == []
    assert commands.run("verify")[0] == 0

"""A data directory, a collection that changes, and small tables for all runs."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.__main__ import main
from indexer.extract.extractor import Extractor
from indexer.model.errors import Exit
from indexer.model.settings import Settings, read_settings
from tests.reliability.crashing import Act, Ending, run
from tests.reliability.newsdesk import Newsdesk, hostile, state

Reindex = Callable[..., Ending]
SET_ASIDE = "#hostile: cannot be indexed: RuntimeError"


@pytest.fixture(autouse=True)
def _small_tables(small_seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MITHAQ_SEEDS", str(small_seeds))
    monkeypatch.setattr(Extractor, "extract", hostile)


@pytest.fixture(params=["columnar", "whoosh"])
def settings(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("MITHAQ_ENGINE", request.param)
    monkeypatch.setenv("MITHAQ_KEEP_GENERATIONS", "2")
    return replace(read_settings(), data=tmp_path / "data")


@pytest.fixture
def newsdesk(request: pytest.FixtureRequest, tmp_path: Path) -> Newsdesk:
    return Newsdesk(tmp_path / "export.jsonl", seed=getattr(request, "param", 6))


@pytest.fixture
def reindex(settings: Settings, newsdesk: Newsdesk, tmp_path: Path) -> Reindex:
    """`reindex(*options, act=, killed_after=, data=)`: one quiet run over the collection as it is now. What it says of
    the hostile item, which is once, is left out."""

    def command(data: Path) -> tuple[str, ...]:
        return ("reindex", "--quiet", "--allow-withdrawals", "--data", str(data), "--source", str(newsdesk.export))

    def once(
        *options: str, act: Act | None = None, killed_after: float | None = None, data: Path = settings.data
    ) -> Ending:
        code, said = run((*command(data), *options), tmp_path / "told", act, killed_after)
        return Ending(code, "".join(line for line in said.splitlines(True) if SET_ASIDE not in line))

    # What is imported and compiled by a first run is inherited by the others.
    assert main(command(tmp_path / "warm")) == Exit.DONE
    state(replace(settings, data=tmp_path / "warm"))
    return once

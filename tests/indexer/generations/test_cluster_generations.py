"""Generations on a real node: filled from the archive, served by an alias, continued, rolled back, pruned."""

import json
import shutil
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer.engines.opensearch.cluster import Cluster
from indexer.generations.choice import generations_of
from indexer.generations.on_cluster import ClusterGenerations
from indexer.model.cluster import ClusterSettings
from indexer.model.errors import GenerationError
from indexer.model.settings import Settings, read_settings
from search.model.results import Parameters
from search.service import SearchService
from tests.indexer.running import ARTICLES, Commands, write_export
from tests.opensearch.nodes import Nodes
from tests.opensearch.proxy import Proxy

pytestmark = pytest.mark.cluster

NEW = ARTICLES[0] | {"id": "oman-visit", "title": "Oman receives a delegation", "text": "MUSCAT: A delegation came."}


@pytest.fixture
def proxy(cluster: ClusterSettings) -> Iterator[Proxy]:
    with Proxy(cluster.urls[0]).running() as running:
        yield running


@pytest.fixture
def settings(
    proxy: Proxy, cluster: ClusterSettings, tmp_path: Path, small_seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """The settings of a newsroom on the cluster, which its commands read too."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    values = {"ENGINE": "opensearch", "OPENSEARCH_URL": proxy.url, "OPENSEARCH_PREFIX": cluster.prefix}
    for name, value in {**values, "DATA": str(tmp_path / "data"), "SEEDS": str(small_seeds)}.items():
        monkeypatch.setenv(f"MITHAQ_{name}", value)
    return read_settings()


@pytest.fixture
def commands(settings: Settings, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(settings.data, capsys)


def found(settings: Settings, query: str) -> list[str]:
    """The ids that a fresh process finds."""
    service = SearchService(settings)
    try:
        return [hit.id for hit in service.search(Parameters(q=query)).hits]
    finally:
        service.close()


def test_the_life_of_generations(
    settings: Settings, commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = write_export(tmp_path / "export.jsonl")
    assert commands.json("reindex", "--source", export)["generation"] == "gen-000001"
    assert commands.run("verify") == (0, "gen-000001: whole, 3 articles\n", "")
    assert found(settings, "memorandum") == ["kuwait-unodc"]
    assert set(found(settings, "الاتجار")) == {"uae-committee", "bahrain-training"}
    assert not (settings.data / "CURRENT").exists()

    write_export(export, (*ARTICLES[1:], NEW))
    report = commands.json("reindex", "--source", export, "--allow-withdrawals")
    assert report["generation"] == "gen-000002"
    assert found(settings, "delegation") == ["oman-visit"]
    assert found(settings, "memorandum") == []
    assert commands.run("verify")[0] == 0
    assert commands.json("reindex", "--source", export)["generation"] == "gen-000002"

    assert commands.json("rollback")["generation"] == "gen-000001"
    assert found(settings, "memorandum") == ["kuwait-unodc"]
    assert commands.json("reindex", "--source", export)["generation"] == "gen-000003"

    monkeypatch.setenv("MITHAQ_KEEP_GENERATIONS", "2")
    assert commands.json("prune")["removed"] == ["gen-000001"]
    left = Cluster(settings.cluster).ours(f"{settings.cluster.prefix}-*")
    assert len([name for name in left if "-index-" in name]) == 2
    assert len([name for name in left if "-gen-" in name]) == 2


def test_processes_without_a_data_directory_serve_what_is_swapped(
    settings: Settings, commands: Commands, tmp_path: Path
) -> None:
    export = write_export(tmp_path / "export.jsonl")
    commands.json("reindex", "--source", export)
    now = [0.0]
    bare = replace(settings, data=tmp_path / "nowhere")
    services = [SearchService(bare), SearchService(bare)]
    for service in services:
        service._snapshots.generations._clock = lambda: now[0]  # type: ignore[attr-defined]
        assert service.search(Parameters(q="memorandum")).generation == "gen-000001"
    shutil.move(settings.data, tmp_path / "elsewhere")  # another machine
    moved = replace(settings, data=tmp_path / "elsewhere")
    commands.data = moved.data
    for number in (2, 3, 4):
        late = NEW | {"id": f"visit-{number}", "title": f"Oman receives delegation {number}"}
        write_export(export, (*ARTICLES, late))
        commands.json("reindex", "--source", export, "--allow-withdrawals")
        for service in services:
            assert service.search(Parameters(q="delegation")).generation == f"gen-{number - 1:06d}"
        now[0] += 10
        for service in services:
            page = service.search(Parameters(q="delegation"))
            assert (page.generation, [hit.id for hit in page.hits]) == (f"gen-{number:06d}", [f"visit-{number}"])
            assert json.loads((service.status_folder() / "status.json").read_text())["generation"] == page.generation
    for service in services:
        service.close()
    assert not (tmp_path / "nowhere").exists()


def test_an_embedded_index_goes_on_beside_the_cluster(settings: Settings, commands: Commands, tmp_path: Path) -> None:
    export = write_export(tmp_path / "export.jsonl")
    commands.json("reindex", "--source", export, "--engine", "columnar")
    commands.json("reindex", "--source", export)
    for one in (settings, replace(settings, engine="columnar")):
        assert found(one, "memorandum") == ["kuwait-unodc"]
    assert generations_of(replace(settings, engine="columnar")).current_name() == "gen-000001"


def test_a_run_that_loses_the_cluster_leaves_what_is_served(
    settings: Settings, commands: Commands, proxy: Proxy, tmp_path: Path
) -> None:
    export = write_export(tmp_path / "export.jsonl")
    commands.json("reindex", "--source", export)
    write_export(export, (*ARTICLES, NEW))

    def lost(_method: str, path: str, _answer: Any) -> None:
        proxy.is_gone = "_bulk" in path or proxy.is_gone

    proxy.trouble = lost
    code, _, err = commands.run("reindex", "--source", export)
    assert code == 1
    assert "MITHAQ_OPENSEARCH_URL: no node answers" in err
    assert len(err.splitlines()) == 1
    proxy.is_gone, proxy.trouble = False, None
    assert generations_of(settings).current_name() == "gen-000001"
    assert found(settings, "memorandum") == ["kuwait-unodc"]
    assert commands.json("reindex", "--source", export)["generation"] == "gen-000002"
    left = Cluster(settings.cluster).ours(f"{settings.cluster.prefix}-index-*")
    assert len(left) == 2


def in_part(_method: str, path: str, answer: Any) -> tuple[int, Any] | None:
    """The answers of a cluster of which a part does not answer, and lacks its articles."""
    if "_msearch" not in path:
        return None
    for one in answer["responses"]:
        one["_shards"] |= {"total": 2, "failed": 1}
        one["hits"]["total"]["value"] = 0
    return 200, answer


def test_verify_judges_nothing_by_a_partial_answer(
    settings: Settings, commands: Commands, proxy: Proxy, tmp_path: Path
) -> None:
    commands.json("reindex", "--source", write_export(tmp_path / "export.jsonl"))
    proxy.trouble = in_part
    code, out, err = commands.run("verify")
    assert (code, out) == (1, "")
    assert "answered only in part, so nothing was judged" in err
    assert "damaged" not in err
    proxy.trouble = None
    assert commands.run("verify") == (0, "gen-000001: whole, 3 articles\n", "")


def test_status_judges_nothing_while_the_cluster_does_not_answer(
    settings: Settings, commands: Commands, proxy: Proxy, tmp_path: Path
) -> None:
    commands.json("reindex", "--source", write_export(tmp_path / "export.jsonl"))
    index = next(iter(Cluster(settings.cluster).ours(f"{settings.cluster.prefix}-index-*")))
    busy = {"error": {"type": "cluster_manager_not_discovered_exception", "reason": "no manager"}, "status": 503}
    proxy.trouble = lambda method, path, _: (
        (503, busy) if (method, path.split("?")[0]) == ("GET", f"/{index}") else None
    )
    code, out, _ = commands.run("status", "--json")
    status = json.loads(out)
    assert code == 1
    assert (status["generation"], status["articles"]) == ("gen-000001", 3)
    assert "no manager" in status["fault"]
    assert "damaged" not in status["fault"]
    proxy.is_gone, proxy.trouble = True, None
    code, out, _ = commands.run("status", "--json")
    assert code == 1
    assert "no node answers" in json.loads(out)["fault"]
    proxy.is_gone = False
    assert "fault" not in commands.json("status")


def test_a_run_builds_nothing_anew_because_the_cluster_does_not_answer(
    settings: Settings, commands: Commands, proxy: Proxy, tmp_path: Path
) -> None:
    export = write_export(tmp_path / "export.jsonl")
    commands.json("reindex", "--source", export)
    index = next(iter(Cluster(settings.cluster).ours(f"{settings.cluster.prefix}-index-*")))
    busy = {"error": {"type": "cluster_manager_not_discovered_exception", "reason": "no manager"}, "status": 500}
    proxy.trouble = lambda method, path, _: (
        (500, busy) if (method, path.split("?")[0]) == ("GET", f"/{index}") else None
    )
    write_export(export, (*ARTICLES, NEW))
    code, _, err = commands.run("reindex", "--source", export)
    assert code == 1
    assert "no manager" in err
    proxy.trouble = None
    report = commands.json("reindex", "--source", export)
    assert (report["generation"], report["reason"]) == ("gen-000002", "continues gen-000001")


def test_a_generation_that_lost_a_part_is_not_served(
    settings: Settings, commands: Commands, proxy: Proxy, tmp_path: Path
) -> None:
    export = write_export(tmp_path / "export.jsonl")
    commands.json("reindex", "--source", export)
    write_export(export, (*ARTICLES, NEW))

    def lost(_method: str, path: str, _answer: Any) -> tuple[int, Any] | None:
        return (200, {"status": "red"}) if "_cluster/health" in path and "gen-000002" in path else None

    proxy.trouble = lost
    code, _, err = commands.run("reindex", "--source", export)
    assert code == 1
    assert "answered only in part" in err
    assert generations_of(settings).current_name() == "gen-000001"
    assert found(settings, "memorandum") == ["kuwait-unodc"]
    proxy.trouble = None
    assert commands.json("reindex", "--source", export)["generation"] == "gen-000003"
    assert found(settings, "delegation") == ["oman-visit"]


def test_who_serves_goes_on_while_nobody_says_which_generation_is_served(
    settings: Settings, commands: Commands, proxy: Proxy, tmp_path: Path
) -> None:
    commands.json("reindex", "--source", write_export(tmp_path / "export.jsonl"))
    now = [0.0]
    serving = ClusterGenerations(settings.data, settings.cluster, 2.0, lambda: now[0])
    assert serving.current_name() == "gen-000001"
    assert [path for _, path in proxy.asked if "_alias" in path][-1].endswith("?local=true")
    proxy.is_gone = True
    now[0] += 10
    assert serving.current_name() == "gen-000001"
    with pytest.raises(GenerationError, match="no node answers"):
        generations_of(settings).current_name()


def test_a_snapshot_brings_back_what_was_served(
    settings: Settings, commands: Commands, tmp_path: Path, one_node: Nodes
) -> None:
    export = write_export(tmp_path / "export.jsonl")
    commands.json("reindex", "--source", export)
    cluster, ours = Cluster(settings.cluster), f"{settings.cluster.prefix}-*"
    place = one_node.nodes[0].home / "snapshots" / settings.cluster.prefix
    repository = f"/_snapshot/{settings.cluster.prefix}"
    cluster.work("PUT", repository, {"type": "fs", "settings": {"location": str(place)}})
    cluster.work("PUT", f"{repository}/night", {"indices": ours}, wait_for_completion="true")
    for name in cluster.ours(ours):
        cluster.remove(name)
    assert generations_of(settings).current_name() is None
    cluster.work("POST", f"{repository}/night/_restore", {"indices": ours}, wait_for_completion="true")
    assert found(settings, "memorandum") == ["kuwait-unodc"]
    assert commands.run("verify") == (0, "gen-000001: whole, 3 articles\n", "")
    assert commands.json("reindex", "--source", export)["built"] is False
    cluster.close()


def test_an_alias_of_somebody_else_is_refused(settings: Settings, commands: Commands, tmp_path: Path) -> None:
    prefix = settings.cluster.prefix
    body = json.dumps({"aliases": {prefix: {}}}).encode()
    url = f"{settings.cluster.urls[0]}/{prefix}-theirs"
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"}, method="PUT")
    urllib.request.urlopen(request, timeout=30).close()
    code, _, err = commands.run("reindex", "--source", write_export(tmp_path / "export.jsonl"))
    assert code == 1
    assert "MITHAQ_OPENSEARCH_PREFIX" in err
    assert f"{prefix}-theirs, which this program did not make" in err
    with pytest.raises(GenerationError, match="did not make"):
        ClusterGenerations(settings.data, settings.cluster).current_name()
    urllib.request.urlopen(url, timeout=30).close()  # it is still there


def test_a_file_of_a_generation_that_was_altered_is_not_served(
    settings: Settings, commands: Commands, tmp_path: Path
) -> None:
    commands.json("reindex", "--source", write_export(tmp_path / "export.jsonl"))
    index = f"{settings.cluster.prefix}-gen-000001"
    Cluster(settings.cluster).write(index, {"lexicon.txt#0": {"content": "AAAA"}})
    bare = replace(settings, data=tmp_path / "nowhere")
    with pytest.raises(GenerationError, match=r"lexicon\.txt.*checksum differs"):
        found(bare, "memorandum")

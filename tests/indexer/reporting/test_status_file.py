"""`status.json`: written after every run, whole or failed, and read by the page without a path of this machine."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indexer.model.causes import Cause, Failure
from indexer.model.errors import DataDirectoryError
from indexer.model.notes import note
from indexer.model.settings import Settings
from indexer.model.source import Source
from indexer.model.translation import Words
from indexer.reporting.alarms import read_troubles
from indexer.reporting.outcome import RunOutcome
from indexer.reporting.status import RUNS_KEPT, record_run
from indexer.reporting.status_file import Run, load_status, read_public_status
from indexer.runs.ingest import Ingested
from indexer.runs.reindex import Report
from tests.indexer.running import Commands

NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


def fail(data: Path, minute: int = 0, sources: tuple[Source, ...] = ()) -> None:
    """Record a run of three seconds that failed."""
    started = NOON + timedelta(minutes=minute)
    outcome = RunOutcome(started, started + timedelta(seconds=3), error=note("the disk is full"))
    record_run(Settings(data=data, expected_minutes=20), sources, outcome)


def test_a_run_tells_what_it_found(commands: Commands, export: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken folder" / "export.jsonl"
    broken.parent.mkdir()
    broken.write_text('{"id": "one", "text": "خبر"}\n{"id":\n')
    commands.run("reindex", "--source", export, "--source", broken)
    status = read_public_status(commands.data)
    assert status is not None
    assert status.articles == 4
    assert [(one.name, one.articles, one.rejected) for one in status.sources] == [
        ("export.jsonl", 3, 0),
        ("export.jsonl (2)", 1, 1),
    ]
    assert [item.name for item in status.rejected] == ["export.jsonl:2"]
    assert [run.is_done for run in status.runs] == [True]
    assert status.refreshed == status.runs[0].finished
    assert str(tmp_path) not in repr(status)
    assert "broken folder" not in repr(status)


def test_a_failed_run_keeps_the_moment_of_the_last_refresh(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    refreshed = load_status(commands.data)["refreshed"]
    assert commands.run("reindex", "--source", export.with_name("missing"))[0] == 1
    after = load_status(commands.data)
    assert after["refreshed"] == refreshed
    assert after["outcome"] == "done"
    assert [one["location"] for one in after["collection"]["sources"]] == [
        str(export.with_name("missing")),
        str(export),
    ]


def test_each_source_tells_whether_it_could_be_read(commands: Commands, export: Path) -> None:
    missing = export.with_name("missing.jsonl")
    commands.run("reindex", "--source", export, "--source", missing)
    commands.run("reindex", "--source", export, "--source", missing)
    status = read_public_status(commands.data)
    assert [(one.name, one.is_failing, one.in_order) for one in status.sources] == [
        ("export.jsonl", False, status.runs[0].finished),
        ("missing.jsonl", True, None),
    ]
    assert status.refreshed == status.runs[0].finished


@pytest.mark.parametrize(("failed", "refreshed"), [(0, True), (1, True), (2, False)])
def test_a_run_that_could_read_no_source_refreshed_nothing(tmp_path: Path, failed: int, refreshed: bool) -> None:
    failures = tuple(Failure(name, note("source is missing"), Cause.FILES) for name in ("a", "b")[:failed])
    ingested = Ingested({}, 0, (), failures, frozenset())
    report = Report(
        "gen-000001",
        built=True,
        reason=note("x"),
        articles=1,
        ingested=ingested,
        aside=(),
        newly_aside=(),
        pruned=(),
        seconds=1.0,
    )
    record_run(Settings(data=tmp_path), (Source("a"), Source("b")), RunOutcome(NOON, NOON, report))
    assert (read_public_status(tmp_path).refreshed == NOON) is refreshed


def test_a_list_of_sources_with_a_fault_is_a_failed_run(
    commands: Commands, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.data.mkdir()
    listed = export.with_name("sources.toml")
    listed.write_text("[[source]\n")
    monkeypatch.setenv("MITHAQ_SOURCES", str(listed))
    assert commands.run("reindex")[0] == 2
    assert "sources.toml" in load_status(commands.data)["error"]


def test_a_run_that_failed_before_there_was_an_archive_is_recorded(tmp_path: Path) -> None:
    fail(tmp_path)
    status = read_public_status(tmp_path)
    assert status is not None
    assert status.runs == (Run(NOON + timedelta(seconds=3), False, 3.0),)
    assert (status.refreshed, status.articles, status.sources) == (None, 0, ())
    assert status.next_run == NOON + timedelta(minutes=20)


def test_a_damaged_archive_leaves_what_was_known_of_it(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    before = load_status(commands.data)["collection"]
    for file in commands.data.glob("archive.sqlite*"):
        file.write_bytes(b"not an archive" * 1000)
    assert commands.run("reindex", "--source", export)[0] == 1
    after = load_status(commands.data)
    assert (after["outcome"], after["collection"]) == ("failed", before)


def test_only_the_last_runs_are_kept_the_newest_first(tmp_path: Path) -> None:
    for minute in range(RUNS_KEPT + 3):
        fail(tmp_path, minute)
    runs = read_public_status(tmp_path).runs
    assert len(runs) == RUNS_KEPT
    assert runs[0].finished == NOON + timedelta(minutes=RUNS_KEPT + 2, seconds=3)


def test_a_status_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / ".status.json.new").mkdir()
    with pytest.raises(DataDirectoryError, match="cannot be written"):
        fail(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '{"outcome": "done"}',
        json.dumps({"runs": 3, "refreshed": None, "next_run": "x", "collection": {}}),
        json.dumps({"runs": [], "refreshed": "yesterday", "next_run": "2024-01-01", "collection": {"articles": 1}}),
        "\ud800",
    ],
)
def test_a_file_of_another_kind_is_no_status_and_stops_no_run(tmp_path: Path, content: str) -> None:
    (tmp_path / "status.json").write_text(content, "utf-8", "surrogatepass")
    assert read_public_status(tmp_path) is None
    fail(tmp_path)
    assert read_public_status(tmp_path) is not None


def test_there_is_no_status_before_the_first_run(tmp_path: Path) -> None:
    assert read_public_status(tmp_path) is None


@pytest.mark.parametrize("end", [ZeroDivisionError("of the program"), SystemExit(3)])
def test_whatever_ends_a_run_is_written_down(
    commands: Commands, export: Path, monkeypatch: pytest.MonkeyPatch, end: BaseException
) -> None:
    commands.run("reindex", "--source", export)

    def ended(*_: object) -> None:
        raise end

    monkeypatch.setattr("indexer.commands.reindexing.reindex", ended)
    with pytest.raises(type(end)):
        commands.run("reindex", "--source", export)
    status = read_public_status(commands.data)
    assert status is not None
    assert [run.is_done for run in status.runs] == [False, True]
    assert load_status(commands.data)["error"].startswith(f"the run was ended by {type(end).__name__}")


def test_a_status_of_the_first_version_is_read(commands: Commands, export: Path, tmp_path: Path) -> None:
    """0.1.0 wrote the reason and the location of a rejection for its operator alone, and a trouble without its note."""
    empty = tmp_path / "my news" / "empty.txt"
    empty.parent.mkdir()
    empty.write_text("")
    commands.run("reindex", "--source", export, "--source", empty, "--source", tmp_path / "missing")
    file = commands.data / "status.json"
    content = json.loads(file.read_text("utf-8"))
    for item in content["collection"]["rejected"]:
        for name in ("uri", "within", "note"):
            del item[name]
    for trouble in content["troubles"].values():
        del trouble["note"]
    file.write_text(json.dumps(content), encoding="utf-8")
    status = read_public_status(commands.data)
    assert status is not None
    (item,) = status.rejected
    assert (item.name, item.reason) == ("empty.txt", note("is empty"))
    (trouble,) = read_troubles(content).values()
    assert Words("ar").note(trouble.reason).startswith("المصدر ")

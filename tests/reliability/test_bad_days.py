"""What goes wrong in the life of an installation: folders that vanish, odd dates, mistakes in lists, a lost disk."""

import json
import os
from pathlib import Path

import pytest

from indexer.generations.generations import CURRENT, Generations
from indexer.model.errors import GenerationError
from indexer.model.settings import Settings, read_settings
from search.model.results import Parameters
from search.service import SearchService
from tests.indexer.running import ARTICLES, Commands, write_export

pytestmark = pytest.mark.reliability

LAST_WEEK = 1_700_000_000


@pytest.fixture
def commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(tmp_path / "data", capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two exports: three articles, and one."""
    folder = tmp_path / "news"
    folder.mkdir()
    write_export(folder / "a.jsonl")
    write_export(folder / "b.jsonl", ({"id": "other", "title": "Oman", "text": "A committee met in Muscat."},))
    settle(folder)
    return folder


def settle(folder: Path) -> None:
    """Files that were written long ago, as far as their stamps say."""
    for file in folder.iterdir():
        os.utime(file, (LAST_WEEK, LAST_WEEK))


def found(commands: Commands) -> list[str]:
    service = SearchService(Settings(data=commands.data, seeds=read_settings({}).seeds))
    try:
        return sorted(hit.id for hit in service.search(Parameters(limit=50)).hits)
    finally:
        service.close()


EVERYTHING = ["bahrain-training", "kuwait-unodc", "other", "uae-committee"]


def test_a_folder_that_turns_empty_keeps_its_articles_and_is_named(commands: Commands, folder: Path) -> None:
    assert commands.run("reindex", "--quiet", "--source", folder) == (0, "", "")
    for file in folder.iterdir():
        file.unlink()
    for _ in range(2):
        code, out, err = commands.run("reindex", "--quiet", "--source", folder)
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert str(folder) in err
        assert "--allow-withdrawals" in err
        assert found(commands) == EVERYTHING
    assert commands.json("reindex", "--source", folder, "--allow-withdrawals")["withdrawn"] == len(EVERYTHING)
    assert found(commands) == []


def test_an_empty_folder_does_not_hold_up_the_other_sources(commands: Commands, folder: Path, tmp_path: Path) -> None:
    export = write_export(tmp_path / "export.jsonl", ({"id": "new", "title": "Qatar", "text": "News of Doha."},))
    commands.run("reindex", "--source", folder)
    for file in folder.iterdir():
        file.unlink()
    code, _, err = commands.run("reindex", "--quiet", "--source", folder, "--source", export)
    assert (code, err.count("\n")) == (1, 1)
    assert found(commands) == sorted([*EVERYTHING, "new"])


def test_an_empty_folder_that_never_had_anything_is_no_fault(commands: Commands, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert commands.run("reindex", "--quiet", "--source", tmp_path / "empty", "--source", folder) == (0, "", "")


def test_an_empty_folder_is_named_while_there_is_no_article_at_all(commands: Commands, folder: Path) -> None:
    empty = folder.with_name("empty")
    empty.mkdir()
    for _ in range(2):
        code, out, err = commands.run("reindex", "--quiet", "--source", empty)
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert f"source {empty} is empty" in err
    assert commands.run("reindex", "--quiet", "--source", empty, "--source", folder) == (0, "", "")


def test_an_unmounted_folder_keeps_its_articles_and_returns(commands: Commands, folder: Path) -> None:
    commands.run("reindex", "--source", folder)
    folder.rename(folder.with_name("elsewhere"))
    code, _, err = commands.run("reindex", "--quiet", "--source", folder)
    assert (code, err.count("\n")) == (1, 1)
    assert str(folder) in err
    assert found(commands) == EVERYTHING
    folder.with_name("elsewhere").rename(folder)
    outcome = commands.json("reindex", "--source", folder)
    assert (outcome["new"], outcome["restored"], outcome["withdrawn"], outcome["built"]) == (0, 0, 0, False)


def test_files_that_did_not_change_keep_their_articles_when_another_does(
    commands: Commands, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.sources.location.SETTLED_SECONDS", -1)
    commands.run("reindex", "--source", folder)
    write_export(folder / "b.jsonl", (ARTICLES[0], {"id": "another", "title": "Oman", "text": "News of Muscat."}))
    outcome = commands.json("reindex", "--source", folder)
    assert (outcome["new"], outcome["same"], outcome["withdrawn"]) == (1, 3, 0)
    (rejected,) = outcome["rejected"]
    assert "kuwait-unodc" in rejected["reason"]
    assert found(commands) == sorted([*EVERYTHING, "another"])
    (folder / "c.jsonl").write_text('{"id": "third", "text": "News of Salalah."}\n', encoding="utf-8")
    outcome = commands.json("reindex", "--source", folder)
    assert (outcome["new"], outcome["same"], outcome["withdrawn"]) == (1, 5, 0)
    assert outcome["rejected"] == [rejected]


def test_an_article_moves_from_one_file_to_another_that_is_read_later(
    commands: Commands, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.sources.location.SETTLED_SECONDS", -1)
    commands.run("reindex", "--source", folder)
    write_export(folder / "a.jsonl", ARTICLES[1:])
    assert commands.json("reindex", "--source", folder)["withdrawn"] == 1
    write_export(folder / "c.jsonl", ARTICLES[:1])
    outcome = commands.json("reindex", "--source", folder)
    assert (outcome["restored"], outcome["rejected"]) == (1, [])
    assert found(commands) == EVERYTHING


def test_an_article_moves_from_one_source_to_another_that_is_read_later(commands: Commands, tmp_path: Path) -> None:
    one, other = write_export(tmp_path / "one.jsonl"), write_export(tmp_path / "other.jsonl", ())
    sources = ("--source", one, "--source", other)
    commands.run("reindex", *sources)
    write_export(one, ARTICLES[1:])
    write_export(other, ARTICLES[:1])
    outcome = commands.json("reindex", *sources)
    assert (outcome["withdrawn"], outcome["rejected"], outcome["articles"]) == (0, [], 3)
    assert "kuwait-unodc" in found(commands)


@pytest.mark.parametrize("published", ["9999-12-31", "9999-12-31T23:59:59-14:00", "0001-01-01", "31.12.99999", "1e9"])
def test_a_date_at_the_edge_of_time_is_indexed_and_sorted(commands: Commands, tmp_path: Path, published: str) -> None:
    odd = {"id": "odd", "title": "Odd", "text": "A memorandum of 31 December 9999.", "published": published}
    export = write_export(tmp_path / "export.jsonl", (*ARTICLES, odd))
    assert commands.run("reindex", "--quiet", "--source", export) == (0, "", "")
    assert "odd" in found(commands)
    assert commands.run("verify")[0] == 0


def test_two_sources_with_the_same_address_keep_both_articles(commands: Commands, tmp_path: Path) -> None:
    url = "https://news.example.org/mou"
    one = write_export(tmp_path / "one.jsonl", ({"id": "a", "url": url, "title": "Kuwait", "text": "It was signed."},))
    two = write_export(tmp_path / "two.jsonl", ({"id": "b", "url": url, "title": "الكويت", "text": "وقعت المذكرة."},))
    assert commands.run("reindex", "--quiet", "--strict", "--source", one, "--source", two) == (0, "", "")
    assert found(commands) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[source]]\npath = "news"\n[[source]\n', "line 3"),
        ('[[source]]\npath = "news"\n\n[[source]]\npth = "x"\n', "line 4"),
        ('[[source]]\npath = "news"\nevery = "soon"\n', "line 1"),
        ('[[source]]\npath = "news"\n[[source]]\npath = "news"\n', "line 3"),
    ],
)
def test_a_mistake_in_the_list_names_its_line_and_the_index_stays(
    commands: Commands, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, line: str
) -> None:
    sources = tmp_path / "sources.toml"
    monkeypatch.setenv("MITHAQ_SOURCES", str(sources))
    sources.write_text(f"[[source]]\npath = {json.dumps(str(folder))}\n", encoding="utf-8")
    assert commands.run("reindex", "--quiet") == (0, "", "")
    sources.write_text(text, encoding="utf-8")
    code, out, err = commands.run("reindex", "--quiet")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert str(sources) in err
    assert line in err
    assert found(commands) == EVERYTHING


def test_a_backup_made_step_by_step_is_restored(commands: Commands, folder: Path, tmp_path: Path) -> None:
    """The steps of docs/cron.md."""
    commands.run("reindex", "--source", folder)
    backup = tmp_path / "archive-backup.sqlite"
    assert commands.run("backup", backup)[0] == 0
    for file in folder.iterdir():
        file.unlink()
    commands.data.rename(tmp_path / "lost")
    commands.data.mkdir()
    backup.rename(commands.data / "archive.sqlite")
    code, _, err = commands.run("reindex", "--source", folder)
    assert (code, str(folder) in err) == (1, True)
    assert found(commands) == EVERYTHING
    generation = Generations(commands.data).current()
    assert generation is not None
    assert generation.manifest.reason == "the first generation"


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"\xd9\x80", ("reindex", "--quiet")),
        (b"\xd9\x80", ("reindex", "--quiet", "--full")),
        (b"\xd9\x80", ("rollback",)),
        (b"", ("reindex", "--quiet")),
        (b"gen-999999\n", ("rollback",)),
    ],
)
def test_a_current_that_names_nothing_is_one_line_until_it_is_healed(
    commands: Commands, folder: Path, content: bytes, remedy: tuple[str, ...]
) -> None:
    commands.run("reindex", "--source", folder)
    (commands.data / CURRENT).write_bytes(content)
    with pytest.raises(GenerationError, match="run: python -m indexer"):
        found(commands)
    code, _, err = commands.run("verify")
    assert (code, err.count("\n")) == (1, 1)
    code, out, err = commands.run("status")
    assert (code, err, "fault: " in out) == (1, "", True)
    more = ("--source", folder) if remedy[0] == "reindex" else ()
    code, _, err = commands.run(*remedy, *more)
    assert (code, err) == (0, "")
    assert found(commands) == EVERYTHING
    assert commands.run("verify")[0] == 0

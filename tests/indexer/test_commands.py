"""The commands as cron and an operator use them: exit codes, what they print, and what they leave on disk."""

import gettext
import io
import json
import os
import re
from hashlib import sha256
from pathlib import Path

import pytest

from indexer.__main__ import main
from indexer.engines.factory import engine
from indexer.generations.generations import Generations
from indexer.model.article import Article
from indexer.model.translation import TRANSLATIONS
from indexer.runs.lock import run_lock
from tests.indexer.running import ARTICLES, Commands, write_export


def served(commands: Commands) -> dict[str, Article]:
    """The articles of the served generation, by id."""
    generation = Generations(commands.data).current()
    assert generation is not None
    snapshot = engine(generation.manifest.engine).open(generation.index)
    try:
        return {article.id: article for article in snapshot.articles(sorted(snapshot.ids()))}
    finally:
        snapshot.close()


def test_a_first_run_serves_everything(commands: Commands, export: Path) -> None:
    outcome = commands.json("reindex", "--source", export)
    assert (outcome["generation"], outcome["built"], outcome["new"]) == ("gen-000001", True, 3)
    assert served(commands).keys() == {article["id"] for article in ARTICLES}


def test_a_quiet_run_that_succeeds_prints_nothing(commands: Commands, export: Path) -> None:
    assert commands.run("reindex", "--quiet", "--source", export) == (0, "", "")


def test_a_second_run_writes_nothing(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    outcome = commands.json("reindex", "--source", export)
    assert (outcome["built"], outcome["reason"], outcome["generation"]) == (False, "nothing changed", "gen-000001")


def test_a_change_continues_the_served_generation(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    revised = ARTICLES[0] | {"text": "A new text about Oman."}
    write_export(export, (revised, *ARTICLES[1:], {"id": "new", "text": "A new article."}))
    outcome = commands.json("reindex", "--source", export)
    assert (outcome["new"], outcome["revised"], outcome["reason"]) == (1, 1, "continues gen-000001")
    articles = served(commands)
    assert articles["kuwait-unodc"].text == "A new text about Oman."
    assert len(articles) == 4


def test_a_withdrawn_item_leaves_the_index_and_returns(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    write_export(export, ARTICLES[1:])
    assert commands.json("reindex", "--source", export, "--allow-withdrawals")["withdrawn"] == 1
    assert "kuwait-unodc" not in served(commands)
    write_export(export)
    assert commands.json("reindex", "--source", export)["restored"] == 1
    assert "kuwait-unodc" in served(commands)


def test_a_run_that_would_withdraw_too_much_withdraws_nothing_and_says_so_each_time(
    commands: Commands, export: Path
) -> None:
    commands.run("reindex", "--source", export)
    write_export(export, ({"id": "new", "text": "A new article."},))
    for articles in (3, 4):
        code, out, err = commands.run("reindex", "--quiet", "--source", export)
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert f"3 of {articles}" in err
        assert "--allow-withdrawals" in err
        assert served(commands).keys() == {"new", *(article["id"] for article in ARTICLES)}
    assert commands.json("reindex", "--source", export, "--allow-withdrawals")["withdrawn"] == 3
    assert served(commands).keys() == {"new"}


def test_two_sources_are_kept_side_by_side(commands: Commands, export: Path, tmp_path: Path) -> None:
    other = write_export(tmp_path / "other.jsonl", ({"id": "other", "text": "Another article."},))
    commands.run("reindex", "--source", export)
    commands.run("reindex", "--source", other)
    assert len(served(commands)) == 4


def test_a_bad_line_is_rejected_and_what_it_held_stays(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    lines = export.read_text("utf-8").splitlines()
    export.write_text("\n".join([lines[0][:20], *lines[1:]]), encoding="utf-8")
    assert commands.run("reindex", "--quiet", "--source", export) == (0, "", "")
    assert len(served(commands)) == 3
    (rejected,) = commands.json("status")["rejected"]
    assert rejected["place"] == f"{export}:1"
    assert commands.run("reindex", "--strict", "--quiet", "--source", export)[0] == 4


def test_the_same_id_at_two_locations_is_rejected_once(commands: Commands, export: Path, tmp_path: Path) -> None:
    other = write_export(tmp_path / "other.jsonl", (ARTICLES[0],))
    outcome = commands.json("reindex", "--source", export, "--source", other)
    (rejected,) = outcome["rejected"]
    assert "kuwait-unodc" in rejected["reason"]
    assert outcome["articles"] == 3


def test_a_missing_source_is_one_line_and_the_rest_stays(commands: Commands, export: Path, tmp_path: Path) -> None:
    commands.run("reindex", "--source", export)
    code, out, err = commands.run("reindex", "--quiet", "--source", tmp_path / "missing")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "missing" in err
    assert len(served(commands)) == 3


def test_a_first_run_without_any_source_fails(commands: Commands, tmp_path: Path) -> None:
    code, _, err = commands.run("reindex", "--source", tmp_path / "missing")
    assert code == 1
    assert err.count("\n") == 1
    assert json.loads((commands.data / "status.json").read_text("utf-8"))["outcome"] == "failed"


def test_a_data_directory_that_cannot_be_made_is_one_line(export: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "file").write_text("in the way")
    code, out, err = Commands(tmp_path / "file", capsys).run("reindex", "--source", export)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "--data" in err


def test_a_run_that_meets_another_ends_with_its_own_code(commands: Commands, export: Path) -> None:
    with run_lock(commands.data):
        code, out, err = commands.run("reindex", "--quiet", "--source", export)
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert str(os.getpid()) in err


@pytest.mark.parametrize("arguments", [["reindex", "--colour"], ["reindex", "--source"], ["reindx"], ["archive"]])
@pytest.mark.parametrize("ui", ["en", "ar"])
def test_a_wrong_option_is_one_line_that_says_where_help_is(
    capsys: pytest.CaptureFixture[str], arguments: list[str], ui: str
) -> None:
    assert main([*arguments, "--ui", ui]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), "--help" in err) == ("", 1, True)
    assert err.startswith("mithaq: ")


def test_a_wrong_setting_is_a_usage_error(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MITHAQ_PORT", "many")
    code, _, err = commands.run("status")
    assert code == 2
    assert "MITHAQ_PORT" in err


def test_rollback_serves_the_one_before_and_the_next_run_continues(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    write_export(export, (*ARTICLES, {"id": "new", "text": "A new article."}))
    commands.run("reindex", "--source", export)
    assert commands.json("rollback") == {"generation": "gen-000001", "before": "gen-000002"}
    assert len(served(commands)) == 3
    assert commands.json("reindex", "--source", export)["generation"] == "gen-000003"
    assert len(served(commands)) == 4


def test_rollback_without_an_earlier_generation_fails(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    code, _, err = commands.run("rollback")
    assert (code, err.count("\n")) == (1, 1)
    assert "there is no generation before gen-000001 to go back to; run: python -m indexer reindex --full" in err


def test_rollback_without_any_generation_says_what_to_run(commands: Commands) -> None:
    code, _, err = commands.run("rollback")
    assert (code, err) == (1, f"mithaq: {commands.data}: there is no index yet; run: python -m indexer reindex\n")


def test_verify_names_a_damaged_file(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    assert commands.json("verify")["faults"] == []
    generation = Generations(commands.data).current()
    assert generation is not None
    victim = max((path for path in generation.index.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 0xFF
    victim.write_bytes(content)
    code, out, _ = commands.run("verify")
    assert code == 1
    assert str(victim) in out


def test_a_full_run_says_why_it_rebuilds(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    outcome = commands.json("reindex", "--full", "--source", export)
    assert (outcome["built"], outcome["reason"]) == (True, "asked for with --full")


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("schema", 0, "schema changed from 0"),
        ("analysis", "old", "analysis changed from old"),
    ],
)
def test_another_version_rebuilds_and_says_why(commands: Commands, export: Path, key: str, value, reason: str) -> None:
    commands.run("reindex", "--source", export)
    manifest = commands.data / "gen-000001" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {key: value}), encoding="utf-8")
    outcome = commands.json("reindex", "--source", export)
    assert outcome["built"]
    assert reason in outcome["reason"]


def test_a_damaged_served_generation_is_rebuilt(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    (commands.data / "gen-000001" / "manifest.json").write_text("{")
    outcome = commands.json("reindex", "--source", export)
    assert (outcome["generation"], outcome["articles"]) == ("gen-000002", 3)
    assert "damaged" in outcome["reason"]


def test_extract_shows_values_with_their_words_and_writes_nothing(commands: Commands, export: Path) -> None:
    code, out, _ = commands.run("extract", "--json", "--source", export)
    assert code == 0
    first = json.loads(out.splitlines()[0])
    assert first["published"] == "2023-05-02"
    (country,) = [c for c in first["extracted"]["countries"] if c["code"] == "KW"]
    evidence = country["evidence"][0]
    assert first[evidence["field"]][evidence["start"] : evidence["end"]] == evidence["words"]
    assert not commands.data.exists()


@pytest.mark.usefixtures("shipped_tables")
def test_extract_tells_the_parties(commands: Commands, tmp_path: Path) -> None:
    page = tmp_path / "talks.txt"
    page.write_text("UAE, Thailand hold talks.", encoding="utf-8")
    found = json.loads(commands.run("extract", "--json", "--source", page)[1])
    assert found["extracted"]["parties"] == [["AE", "TH"]]
    assert "United Arab Emirates – Thailand" in commands.run("extract", "--source", page)[1]


def test_extract_marks_the_words_for_a_person(commands: Commands, export: Path) -> None:
    code, out, _ = commands.run("extract", "--source", export)
    assert code == 0
    assert "Kuwait" in out
    assert "اللجنة الوطنية" in out


def test_status_before_the_first_run_says_what_to_do(commands: Commands) -> None:
    code, out, _ = commands.run("status")
    assert code == 1
    assert "python -m indexer reindex" in out


def test_status_shows_counts_and_the_last_run(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    status = commands.json("status")
    assert status["sources"] == {str(export): 3}
    assert status["last_run"]["outcome"] == "done"
    assert status["generation"] == "gen-000001"


def test_prune_keeps_what_the_setting_says(commands: Commands, export: Path, monkeypatch) -> None:
    monkeypatch.setenv("MITHAQ_KEEP_GENERATIONS", "2")
    for _ in range(4):
        commands.run("reindex", "--full", "--source", export)
    assert Generations(commands.data).names() == ["gen-000003", "gen-000004"]
    (commands.data / "building-dead").mkdir()
    assert commands.json("prune") == {"removed": ["building-dead"]}


def test_an_archive_moves_to_another_place_and_is_indexed_there(
    commands: Commands, export: Path, tmp_path: Path, capsys, monkeypatch
) -> None:
    commands.run("reindex", "--source", export)
    code, exported, _ = commands.run("archive", "export")
    assert code == 0
    other = Commands(tmp_path / "other", capsys)
    monkeypatch.setattr("sys.stdin", io.StringIO(exported))
    assert other.run("archive", "import")[0] == 0
    assert other.json("reindex", "--source", export)["articles"] == 3
    assert served(other) == served(commands)


def test_a_backup_restores_what_was_archived(commands: Commands, export: Path, tmp_path: Path, capsys) -> None:
    commands.run("reindex", "--source", export)
    assert commands.run("backup", tmp_path / "backup.sqlite")[0] == 0
    other = Commands(tmp_path / "other", capsys)
    other.data.mkdir()
    (tmp_path / "backup.sqlite").rename(other.data / "archive.sqlite")
    assert other.json("reindex", "--source", export)["new"] == 0
    assert served(other) == served(commands)


@pytest.mark.parametrize("arguments", [["archive", "export"], ["backup", "copy.sqlite"]])
def test_there_is_nothing_to_move_before_the_first_run(commands: Commands, arguments: list[str]) -> None:
    code, _, err = commands.run(*arguments)
    assert code == 1
    assert "python -m indexer reindex" in err


def test_bad_files_are_listed_with_place_and_reason_and_the_rest_is_indexed(commands: Commands, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    files = {
        "big.txt": b"a" * (20 * 1024 * 1024 + 1),
        "binary.txt": b"\x89PNG\r\n\x1a\n\0\0\0",
        "empty.txt": b"",
        "good.txt": "وقعت البحرين مذكرة تفاهم مع الكويت.".encode(),
        "lines.jsonl": b'{"id": "a", "text": "Oman"}\n{"id": "b", "te\n{"id": "a", "text": "Qatar"}\n',
        "none.html": b"<html><body><<<>>></body>",
        "none.rss": b"<?xml version='1.0'?><rs",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    outcome = commands.json("reindex", "--source", folder)
    assert (outcome["articles"], outcome["new"]) == (2, 2)
    rejected = {
        item["place"].removeprefix(f"{folder}/"): item["reason"] for item in commands.json("status")["rejected"]
    }
    expected = {"big.txt", "binary.txt", "empty.txt", "lines.jsonl:2", "lines.jsonl:3", "none.html", "none.rss"}
    assert rejected.keys() == expected
    assert all(rejected.values())


ARABIC_RUNS = {
    "reindex": ["reindex"],
    "status": ["status"],
    "verify": ["verify"],
    "rollback": ["rollback"],
    "prune": ["prune"],
    "extract": ["extract"],
}
PLACE = re.compile(r"%\(\w+\)s")


def english_in(text: str) -> list[str]:
    """The templates of the catalogue of which a text has all words of their own in English."""
    catalogue = gettext.translation("messages", str(TRANSLATIONS), languages=["ar"])._catalog
    sentences = [key for key in catalogue if isinstance(key, str) and key.count(" ") > 0]
    parts = {key: [part.strip(" ;:,.()") for part in PLACE.split(key)] for key in sentences}
    return [key for key, own in parts.items() if any(" " in part for part in own) and all(part in text for part in own)]


@pytest.mark.parametrize("name", ARABIC_RUNS)
def test_what_a_command_says_is_arabic_where_that_is_asked_for(commands: Commands, tmp_path: Path, name: str) -> None:
    source = tmp_path / "news"
    source.mkdir()
    (source / "broken.jsonl").write_text('{"text": 7}\n{"id": "1", "text": "وقّعت الكويت مذكرة"}\n')
    (source / "empty.txt").write_text("")
    (source / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    commands.run("reindex", "--source", source)
    if name == "verify":
        (commands.data / "gen-000001" / "lexicon.txt").write_text("x")
    arguments = [*ARABIC_RUNS[name], "--ui", "ar", *(["--source", source] if name in {"reindex", "extract"} else [])]
    _, out, err = commands.run(*arguments)
    assert re.search("[\u0621-\u064a]{3}", out + err)
    assert english_in(out + err) == []


def test_english_is_seen(commands: Commands) -> None:
    assert english_in(commands.run("verify")[2])


def test_messages_are_english_unless_asked_for(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MITHAQ_LANGUAGE", "ar")
    assert "there is no index yet; run: python -m indexer reindex" in commands.run("verify")[2]
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    _, out, err = commands.run("reindex", "--source", empty)
    assert f"rejected {empty}: is empty" in err
    assert "0 articles" in out


def test_json_is_english_in_every_language(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    assert commands.json("status", "--ui", "ar") == commands.json("status")
    assert commands.json("reindex", "--source", export, "--ui", "ar")["reason"] == "nothing changed"


def test_rollback_does_not_serve_what_this_code_cannot_open(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    commands.run("reindex", "--source", export, "--full")
    stamp = commands.data / "gen-000001" / "index" / "engine.json"
    manifest = commands.data / "gen-000001" / "manifest.json"
    content = json.loads(stamp.read_text())
    stamp.write_text(json.dumps(content | {"version": 1}))
    known = json.loads(manifest.read_text())
    known["checksums"]["index/engine.json"] = sha256(stamp.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(known))
    code, _, err = commands.run("rollback")
    assert code == 1
    assert "gen-000001 cannot be served: index" in err
    assert "was built by engine columnar v1" in err
    assert (commands.data / "CURRENT").read_text() == "gen-000002\n"

"""`python -m search report`: a curator reads what readers asked in vain, and mends it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from search_stories import STORIES, write_generation

from indexer.lexicon.entries import Entry
from search import report
from search.__main__ import main
from search.curating.logged import ALL, LoggedQuery

DAY = date(2024, 5, 20)
LINES = (
    *[LoggedQuery(DAY, "honey tractors", "en", 0, False, ("honey", "tractors"))] * 2,
    *[LoggedQuery(DAY - timedelta(days=9), "جرارات العسل", "ar", 0, False, ("العسل",))] * 3,
    *[LoggedQuery(DAY, "memorandum Oman", "en", 2, False, (), ("mou",))] * 2,
    *[LoggedQuery(DAY, "تفتيش العمل", "ar", 1, False, (), (ALL,))] * 2,
    LoggedQuery(DAY, "my name is Nobody", "en", 0, False, ("Nobody",)),
    *[LoggedQuery(DAY, "labour inspection", "en", 0)] * 2,  # articles on it came later
    *[LoggedQuery(DAY, "shelter training", "en", 0)] * 2,
    LoggedQuery(DAY - timedelta(days=91), "too old", "en", 0),
)
Report = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("report") / "data"
    write_generation(data, STORIES, concepts=True, entries=(Entry("tractor", "n", (), ("جرار",)),))
    return data


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "queries.jsonl"
    path.write_bytes(b"".join(line.as_line() for line in sorted(LINES, key=lambda line: line.day)))
    return path


@pytest.fixture
def run(
    data: Path,
    log: Path,
    tmp_path: Path,
    small_seeds: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Report:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MITHAQ_DATA", str(data))
    monkeypatch.setenv("MITHAQ_SEEDS", str(small_seeds))

    def run(*arguments: object) -> tuple[int, str, str]:
        code = report.main(["--log", str(log), *map(str, arguments)], today=lambda: DAY)
        return code, *capsys.readouterr()

    return run


def test_a_program_gets_what_was_asked_in_vain(run: Report) -> None:
    code, out, err = run("--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert {name: found[name] for name in ("from", "to", "asked", "different", "seldom", "mended", "learnt")} == {
        "from": "2024-05-11", "to": "2024-05-20", "asked": 14, "different": 7, "seldom": 1, "mended": 1, "learnt": 1,
    }  # fmt: skip
    assert found["without_results"] == [
        {"query": "جرارات العسل", "count": 3},
        {"query": "honey tractors", "count": 2},
        {"query": "shelter training", "count": 2},
    ]
    assert found["untranslated"] == [
        {"word": "العسل", "count": 3, "queries": ["جرارات العسل"]},
        {"word": "honey", "count": 2, "queries": ["honey tractors"]},
    ]
    assert [(one["id"], one["label"], one["queries"]) for one in found["removed"]] == [
        ("*", "", ["تفتيش العمل"]),
        ("mou", "memorandum of understanding", ["memorandum Oman"]),
    ]
    assert [(one["id"], one["ar"], one["en"]) for one in found["proposals"]] == [
        ("new", "العسل", ""),
        ("honey", "", "honey"),
        ("shelter-training", "", "shelter training"),
    ]


def test_a_person_reads_the_same(run: Report) -> None:
    out = run()[1]
    lines = out.splitlines()
    assert lines[0] == (
        "Queries from 2024-05-11 to 2024-05-20: 14; different ones: 7; not shown, since they were asked too seldom: 1"
    )
    assert "     3  العسل  (جرارات العسل)" in lines
    assert "     2  memorandum of understanding [mou]  (memorandum Oman)" in lines
    assert "     2  all of them  (تفتيش العمل)" in lines
    assert "honey\t\thoney" in lines
    assert "Nobody" not in out
    assert "too old" not in out


def test_the_labels_are_in_the_language_of_the_curator(run: Report) -> None:
    assert "مذكرة تفاهم [mou]" in run("--ui", "ar")[1]


def test_the_table_of_proposed_entries_stands_alone(run: Report) -> None:
    assert run("--tsv")[1].splitlines()[0] == "id\tar\ten"
    lexicon = run("--tsv", "lexicon")[1].splitlines()
    assert (lexicon[0], lexicon[-1]) == ("lemma\tpos\tforms\ttranslations", "honey\tother\t\t")


def test_what_was_asked_once_is_shown_only_to_who_insists(run: Report) -> None:
    assert "my name is Nobody" in run("--all")[1]
    assert "honey tractors" not in run("--least", 3)[1]
    assert "جرارات العسل" in run("--least", 3)[1]


def test_a_report_may_begin_later(run: Report) -> None:
    found = json.loads(run("--since", DAY, "--json")[1])
    assert (found["from"], found["asked"]) == ("2024-05-20", 11)
    assert run("--since", DAY + timedelta(days=1))[1] == "Nothing is in the log from 2024-05-21 on.\n"


def test_old_lines_are_dropped_even_where_nobody_asks_any_more(run: Report, log: Path) -> None:
    assert b"too old" in log.read_bytes()
    run()
    assert b"too old" not in log.read_bytes()


def test_a_log_that_cannot_be_changed_is_reported_on_all_the_same(
    run: Report, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("search.curating.query_log.QueryLog._replace", refuse)
    code, out, err = run()
    assert (code, "honey tractors" in out) == (0, True)
    assert err == f"mithaq: {log}: its old lines cannot be dropped: Permission denied\n"


def test_damaged_lines_are_named_and_the_others_counted(run: Report, log: Path) -> None:
    log.write_bytes(b"{\n" * 25 + log.read_bytes())
    code, out, err = run()
    assert (code, "honey tractors" in out) == (0, True)
    assert err.splitlines()[:1] == [f"mithaq: {log}:1: is damaged"]
    assert err.splitlines()[20:] == ["mithaq: 5 more damaged lines"]


def test_before_the_first_generation_the_log_is_taken_at_its_word(run: Report, tmp_path: Path) -> None:
    code, out, err = run("--data", tmp_path / "nowhere", "--json")
    found = json.loads(out)
    assert code == 0
    assert "the report says what was so when the queries were asked" in err
    assert (found["mended"], found["learnt"], len(found["untranslated"])) == (0, 0, 3)


def test_without_a_log_it_is_an_error_of_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report"]) == 2
    assert "MITHAQ_QUERY_LOG or --log" in capsys.readouterr().err
    assert main(["report", "--log", "none"]) == 1
    assert capsys.readouterr().err == "mithaq: none: cannot be read: No such file or directory\n"


def test_the_setting_names_the_log(
    data: Path, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MITHAQ_DATA", str(data))
    monkeypatch.setenv("MITHAQ_QUERY_LOG", str(log))
    today = report.main.__defaults__[0]()  # type: ignore[index]
    log.write_bytes(b"".join(replace(line, day=today).as_line() for line in LINES))
    assert main(["report", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["asked"] == 15


@pytest.mark.parametrize("arguments", [["report", "--limit", "3"], ["--limit", "3", "report"], ["--", "report"]])
def test_the_word_can_still_be_searched(
    arguments: list[str],
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MITHAQ_DATA", str(data))
    assert main(arguments) == 0
    assert "article" in capsys.readouterr().out

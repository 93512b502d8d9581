"""`python -m search try FILE`: what rows would change, while nothing changes."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from search_stories import STORIES, story, write_generation

from search import trying
from search.__main__ import main
from search.curating.logged import LoggedQuery
from tests.small_seeds import write_small_seeds

TODAY = date(2024, 5, 20)
NEWS = (
    *STORIES,
    story("honey", "Honey tractors leave orchard", "Honey tractors left the orchard with wheat."),
    story("asal", "جرارات العسل تغادر البستان", "غادرت جرارات العسل البستان في موكب."),
)
GLOSSARY = "id\tar\ten\nhoney\tعسل\thoney\n"
LEXICON = "lemma\tpos\tforms\ttranslations\n"
Try = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("trying") / "data"
    write_generation(data, NEWS, concepts=True)
    return data


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    seeds = write_small_seeds(tmp_path_factory.mktemp("seeds") / "seeds")
    (seeds / "lexicon.tsv").write_text(LEXICON + "orchard\tn\t\tحديقة\nحديقة\tn\t\torchard\n", "utf-8")
    return seeds


@pytest.fixture
def attempt(
    data: Path, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Try:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MITHAQ_DATA", str(data))
    monkeypatch.setenv("MITHAQ_SEEDS", str(seeds))
    monkeypatch.setattr(trying, "_today", lambda: TODAY)

    def attempt(rows: str, *arguments: object) -> tuple[int, str, str]:
        (tmp_path / "new.tsv").write_text(rows, "utf-8")
        code = main(["try", "new.tsv", *map(str, arguments)])
        return code, *capsys.readouterr()

    return attempt


def changed(out: str) -> dict[str, tuple[list[str], list[str]]]:
    """Query -> the first ten before and after."""
    return {one["query"]: (one["ids"]["before"], one["ids"]["after"]) for one in json.loads(out)["changed"]}


def test_a_concept_brings_the_articles_of_the_other_language(attempt: Try) -> None:
    code, out, err = attempt(GLOSSARY, "--json")
    assert (code, err) == (0, "")
    assert changed(out) == {"honey": (["honey"], ["honey", "asal"]), "عسل": (["asal"], ["asal", "honey"])}
    found = json.loads(out)
    assert [one["total"] for one in found["changed"]] == [{"before": 1, "after": 2}] * 2
    assert (found["entries"], found["queries"], found["judged"], found["mrr"]) == (1, 2, 0, None)


def test_a_word_of_the_lexicon_is_tried_alike(attempt: Try) -> None:
    out = attempt(LEXICON + "orchard\tn\t\tبستان\nبستان\tn\t\torchard\n", "--json")[1]
    assert changed(out)["orchard"] == (["honey"], ["honey", "asal"])
    assert changed(out)["بستان"] == (["asal"], ["asal", "honey"])


def test_nothing_of_the_data_or_the_tables_changes(attempt: Try, data: Path, seeds: Path) -> None:
    def files() -> dict[Path, str]:
        paths = [path for folder in (data, seeds) for path in folder.rglob("*") if path.is_file()]
        return {path: sha256(path.read_bytes()).hexdigest() for path in paths}

    before = files()
    attempt(GLOSSARY)
    attempt(LEXICON + "wheat\tn\t\tقمح\n")
    assert files() == before
    assert attempt("id\tar\ten\nother\tشاحنة\ttruck\n", "--json")[1].count('"honey"') == 0


def test_judged_queries_are_measured_before_and_after(attempt: Try, tmp_path: Path) -> None:
    judged = tmp_path / "judged.tsv"
    judged.write_text("# query\tids\nhoney\tasal\tread no further\nMinister visits\tvisit-en\nhalf a line\n", "utf-8")
    code, out, err = attempt(GLOSSARY, "--judged", judged, "--json")
    found = json.loads(out)
    assert code == 0
    assert err.startswith(f"mithaq: {judged}:4: a line needs a query")
    assert (found["judged"], found["mrr"], found["better"], found["worse"]) == (2, {"before": 0.5, "after": 0.75}, 1, 0)
    text = attempt(GLOSSARY, "--judged", judged)[1]
    assert "Judged queries: 2; MRR@10 before: 0.500, after: 0.750; better: 1, worse: 0" in text
    assert "   2 * asal (new)  جرارات العسل تغادر البستان" in text.splitlines()


def test_an_operator_keeps_judged_queries_beside_the_tables(attempt: Try, seeds: Path) -> None:
    (seeds / "judged.tsv").write_text("عسل\thoney\n", "utf-8")
    try:
        assert json.loads(attempt(GLOSSARY, "--json")[1])["mrr"] == {"before": 0.0, "after": 0.5}
    finally:
        (seeds / "judged.tsv").unlink()
    assert "--judged FILE" in attempt(GLOSSARY)[1]


def test_the_queries_of_the_log_are_asked_too(attempt: Try, tmp_path: Path) -> None:
    log = tmp_path / "queries.jsonl"
    lines = [LoggedQuery(TODAY, "honey wheat", "en", 1)] * 2 + [LoggedQuery(TODAY, "honey secret", "en", 0)]
    lines += [LoggedQuery(TODAY - timedelta(days=91), "العسل القديم", "ar", 0)] * 2
    log.write_bytes(b"".join(line.as_line() for line in lines))
    out = attempt(GLOSSARY, "--log", log, "--json")[1]
    assert "honey wheat" in changed(out)
    assert "secret" not in out
    assert "القديم" not in out
    assert "honey secret" in attempt(GLOSSARY, "--log", log, "--all", "--json")[1]


def test_a_row_with_the_id_of_a_concept_stands_for_it(attempt: Try, data: Path) -> None:
    """The shipped concept without its English words: these are not expanded any more."""
    rows = "id\tar\ten\nmou\tمذكرة تفاهم\thoney memorandum\n"
    before, after = changed(attempt(rows, "--json")[1])["مذكرة تفاهم"]
    assert set(before) >= {"mou-en", "mou-ar"}
    assert after[0] == "mou-ar"
    assert "mou-en" not in after


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("new\tعسل\t", "2: column en is empty"),
        ("new\t\thoney", "2: column ar is empty"),
        ("new\tعسل", "2: 2 cells, but the header has 3 columns"),
        ("new\thoney\tعسل", "2: 'honey' stands in column ar, but is not written in that script"),
        ("new\tالكويت\thoney", "is a name of country KW"),
        ("new\tعسل\tmemorandum of understanding", "is also a form of mou"),
        ("new\tعسل|عسل\thoney", "stands twice in the row"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_tried(attempt: Try, row: str, fault: str) -> None:
    rows = f"id\tar\ten\n{row}\nlane\tبستان\torchard\n"
    code, out, err = attempt(rows, "--json")
    assert (code, fault in err, "new.tsv:2" in err) == (0, True, True)
    assert "orchard" in changed(out)
    assert attempt(rows, "--strict")[0] == 4
    code, out, err = attempt(f"id\tar\ten\n{row}\n")
    assert (code, out) == (1, "")
    assert err.endswith("new.tsv: nothing was tried\n")


def test_a_file_that_is_no_table_is_an_error_of_one_line(attempt: Try) -> None:
    assert attempt("")[0] == 1
    code, out, err = attempt("honey\tعسل\n")
    assert (code, out) == (1, "")
    assert err == "mithaq: new.tsv:1: column id is missing; the table needs id, ar, en\n"


def test_a_person_reads_which_articles_came(attempt: Try) -> None:
    lines = attempt(GLOSSARY)[1].splitlines()
    assert lines[0] == "Entries tried: 1; queries asked: 2; answers that change: 2"
    assert "  articles before: 1, after: 2" in lines
    assert "   2   asal (new)  جرارات العسل تغادر البستان" in lines
    assert "   2   honey (new)  Honey tractors leave orchard" in lines

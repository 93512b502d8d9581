"""`python -m search`: output, errors and exit codes."""

import json
from pathlib import Path

import pytest
from search_stories import STORIES, write_generation

from search.__main__ import main

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, stories: Path, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MITHAQ_DATA", str(stories))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


PAGE_KEYS = {
    "query", "total", "page", "pages", "took_ms", "generation", "notes", "expansions", "hits", "facets",
}  # fmt: skip
HIT_KEYS = {
    "id", "url", "title", "title_html", "snippet_html", "published", "language", "source", "countries", "agencies",
    "score",
}  # fmt: skip


def test_json_has_the_promised_keys(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "memorandum", "--json")
    page = json.loads(out)
    (hit,) = page["hits"]
    assert (code, err) == (0, "")
    assert page.keys() >= PAGE_KEYS
    assert hit.keys() >= HIT_KEYS
    assert hit["published"] == {"date": "2021-03-31", "precision": "day"}
    assert hit["countries"][0].items() >= {"code": "BH", "label": "Bahrain"}.items()
    assert hit["parties"] == [["BH", "OM"]]
    assert hit["agencies"][0]["labels"].keys() == {"ar", "en"}
    assert page["facets"]["country"][0].keys() >= {"value", "label", "count", "selected"}
    assert page["facets"].keys() >= {"country", "agency", "source", "language", "year"}


def test_nothing_asked_shows_the_newest(capsys: pytest.CaptureFixture[str]) -> None:
    page = json.loads(run(capsys, "", "--json", "--limit", "100")[1])
    assert (page["total"], page["hits"][0]["id"]) == (len(STORIES), "mou-en")


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--country", "KW"), {"visit-en", "visit-ar"}),
        (("--country", "kw", "--country", "QA"), {"visit-en", "visit-ar", "undated"}),
        (("--not-country", "BH", "--not-country", "KW"), {"undated"}),
        (("--agency", "iom", "--language", "ar"), {"mou-ar"}),
        (("--not-agency", "iom", "--source", "kuna"), {"visit-en", "visit-ar"}),
        (("--instrument", "mou"), {"mou-en", "mou-ar"}),
        (("--not-source", "kuna", "--not-source", "bna"), {"mou-ar", "undated"}),
        (("--not-language", "en"), {"mou-ar", "visit-ar"}),
        (("--not-instrument", "visit", "--not-instrument", "mou"), {"undated"}),
        (("--not-year", "2020", "--not-year", "٢٠٢١"), {"undated"}),
        (("--country", "KW", "--not-language", "ar"), {"visit-en"}),
        (("--from", "2021-03-31"), {"mou-en"}),
        (("--to", "2020", "--from", "2020-01"), {"visit-en", "visit-ar"}),
        (("--year", "2021", "--sort", "oldest", "--limit", "1"), {"mou-ar"}),
        (("--limit", "2", "--page", "3"), {"undated"}),
    ],
)
def test_filters(capsys: pytest.CaptureFixture[str], options: tuple[str, ...], found: set[str]) -> None:
    page = json.loads(run(capsys, "--json", *options)[1])
    assert {hit["id"] for hit in page["hits"]} == found


def test_a_terminal_shows_numbered_hits_without_markup(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "labour inspection", "--limit", "1", "--page", "2")
    assert code == 0
    assert out.startswith("2. ")
    assert "<mark>" not in out
    assert "page 2 of 2" in out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--country", "ZZ"), "--country ZZ"),
        (("--not-country", "Atlantis"), "--not-country ATLANTIS"),
        (("--not-language", "klingon"), "--not-language klingon"),
        (("--agency", "nobody"), "--agency nobody"),
        (("--language", "fr"), "--language fr"),
        (("--from", "10-12-2021"), "--from 10-12-2021"),
        (("--to", "2021-02-30"), "--to 2021-02-30"),
        (("--from", "2021", "--to", "2020"), "--from 2021"),
        (("--sort", "best"), "--sort best"),
        (("--page", "0"), "--page 0"),
        (("--limit", "x"), "--limit x"),
        (("--batch", "missing.jsonl"), "missing.jsonl"),
    ],
)
def test_a_value_that_cannot_be_taken_is_one_line_and_exit_2(
    capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    code, out, err = run(capsys, *options)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_without_an_index_it_says_what_to_run_and_exits_1(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, "x", "--data", str(tmp_path / "none"))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "python -m indexer reindex" in err


def test_a_batch_answers_every_query_in_order(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    typed = ["memorandum", "", '"(«', "المذكرة", "absent"]
    file = tmp_path / "queries.jsonl"
    file.write_text("\n".join(json.dumps({"query": query}) for query in typed) + "\n\n", encoding="utf-8")
    code, out, _ = run(capsys, "--batch", str(file), "--limit", "2")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [answer["query"] for answer in answers] == typed
    assert all(answer.keys() == {"query", "total", "ids", "took_ms"} for answer in answers)
    assert [answer["ids"] for answer in answers] == [
        ["mou-en"],
        ["mou-en", "mou-ar"],
        ["mou-en", "mou-ar"],
        ["mou-ar"],
        [],
    ]
    assert answers[1]["total"] == len(STORIES)


def test_a_damaged_batch_names_its_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text('{"query": "a"}\n{"quer', encoding="utf-8")
    code, out, err = run(capsys, "--batch", str(file))
    assert (code, out) == (2, "")
    assert "queries.jsonl:2" in err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"query": 5}, '"query" must be text, not 5'),
        ({"query": ["a"]}, '"query" must be text'),
        (["query"], 'must be a JSON object with a "query"'),
        ({"query": "وزير", "page": -1}, "page -1: must be a number from 1 on"),
        ({"query": "وزير", "from": "أمس"}, "from أمس: is not a date"),
        ({"query": "a", "country": "Atlantis"}, "country ATLANTIS: there is no such value"),
        ({"query": "a", "country": {"code": "BH"}}, '"country" must be text'),
    ],
)
def test_a_line_of_a_batch_that_cannot_be_taken_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, line: object, said: str
) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text('{"query": "a"}\n' + json.dumps(line), encoding="utf-8")
    code, out, err = run(capsys, "--batch", str(file))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "queries.jsonl:2: " in err
    assert said in err


def test_filters_of_a_line_go_before_those_of_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = [
        {"query": "", "country": "bh", "language": "ar", "note": "mine"},
        {"query": "الوزير", "country": ["KW", "QA"]},
        {"query": "", "year": 2020, "limit": 1, "page": 2, "sort": "oldest"},
        {"query": "", "country": None},
    ]
    file = tmp_path / "queries.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    out = run(capsys, "--batch", str(file), "--country", "KW")[1]
    assert [json.loads(line)["ids"] for line in out.splitlines()] == [
        ["mou-ar"],
        ["visit-ar"],
        ["visit-en"],
        ["visit-en", "visit-ar"],
    ]


def test_keys_that_no_line_of_a_batch_is_read_for_are_named_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = [{"query": "Kuwait", "contry": "KW"}, {"query": "Kuwait", "contry": "KW", "relevant": ["a"], "page": 1}]
    file = tmp_path / "queries.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    code, out, err = run(capsys, "--batch", str(file))
    assert (code, len(out.splitlines())) == (0, 2)
    assert err == f"mithaq: {file}: keys that were not read: contry, relevant\n"
    file.write_text(json.dumps({"query": "Kuwait", "country": "KW"}), encoding="utf-8")
    assert run(capsys, "--batch", str(file))[2] == ""


@pytest.mark.parametrize("before", [[], ["--json"], ["--language", "en"], ["--limit=3"]])
@pytest.mark.parametrize("query", ["-Kuwait", "-hotline", "-(Kuwait)", "-الكويت"])
def test_a_query_may_begin_with_a_minus(capsys: pytest.CaptureFixture[str], before: list[str], query: str) -> None:
    code, out, err = run(capsys, *before, query)
    assert (code, err) == (0, "")
    if "--json" in before:
        assert json.loads(out)["query"] == query
    else:
        assert out.splitlines()[:-1] == run(capsys, *before, "--", query)[1].splitlines()[:-1]


@pytest.mark.parametrize("option", ["--country", "--agency", "--source", "--language", "--instrument", "--year"])
def test_an_unknown_value_of_a_filter_is_refused(capsys: pytest.CaptureFixture[str], option: str) -> None:
    code, out, err = run(capsys, "Kuwait", option, "abc")
    assert (code, out) == (2, "")
    assert f"{option} {'ABC' if option == '--country' else 'abc'}: there is no such value" in err
    assert run(capsys, "Kuwait", "--country", "الكويت")[0] == 0


@pytest.fixture
def worded(tmp_path: Path) -> Path:
    """A data directory whose queries may be expanded."""
    write_generation(tmp_path / "worded", STORIES, concepts=True)
    return tmp_path / "worded"


def test_json_names_what_was_searched_beside_the_words(capsys: pytest.CaptureFixture[str], worded: Path) -> None:
    found = json.loads(run(capsys, "MoU Kuwait", "--json", "--data", str(worded))[1])["expansions"]
    assert [expansion.keys() for expansion in found] == [
        {"typed", "concept", "forms", "about", "published", "translated"}
    ] * 2
    assert (found[0]["typed"], found[0]["concept"], found[0]["about"]) == ("MoU", "mou", None)
    assert "مذكرة تفاهم" in found[0]["forms"]
    assert (found[1]["concept"], found[1]["about"]["id"]) == ("country:KW", "KW")


def test_expansion_is_told_and_can_be_switched_off(capsys: pytest.CaptureFixture[str], worded: Path) -> None:
    query = ("memorandum of understanding", "--data", str(worded))
    assert "Also searched for memorandum of understanding: مذكرة تفاهم" in run(capsys, *query)[1]
    assert "2 articles" in run(capsys, *query)[1]
    for option in (["--no-expand"], ["--not-expand", "mou"]):
        out = run(capsys, *query, *option)[1]
        assert "1 article," in out
        assert "Also searched" not in out


def test_what_was_typed_is_not_told_as_another_word(capsys: pytest.CaptureFixture[str], worded: Path) -> None:
    out = run(capsys, "Bahrain", "--data", str(worded))[1]
    assert "Also searched for Bahrain: البحرين, articles about Bahrain" in out


def test_an_unknown_concept_is_refused(capsys: pytest.CaptureFixture[str], worded: Path) -> None:
    code, out, err = run(capsys, "Bahrain", "--not-expand", "junk", "--data", str(worded))
    assert (code, out) == (2, "")
    assert "--not-expand junk: there is no such concept" in err
    assert run(capsys, "Bahrain", "--not-expand", "country:BH", "--data", str(worded))[0] == 0


@pytest.mark.parametrize(
    ("ui", "typed", "said"),
    [
        ("en", "memmorandum", ["Did you mean “memorandum”?", "0 articles, page 1 of 1, "]),
        ("ar", "memmorandum", ["هل تقصد «memorandum»؟", "لا مقالات، الصفحة 1 من 1، "]),
        ("en", "Kuwait visits", ["Also searched for Kuwait: ", "   - “visits” stands in the title."]),
        ("ar", "Kuwait visits", ["بُحث مع «Kuwait» أيضًا عن: ", "   - «visits» واردة في العنوان."]),
        ("ar", "memorandum of understanding", ["مقالان، الصفحة 1 من 1، "]),
        ("ar", "labour inspection", ["3 مقالات، الصفحة 1 من 1، ", "بلا تاريخ · قطر"]),
        ("en", "labour inspection", ["3 articles, page 1 of 1, ", "undated · Qatar"]),
        ("ar", "bahrain memorandum", ["البحرين، عُمان"]),
    ],
)
def test_everything_said_is_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], worded: Path, ui: str, typed: str, said: list[str]
) -> None:
    out = run(capsys, typed, "--ui", ui, "--explain", "--data", str(worded))[1]
    assert [words for words in said if words not in out] == []


def test_notes_in_json_are_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    page = json.loads(run(capsys, "memmorandum", "--json", "--ui", "ar")[1])
    assert page["notes"][0] == "هل تقصد «memorandum»؟ (مقال واحد)"


def test_a_batch_is_expanded_like_a_query(capsys: pytest.CaptureFixture[str], worded: Path, tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text('{"query": "memorandum of understanding"}\n', encoding="utf-8")
    counts = [
        json.loads(run(capsys, "--batch", str(file), "--data", str(worded), *option)[1])["total"]
        for option in ([], ["--no-expand"])
    ]
    assert counts == [2, 1]


@pytest.mark.parametrize(
    ("arguments", "english", "arabic"),
    [
        (("x", "--sort", "best"), "must be relevance, newest or oldest", "يجب أن يكون relevance أو newest أو oldest"),
        (("x", "--limit", "٠"), "must be a number from 1 on", "يجب أن يكون عددًا من 1 فأكثر"),
        (("x", "--country", "ZZ"), "there is no such value", "لا قيمة كهذه"),
        (("x", "--data", "/nowhere"), "there is no index yet", "لا فهرس بعد"),
    ],
)
def test_an_error_is_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], english: str, arabic: str
) -> None:
    for ui, said in (("en", english), ("ar", arabic)):
        code, out, err = run(capsys, *arguments, "--ui", ui)
        assert (code in {1, 2}, out, err.count("\n")) == (True, "", 1)
        assert said in err


@pytest.mark.parametrize("arguments", [("memorandum", "--colour"), ("x", "--limit"), ("x", "--ui", "fr")])
def test_a_wrong_option_is_one_line(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "python -m search --help" in err


@pytest.mark.parametrize("words", [("memorandum", "training"), ("مذكرة", "تفاهم", "--ui", "ar")])
def test_words_that_the_shell_took_apart_are_shown_in_quotation_marks(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert f'"{words[0]} {words[1]}"' in err


def test_a_file_of_rows_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, "try", str(tmp_path / "new.tsv"))
    assert (code in {1, 2}, out, err.count("\n")) == (True, "", 1)
    assert "new.tsv" in err

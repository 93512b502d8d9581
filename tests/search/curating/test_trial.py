"""What a trial tells: which answers changed, how, and whether for the better."""

from pathlib import Path

import pytest

from indexer.model.errors import MithaqError
from search.curating.judged import Judged, read_judged, reciprocal_rank
from search.curating.trial import MOST_CHANGES, Answer, Change, Trial, as_json, as_text

TITLES = {"a": "Honey", "b": "عسل", "c": "Wax\x1b[2J", "d": "شمع"}
WORSE = Change("شمع", Answer(2, ("d", "a")), Answer(2, ("a", "d")), frozenset("d"))
BETTER = Change("honey", Answer(1, ("a", "b", "c")), Answer(2, ("b", "a", "d")), frozenset("b"))
SAME = Change("wax", Answer(1, ("c",)), Answer(1, ("c",)), frozenset("c"))
UNJUDGED = Change("bee\tkeeping", Answer(0, ()), Answer(1, ("b",)))


def text(*changes: Change) -> list[str]:
    return list(as_text(Trial(2, changes, TITLES), str))


def test_the_first_ten_are_shown_with_what_came_went_and_moved() -> None:
    assert text(BETTER)[3:] == [
        "honey",
        "  articles before: 1, after: 2",
        "  reciprocal rank before: 0.500, after: 1.000",
        "   1 * b (was 2)  عسل",
        "   2   a (was 1)  Honey",
        "       the closest others, which are not counted:",
        "   3   d (new)  شمع",
        "   -   c (gone, was 3)  Wax [2J",
    ]


def test_the_mean_of_all_judged_queries_is_told_the_changed_and_the_others() -> None:
    lines = text(SAME, BETTER, UNJUDGED, WORSE)
    assert lines[:2] == [
        "Entries tried: 2; queries asked: 4; answers that change: 3",
        "Judged queries: 3; MRR@10 before: 0.833, after: 0.833; better: 1, worse: 1",
    ]
    assert [line for line in lines if line in {"honey", "شمع", "bee keeping", "wax"}] == ["شمع", "bee keeping", "honey"]
    assert "--judged FILE" in text(UNJUDGED)[1]


def test_a_program_gets_all_changes() -> None:
    found = as_json(Trial(2, (SAME, BETTER, UNJUDGED), TITLES), [])
    assert {name: found[name] for name in ("entries", "queries", "judged", "better", "worse")} == {
        "entries": 2, "queries": 3, "judged": 2, "better": 1, "worse": 0,
    }  # fmt: skip
    assert found["mrr"] == {"before": 0.75, "after": 1.0}
    assert [one["query"] for one in found["changed"]] == ["bee\tkeeping", "honey"]
    assert found["changed"][0]["reciprocal_rank"] is None
    assert found["changed"][1]["ids"] == {"before": ["a", "b", "c"], "after": ["b", "a", "d"]}


def test_the_text_names_no_more_than_a_person_reads() -> None:
    many = [Change(f"honey {number}", Answer(0, ()), Answer(1, ("a",))) for number in range(MOST_CHANGES + 3)]
    assert text(*many)[-1] == "further answers that change: 3; --json shows them all"
    assert f"honey {MOST_CHANGES}" not in text(*many)


@pytest.mark.parametrize(
    ("ids", "relevant", "rank"), [("abc", "a", 1.0), ("abc", "cb", 0.5), ("abc", "x", 0.0), ("", "a", 0.0)]
)
def test_a_reciprocal_rank_is_that_of_the_first_relevant_article(ids: str, relevant: str, rank: float) -> None:
    assert reciprocal_rank(tuple(ids), frozenset(relevant)) == rank


def test_a_table_of_judged_queries(tmp_path: Path) -> None:
    path = tmp_path / "judged.tsv"
    path.write_text("\ufeff# query\tids\n\nhoney price\ta b\theld\nثمن العسل\tc\n\tx\nno ids\t \n", "utf-8")
    found, faults = read_judged(path)
    assert found == [Judged("honey price", frozenset("ab")), Judged("ثمن العسل", frozenset("c"))]
    assert [str(one).split(": ")[0] for one in faults] == [f"{path}:5", f"{path}:6"]


def test_a_table_that_cannot_be_read_is_an_error_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "judged.tsv").write_bytes(b"\xff\xfe\x00")
    for name in ("judged.tsv", "none.tsv"):
        with pytest.raises(MithaqError, match=rf"{name}: cannot be read"):
            read_judged(tmp_path / name)

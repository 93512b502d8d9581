"""A page of many items through the commands: why it was cut, where each item is, and that it stays the same one."""

import json
from pathlib import Path

import pytest

from tests.indexer.running import Commands
from tests.indexer.test_commands import served

AR = (
    "التقى مفتشو الوزارتين المدرب رقم {0} في العاصمة واتفقوا على دورة تدريبية مشتركة تبدأ في الربيع المقبل إن شاء الله."
)
EN = "Inspectors of both ministries met trainer number {0} in the capital and agreed on a course for next spring."
ADDRESS = "https://ministry.example/news"


def listing(days: tuple[int, ...]) -> str:
    """A page with its items in `<article>` elements, newest first, in both languages by turns."""
    items = "".join(
        f"<article><h2>Course {day}</h2><time datetime='2024-05-{day:02}'></time>"
        f"<p>{(AR, EN)[day % 2].format(day)}</p></article>"
        for day in days
    )
    return f"<html><head><title>News</title><link rel='canonical' href='{ADDRESS}'></head><body>{items}</body></html>"


def signed(days: tuple[int, ...]) -> str:
    """A text with its items between rules, without titles or dates."""
    return "\n* * *\n".join(f"القاهرة (رويترز) - {AR.format(day)}" for day in days)


PAGES = [("page.html", listing), ("page.txt", signed)]


@pytest.mark.parametrize(("name", "page"), PAGES)
def test_an_item_stays_the_same_when_another_comes_on_top(commands: Commands, tmp_path: Path, name, page) -> None:
    path = tmp_path / name
    path.write_text(page((8, 7, 6)), "utf-8")
    assert commands.json("reindex", "--source", path)["new"] == 3
    before = served(commands)
    path.write_text(page((9, 8, 7, 6)), "utf-8")
    outcome = commands.json("reindex", "--source", path)
    assert (outcome["new"], outcome["revised"], outcome["withdrawn"]) == (1, 0, 0)
    after = served(commands)
    assert before.items() <= after.items()
    assert len({article.parent for article in after.values()}) == 1


@pytest.mark.slow
@pytest.mark.usefixtures("shipped_tables")
def test_the_gazetteer_knows_who_signs(commands: Commands, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("\n".join(f"{AR.format(name)} ({name})" for name in ("رويترز", "أ ف ب", "د ب أ")), "utf-8")
    assert commands.json("reindex", "--source", path)["new"] == 3
    assert len(commands.run("extract", "--json", "--source", path)[1].splitlines()) == 3


def test_extract_says_why_a_page_was_cut_and_links_each_item(commands: Commands, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(listing((9, 8)), "utf-8")
    reason = "cut at 2 <article> elements that are laid out alike, each with a title, a date and a text"
    found = [json.loads(line) for line in commands.run("extract", "--json", "--source", path)[1].splitlines()]
    for item in found:
        assert item["cut"] == reason
        assert item["extracted"]["parent"] == ADDRESS
        assert item["url"] == item["extracted"]["place"] == f"{ADDRESS}#{item['extracted']['anchor']}"
    shown = " ".join(commands.run("extract", "--source", path)[1].split())
    assert shown.count(f"page {reason}") == 2


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("one.txt", f"خبر\n{AR}", "whole: no dated headings; no rules, no closing lines, no signatures"),
        (
            "one.html",
            f"<html><head><title>x</title></head><body><p>{EN}</p></body></html>",
            "whole: no elements that are",
        ),
        ("one.jsonl", json.dumps({"title": "x", "text": EN}), "whole: it came with a title of its own"),
    ],
)
def test_extract_says_why_a_page_stayed_whole(commands: Commands, tmp_path: Path, name, text, reason) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    found = json.loads(commands.run("extract", "--json", "--source", path)[1])
    assert found["cut"].startswith(reason)
    assert (found["extracted"]["parent"], found["extracted"]["place"]) == (None, "")
    assert f"page {reason}" in " ".join(commands.run("extract", "--source", path)[1].split())

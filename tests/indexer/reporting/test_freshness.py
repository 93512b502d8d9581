"""Freshness: what each source brought last, and whether more is overdue."""

import json
from datetime import timedelta

from indexer.model.source import Source
from indexer.reporting.freshness import read_freshness


def export(*names: str) -> str:
    return "".join(json.dumps({"id": name, "text": f"Text of {name}"}) + "\n" for name in names)


def test_a_source_that_brings_nothing_new_is_overdue(desk, site):
    source = Source(url=site.put("/e.jsonl", export("a")), fresh=timedelta(hours=6))
    desk.run(source)
    for hours, overdue in ((5, False), (2, True)):
        desk.run(source, after=timedelta(hours=hours))
        (found,) = read_freshness(desk.archive.file, [source], desk.now)
        assert (found.location, found.articles, found.newest) == (source.url, 1, "2024-05-01T06:10:01+00:00")
        assert found.is_overdue is overdue
    assert found.in_order.startswith("2024-05-01T13:1")
    site.put("/e.jsonl", export("a", "b"))
    desk.run(source)
    (found,) = read_freshness(desk.archive.file, [source], desk.now)
    assert (found.articles, found.is_overdue) == (2, False)


def test_a_source_in_trouble_says_since_when_and_why(desk, site):
    source = Source(url=site.put("/e.jsonl", export("a")))
    desk.run(source)
    site.put("/e.jsonl", status=404)
    desk.run(source)
    (found,) = read_freshness(desk.archive.file, [source], desk.now)
    assert (str(found.trouble), found.is_overdue) == ("was answered with 404 Not Found", False)
    assert found.in_order.startswith("2024-05-01T06:10")
    site.put("/e.jsonl", export("a"))
    desk.run(source)
    assert read_freshness(desk.archive.file, [source], desk.now)[0].trouble is None


def test_folders_have_a_freshness_too(desk, tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "e.jsonl").write_text(export("a"))
    sources = [Source(str(tmp_path / "news")), Source(str(tmp_path / "none"), fresh=timedelta(days=1))]
    desk.run(sources[0])
    desk.archive.file.execute("DROP TABLE urls")
    there, never = read_freshness(desk.archive.file, sources, desk.now)
    assert (there.articles, there.newest, there.in_order) == (
        1,
        "2024-05-01T06:10:00+00:00",
        "2024-05-01T06:10:00+00:00",
    )
    assert (never.articles, never.newest, never.in_order, never.is_overdue) == (0, None, None, True)


def test_a_source_that_was_not_asked_is_not_found_in_order(desk, site):
    source = Source(url=site.put("/e.jsonl", export("a")), every=timedelta(hours=1))
    assert desk.run(source).in_order == {source.url}
    assert desk.run(source).in_order == set()
    assert desk.run(source, after=timedelta(hours=2)).in_order == {source.url}
    site.put("/e.jsonl", status=404)
    assert desk.run(source, after=timedelta(hours=2)).in_order == set()


def test_a_withdrawn_article_is_not_counted(desk, site):
    source = Source(url=site.put("/e.jsonl", export("a", "b")))
    desk.run(source)
    site.put("/e.jsonl", export("a"))
    assert desk.run(source).withdrawn == 1
    assert [one.articles for one in read_freshness(desk.archive.file, [source], desk.now)] == [1]

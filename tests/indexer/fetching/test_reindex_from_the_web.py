"""The commands over sources on the web: what an operator and cron see."""

import json
from pathlib import Path

import pytest

from indexer.__main__ import main

pytestmark = pytest.mark.slow

FEED = (
    "<rss version='2.0'><channel><title>News</title><item><guid>1</guid><title>مذكرة تفاهم</title>"
    "<description>وقّعت الوزارتان مذكرة تفاهم لمكافحة الاتجار بالأشخاص.</description></item></channel></rss>"
)


@pytest.fixture
def run(tmp_path: Path, small_seeds: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs a command over a list of sources in a TOML file; gives its exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MITHAQ_SEEDS", str(small_seeds))
    monkeypatch.setenv("MITHAQ_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MITHAQ_SOURCES", str(tmp_path / "sources.toml"))
    monkeypatch.setenv("MITHAQ_ALLOWED_HOSTS", "example.org, 127.0.0.1")
    (tmp_path / "data").mkdir()

    def command(sources: str, *arguments: str) -> tuple[int, str, str]:
        (tmp_path / "sources.toml").write_text(sources, encoding="utf-8")
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def listed(*urls: str) -> str:
    return "".join(f'[[source]]\nurl = "{url}"\ndelay = 0\n' for url in urls)


def test_a_feed_becomes_an_index_and_a_broken_source_is_one_line(run, site):
    sources = listed(site.put("/rss", FEED), site.url("/missing"))
    code, out, err = run(sources, "reindex", "--json")
    report = json.loads(out)
    assert (code, report["articles"], report["new"]) == (1, 1, 1)
    assert (
        err == f"mithaq: source {site.url('/missing')} was answered with 404 Not Found; what was archived of it stays\n"
    )
    code, out, err = run(listed(site.url("/rss")), "reindex", "--quiet")
    assert (code, out, err) == (0, "", "")
    status = json.loads(run(sources, "status", "--json")[1])
    assert status["sources"] == {site.url("/rss"): 1}
    assert [(one["location"], one["trouble"]) for one in status["freshness"]] == [
        (site.url("/rss"), ""),
        (site.url("/missing"), "was answered with 404 Not Found"),
    ]


def test_a_private_host_is_refused_unless_it_is_allowed(run, site, monkeypatch):
    monkeypatch.delenv("MITHAQ_ALLOWED_HOSTS")
    code, _, err = run(listed(site.put("/rss", FEED)), "reindex")
    assert code == 1
    assert "MITHAQ_ALLOWED_HOSTS" in err
    assert site.asked == []


def test_a_fault_in_the_list_leaves_the_index_as_it_is(run, site):
    run(listed(site.put("/rss", FEED)), "reindex")
    code, _, err = run(listed(site.url("/rss")) + '[[source]]\nurl = "gopher://x"\n', "reindex")
    assert code == 2
    assert "source 2 (line 4): url must be an http or https URL" in err
    code, _, err = run("[[source]]\nurl = \n", "reindex")
    assert (code, "line 2" in err) == (2, True)
    code, out, err = run("", "status", "--json")
    assert (code, json.loads(out)["articles"]) == (0, 1)
    assert "lists no source" in err


def test_a_url_on_the_command_line_is_read(run, site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /rss\n")
    code, _, err = run("", "reindex", "--source", site.put("/rss", FEED))
    assert code == 1
    assert "robots.txt" in err


def test_a_dry_run_reads_a_url_and_keeps_nothing(run, site, tmp_path, monkeypatch):
    monkeypatch.setattr("indexer.fetching.clock.time.sleep", lambda seconds: None)
    code, out, _ = run("", "extract", "--json", "--source", site.put("/rss", FEED))
    article = json.loads(out)
    assert (code, article["title"]) == (0, "مذكرة تفاهم")
    assert list((tmp_path / "data").iterdir()) == []
    code, out, err = run("", "extract", "--source", site.url("/missing"))
    assert (code, out) == (1, "")
    assert err.endswith("was answered with 404 Not Found; what was archived of it stays\n")

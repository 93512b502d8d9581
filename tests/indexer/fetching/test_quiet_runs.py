"""`reindex --quiet` over a site that fails: what cron mails, and what the run's exit code says."""

import json
import socket
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from indexer.fetching.clock import Clock
from indexer.reporting.status_file import load_status, read_public_status
from tests.indexer.desk import NOW, FakeTime
from tests.indexer.running import Commands

pytestmark = pytest.mark.slow

FEED = (
    "<rss version='2.0'><channel><title>News</title><item><guid>1</guid><title>مذكرة تفاهم</title>"
    "<description>وقّعت الوزارتان مذكرة تفاهم لمكافحة الاتجار بالأشخاص.</description></item></channel></rss>"
)
TEN_MINUTES = timedelta(minutes=10)


class Cron:
    """Runs one every ten minutes, over a feed and a folder of files that is always in order."""

    def __init__(self, commands: Commands, listed: Path) -> None:
        self._commands = commands
        self._listed = listed
        self.now = NOW

    def list(self, url: str, **keys: str) -> None:
        more = "".join(f"{name} = {json.dumps(value)}\n" for name, value in keys.items())
        files = f'[[source]]\npath = "{self._listed.with_name("export.jsonl")}"\n'
        self._listed.write_text(f'{files}[[source]]\nurl = "{url}"\ndelay = 0\n{more}', encoding="utf-8")

    def run(self, *options: str, after: timedelta = TEN_MINUTES) -> tuple[int, str]:
        """The exit code, and what is printed on standard error."""
        self.now += after
        code, out, err = self._commands.run("reindex", *(options or ("--quiet",)))
        assert out == "" or options
        return code, err


@pytest.fixture
def cron(commands: Commands, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cron:
    found = Cron(commands, tmp_path / "sources.toml")
    monkeypatch.setenv("MITHAQ_SOURCES", str(tmp_path / "sources.toml"))
    monkeypatch.setenv("MITHAQ_ALLOWED_HOSTS", "127.0.0.1, localhost")
    for command in ("reindexing", "looking"):
        monkeypatch.setattr(f"indexer.commands.{command}.utc_now", lambda: found.now)
    time = FakeTime()
    monkeypatch.setattr("indexer.runs.reindex.Clock", lambda start: Clock(start, time.monotonic, time.sleep))
    return found


@pytest.mark.reliability
def test_a_host_in_trouble_is_told_when_it_lasts_and_then_once_a_day(cron: Cron, site, commands: Commands) -> None:
    cron.list(site.put("/rss", FEED))
    assert cron.run() == (0, "")
    site.put("/rss", status=503)
    outcomes = {number: outcome for number in range(190) if (outcome := cron.run()) != (0, "")}
    assert list(outcomes) == [36, 180]
    code, err = outcomes[36]
    assert (code, err.count("\n")) == (1, 1)
    assert err.startswith(f"mithaq: source {site.url('/rss')} ")
    assert "503 Service Unavailable" in err
    assert err.endswith("; failing since 2024-05-01 06:20 UTC\n")
    site.put("/rss", FEED)
    assert cron.run(after=timedelta(days=2)) == (0, "")
    assert load_status(commands.data)["troubles"] == {}


def test_what_is_silent_is_shown_all_the_same(cron: Cron, site, commands: Commands) -> None:
    cron.list(site.put("/rss", FEED))
    cron.run()
    site.put("/rss", status=503)
    cron.run()
    cron.run()
    kept = load_status(commands.data)
    assert kept["failed_sources"] == [
        f"source {site.url('/rss')} was answered with 503 Service Unavailable; what was archived of it stays"
    ]
    assert [one.failing_since for one in read_public_status(commands.data).sources] == [None, NOW + 2 * TEN_MINUTES]
    code, out, _ = commands.run("status")
    assert code == 0
    assert "trouble: was answered with 503 Service Unavailable (since 2024-05-01T06:20:00+00:00)" in out


def test_a_run_that_is_not_quiet_tells_everything_and_silences_nothing(cron: Cron, site) -> None:
    cron.list(site.put("/rss", FEED))
    cron.run()
    site.put("/rss", status=501)
    for _ in range(2):
        code, err = cron.run("--json")
        assert (code, "501 Not Implemented" in err) == (1, True)
    site.put("/rss", status=404)
    assert cron.run("--json")[0] == 1
    assert cron.run()[0] == 1
    assert cron.run() == (0, "")


def refused(site) -> None:
    """Nothing listens where the site was."""
    site.pages["/rss"].headers["Location"] = f"http://127.0.0.1:{free_port()}/"
    site.pages["/rss"].status = 302


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


#: What goes wrong -> after how many more silent runs it is told; None: not within an hour.
INCIDENTS: dict[str, tuple[Callable, int | None]] = {
    "server fault": (lambda site: site.put("/rss", status=500), None),
    "too many requests": (lambda site: site.put("/rss", status=429, Retry_After="900"), None),
    "connection refused": (refused, None),
    "no such name": (lambda site: site.put("/rss", status=302, Location="http://mithaq.invalid/"), None),
    "a broken feed": (lambda site: site.put("/rss", "<rss version='2.0'><channel><item><title>x"), 1),
    "an empty answer": (lambda site: site.put("/rss", b""), 1),
    "redirects in a circle": (lambda site: site.put("/rss", status=302, Location="/rss"), 1),
    "not found": (lambda site: site.put("/rss", status=404), 0),
    "gone": (lambda site: site.put("/rss", status=410), 0),
    "not allowed": (lambda site: site.put("/rss", status=403), 0),
    "a password is wanted": (lambda site: site.put("/rss", status=401), 0),
    "robots.txt": (lambda site: site.put("/robots.txt", "User-agent: *\nDisallow: /rss\n"), 0),
    "a private address": (lambda site: site.put("/rss", status=302, Location="http://10.0.0.1/"), 0),
}


@pytest.mark.parametrize("incident", INCIDENTS)
def test_what_needs_a_person_is_told_and_what_passes_is_not(
    cron: Cron, site, incident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    happens, silent = INCIDENTS[incident]
    monkeypatch.setattr("indexer.fetching.robots.MAX_AGE", timedelta(0))
    resolve = socket.getaddrinfo

    def offline(host, *more, **options):
        if host.endswith(".invalid"):
            raise socket.gaierror("no such name")
        return resolve(host, *more, **options)

    monkeypatch.setattr("socket.getaddrinfo", offline)
    cron.list(site.put("/rss", FEED))
    assert cron.run() == (0, "")
    happens(site)
    told = [number for number in range(6) if cron.run() != (0, "")]
    assert told == ([silent] if silent is not None else [])


def test_a_source_that_is_asked_seldom_is_told_by_its_own_attempts(cron: Cron, site) -> None:
    cron.list(site.put("/rss", FEED), every="6h")
    cron.run()
    site.put("/rss", "<rss version='2.0'><channel><item><title>x")
    assert [cron.run()[0] for _ in range(35)] == [0] * 35, "it is not asked"
    assert cron.run()[0] == 0
    code, err = cron.run()
    assert (code, "failing since 2024-05-01 12:10 UTC" in err) == (1, True)


def test_a_new_source_that_cannot_be_read_is_told_at_once(cron: Cron, site) -> None:
    cron.list(site.put("/rss", status=501))
    code, err = cron.run()
    assert (code, "501 Not Implemented" in err) == (1, True)
    assert cron.run() == (0, "")

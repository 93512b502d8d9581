"""Settings: read once, checked with the setting's name, the environment over the file."""

from pathlib import Path

import pytest

from indexer.model.errors import SettingsError
from indexer.model.settings import Settings, read_settings


def test_every_setting_has_a_default() -> None:
    settings = read_settings({})
    assert settings.port == Settings().port
    assert settings.sources == settings.seeds / "sources.toml"
    assert settings.gazetteers.name == "gazetteers"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "mithaq.toml"
    file.write_text('port = 9000\npage_size = 25\nlanguage = "en"\n')
    settings = read_settings({"MITHAQ_PORT": "9001", "HOME": "/"}, file)
    assert (settings.port, settings.page_size, settings.language) == (9001, 25, "en")


def test_sources_follow_the_seeds_unless_they_are_named(tmp_path: Path) -> None:
    assert read_settings({"MITHAQ_SEEDS": str(tmp_path)}).sources == tmp_path / "sources.toml"
    named = {"MITHAQ_SEEDS": str(tmp_path), "MITHAQ_SOURCES": "mine.toml"}
    assert read_settings(named).sources == Path("mine.toml")


def test_as_many_processes_serve_as_there_are_processors_at_most_four(monkeypatch: pytest.MonkeyPatch) -> None:
    for processors, processes in ((1, 1), (3, 3), (64, 4)):
        monkeypatch.setattr("os.sched_getaffinity", lambda _, count=processors: set(range(count)))
        assert read_settings({}).server_processes == processes
    assert read_settings({"MITHAQ_PROCESSES": "9"}).server_processes == 9


@pytest.mark.parametrize(
    ("name", "value", "must"),
    [
        ("MITHAQ_PORT", "0", "from 1 to 65535"),
        ("MITHAQ_PORT", "many", "must be a whole number"),
        ("MITHAQ_PORT", "", "must be a whole number"),
        ("MITHAQ_WITHDRAWAL_LIMIT", "30%", "must be a number"),
        ("MITHAQ_DATA", "", "must be a path"),
        ("MITHAQ_SOURCES", " ", "must be a path"),
        ("MITHAQ_HOST", "", "the name of a host"),
        ("MITHAQ_ALLOWED_HOSTS", "https://intranet.example.org/", "without scheme, port or path"),
        ("MITHAQ_ALLOWED_HOSTS", "one.example.org,10.0.0.7:8080", "without scheme, port or path"),
        ("MITHAQ_PROCESSES", "-1", "from 0"),
        ("MITHAQ_THREADS", "0", "from 1 to 64"),
        ("MITHAQ_PAGE_SIZE", "1000", "from 1 to 100"),
        ("MITHAQ_LANGUAGE", "fr", "ar or en"),
        ("MITHAQ_ENGINE", "lucene", "must be"),
        ("MITHAQ_OPENSEARCH_URL", "", "http:// or https://"),
        ("MITHAQ_OPENSEARCH_URL", "https://one:9200,two:9200", "http:// or https://"),
        ("MITHAQ_OPENSEARCH_CA", "no-such-file.pem", "a file that is there"),
        ("MITHAQ_OPENSEARCH_PREFIX", "Mithaq", "small letters"),
        ("MITHAQ_OPENSEARCH_PREFIX", "a,b", "small letters"),
        ("MITHAQ_OPENSEARCH_PREFIX", "", "small letters"),
        ("MITHAQ_OPENSEARCH_SHARDS", "0", "from 1 to 1024"),
        ("MITHAQ_OPENSEARCH_REPLICAS", "-1", "from 0 to 9"),
        ("MITHAQ_OPENSEARCH_SECONDS", "0", "from 1 to 600"),
        ("MITHAQ_WITHDRAWAL_LIMIT", "30", "from 0 to 1"),
        ("MITHAQ_WITHDRAWAL_LIMIT", "nan", "from 0 to 1"),
        ("MITHAQ_KEEP_GENERATIONS", "1", "at least 2"),
        ("MITHAQ_MAX_FILE_MIB", "0", "at least 1"),
        ("MITHAQ_DEADLINE_MINUTES", "0", "at least 1"),
        ("MITHAQ_EXPECTED_MINUTES", "0", "from 1 to"),
        ("MITHAQ_STALE_MINUTES", "-1", "from 0"),
        ("MITHAQ_STALE_MINUTES", "99999999999", "from 0"),
        ("MITHAQ_SITE_URL", "javascript:x", "http:// or https://"),
        ("MITHAQ_SITE_URL", "ftp://example.org", "http:// or https://"),
        ("MITHAQ_SITE_URL", "https:///news", "http:// or https://"),
        ("MITHAQ_SITE_URL", "http://[::1", "http:// or https://"),
        ("MITHAQ_SITE_URL", 'https://example.org/"><script>', "http:// or https://"),
        ("MITHAQ_SITE_URL", "https://example.org/?q=", "http:// or https://"),
        ("MITHAQ_RATE_LIMITS", "maybe", "on or off"),
        ("MITHAQ_TRUSTED_PROXIES", "proxy.example.org", "addresses or networks"),
        ("MITHAQ_TRUSTED_PROXIES", "10.0.0.0/99", "addresses or networks"),
        ("MITHAQ_TRUSTED_PROXIES", " , ", "addresses or networks"),
        ("MITHAQ_SURPRISE", "1", "no setting surprise"),
    ],
)
def test_a_bad_value_is_named_with_what_it_must_be(name: str, value: str, must: str) -> None:
    with pytest.raises(SettingsError, match=must) as caught:
        read_settings({name: value})
    assert name in str(caught.value)


@pytest.mark.parametrize(
    "address", ["", "https://news.example.org", "http://[::1]:8000/", "https://أخبار.example/ميثاق"]
)
def test_the_address_of_a_site_may_be_any_of_the_web(address: str) -> None:
    assert read_settings({"MITHAQ_SITE_URL": address}).site_url == address


@pytest.mark.parametrize("content", ["port = ", "\xff"])
def test_a_file_that_is_not_toml_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "mithaq.toml"
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(SettingsError, match=r"mithaq\.toml"):
        read_settings({}, file)


def test_a_cluster_is_known_by_its_settings_and_secrets_are_not_shown(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("كلمة السر\n", encoding="utf-8")
    values = {
        "MITHAQ_ENGINE": "opensearch",
        "MITHAQ_OPENSEARCH_URL": "https://one:9200, https://two:9200",
        "MITHAQ_OPENSEARCH_USER": "desk",
        "MITHAQ_OPENSEARCH_PASSWORD_FILE": str(secret),
        "MITHAQ_OPENSEARCH_TOKEN": "hidden-token",
    }
    settings = read_settings(values)
    assert settings.cluster.urls == ("https://one:9200", "https://two:9200")
    assert (settings.cluster.user, settings.cluster.password) == ("desk", "كلمة السر")
    assert (settings.cluster.token, settings.cluster.prefix) == ("hidden-token", "mithaq")
    assert "hidden" not in repr(settings)
    assert "كلمة" not in repr(settings.cluster)


def test_a_secret_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    settings = read_settings({"MITHAQ_OPENSEARCH_TOKEN_FILE": str(tmp_path / "nowhere")})
    with pytest.raises(SettingsError, match=r"opensearch_token_file.*nowhere"):
        _ = settings.cluster

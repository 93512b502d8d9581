"""All settings: one frozen dataclass, read once at the edge, checked before anything else happens.

In: `MITHAQ_*` variables and an optional `mithaq.toml` (the variables win). Out: `Settings`.
Never here: reading the environment at import, or a default that is not written in the README.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from analyzers.shipped import path_of
from indexer.model.cluster import ClusterSettings
from indexer.model.errors import SettingsError
from indexer.model.notes import N_, note

PREFIX = "MITHAQ_"
SETTINGS_FILE = Path("mithaq.toml")
#: The class that a `Path` has on this system.
PATH = type(SETTINGS_FILE)
MEBIBYTE = 1024 * 1024
#: The engine whose indexes are on a cluster.
ON_CLUSTER = "opensearch"
SECONDS_PER_MINUTE = 60
#: As many processes serve where `processes` is 0 and there are as many processors or more.
MOST_PROCESSES = 4
MINUTES_PER_YEAR = 366 * 24 * 60
#: What the name of an index may begin with, and an alias be.
PREFIX_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)


def seeds_directory() -> Path:
    """The folder of the tables and the sample collection, in a checkout and in an installed package alike."""
    return path_of("seeds")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; units are in the names or in the README's table."""

    data: Path = Path("data")
    seeds: Path = Path()
    sources: Path = Path()
    engine: str = "columnar"
    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 0
    threads: int = 4
    page_size: int = 10
    language: str = "ar"
    site_url: str = ""
    max_file_mib: int = 20
    article_characters: int = 500_000
    item_seconds: int = 10
    item_mib: int = 384
    withdrawal_limit: float = 0.30
    keep_generations: int = 3
    deadline_minutes: int = 60
    expected_minutes: int = 10
    stale_minutes: int = 0
    allowed_hosts: str = ""
    rate_limits: str = "on"
    rate_store: str = "memory://"
    trusted_proxies: str = ""
    smtp_url: str = ""
    smtp_password: str = field(default="", repr=False)
    mail_from: str = ""
    query_log: str = ""
    opensearch_url: str = "http://127.0.0.1:9200"
    opensearch_user: str = ""
    opensearch_password: str = field(default="", repr=False)
    opensearch_password_file: str = ""
    opensearch_token: str = field(default="", repr=False)
    opensearch_token_file: str = ""
    opensearch_ca: str = ""
    opensearch_prefix: str = "mithaq"
    opensearch_shards: int = 1
    opensearch_replicas: int = 1
    opensearch_seconds: int = 10

    @property
    def gazetteers(self) -> Path:
        """Folder of the gazetteer tables."""
        return self.seeds / "gazetteers"

    @property
    def glossary(self) -> Path | None:
        """The table of concepts that queries are expanded by; None for seeds that have none."""
        table = self.seeds / "glossary.tsv"
        return table if table.is_file() else None

    @property
    def lexicons(self) -> tuple[Path, ...]:
        """The tables of words with their translations: that of the seeds first, then those that were imported."""
        ours = self.seeds / "lexicon.tsv"
        return (*([ours] if ours.is_file() else []), *sorted(self.imported_lexicons.glob("*.tsv")))

    @property
    def imported_lexicons(self) -> Path:
        """Folder of the dictionaries that an operator imported."""
        return self.data / "lexicon"

    @property
    def cluster(self) -> ClusterSettings:
        """The cluster of the engine `opensearch`. Raises SettingsError for a file that cannot be read."""
        return ClusterSettings(
            urls=tuple(_listed(self.opensearch_url)),
            user=self.opensearch_user,
            password=self.opensearch_password or _secret("opensearch_password_file", self.opensearch_password_file),
            token=self.opensearch_token or _secret("opensearch_token_file", self.opensearch_token_file),
            ca=Path(self.opensearch_ca) if self.opensearch_ca else None,
            prefix=self.opensearch_prefix,
            shards=self.opensearch_shards,
            replicas=self.opensearch_replicas,
            seconds=float(self.opensearch_seconds),
        )

    @property
    def is_secure(self) -> bool:
        """Whether the site is reached by HTTPS alone."""
        return self.site_url.startswith("https:")

    @property
    def server_processes(self) -> int:
        """How many processes serve the page."""
        return self.processes or min(len(os.sched_getaffinity(0)), MOST_PROCESSES)

    @property
    def max_file_bytes(self) -> int:
        """Largest file that a reader opens, in bytes."""
        return self.max_file_mib * MEBIBYTE

    @property
    def deadline_seconds(self) -> float:
        """The deadline of a run, in seconds."""
        return float(self.deadline_minutes * SECONDS_PER_MINUTE)

    @property
    def proxy_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks of the proxies whose word counts for who asks."""
        return tuple(ip_network(one, strict=False) for one in _listed(self.trusted_proxies))

    @property
    def allowed_host_names(self) -> frozenset[str]:
        """Hosts that sources may be fetched from although their addresses are not public."""
        return frozenset(name.lower() for name in _listed(self.allowed_hosts))


def _listed(value: str) -> list[str]:
    """The items of a list with commas."""
    return [item.strip() for item in value.split(",") if item.strip()]


def _secret(name: str, file: str) -> str:
    """The content of a file that holds a secret, without the end of its line; "" for no file."""
    if not file:
        return ""
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            note("setting %(name)s: %(path)s cannot be read: %(fault)s", name=name, path=Path(file), fault=error)
        ) from error


def _are_node_urls(value: str) -> bool:
    """Whether each item is the http or https address of a node."""
    return bool(_listed(value)) and all(_is_site_url(one) for one in _listed(value))


def _are_networks(value: str) -> bool:
    """Whether each item is an address, or a network as `10.0.0.0/8`."""
    try:
        return bool([ip_network(item, strict=False) for item in _listed(value)]) or not value
    except ValueError:
        return False


def _is_site_url(value: str) -> bool:
    """Whether addresses of pages can follow it: http or https with a host, and nothing after the path."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    is_plain = value.isprintable() and not any(sign in value for sign in " \"'<>?#")
    return is_plain and parts.scheme in {"http", "https"} and bool(parts.hostname)


def _is_smtp_url(value: str) -> bool:
    """Whether it names a server of mail: smtp or smtps, a host, and no password, which would stand in messages."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return False
    is_alone = not (parts.password or parts.query or parts.fragment) and parts.path in {"", "/"}
    return parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and is_alone and port != 0


def _are_hosts(value: str) -> bool:
    """Whether each item is a host alone: one with a scheme, a port or a path would match none. An address of IPv6 has
    more than one colon."""
    return not any(sign in one for one in _listed(value) for sign in "/@? ") and all(
        one.count(":") != 1 for one in _listed(value)
    )


#: Type of a setting -> what a value must be.
KINDS: dict[type, str] = {
    int: N_("must be a whole number"),
    float: N_("must be a number"),
    PATH: N_("must be a path, not empty"),
}
#: Setting -> (accepts the value, what it must be).
CHECKS = {
    "engine": (lambda value: value in {"columnar", "whoosh", ON_CLUSTER}, N_("must be columnar, opensearch or whoosh")),
    "port": (lambda value: 1 <= value <= 65535, N_("must be a port from 1 to 65535")),
    "processes": (lambda value: 0 <= value <= 64, N_("must be from 0 (as many as processors, at most 4) to 64")),
    "threads": (lambda value: 1 <= value <= 64, N_("must be from 1 to 64")),
    "page_size": (lambda value: 1 <= value <= 100, N_("must be from 1 to 100")),
    "language": (lambda value: value in {"ar", "en"}, N_("must be ar or en")),
    "site_url": (
        lambda value: not value or _is_site_url(value),
        N_("must be an http:// or https:// address, without ? or #"),
    ),
    "max_file_mib": (lambda value: value >= 1, N_("must be at least 1")),
    "article_characters": (lambda value: value >= 1000, N_("must be at least 1000")),
    "item_seconds": (lambda value: 1 <= value <= 3600, N_("must be from 1 to 3600")),
    "item_mib": (lambda value: value >= 64, N_("must be at least 64")),
    "withdrawal_limit": (lambda value: 0 <= value <= 1, N_("must be from 0 to 1")),
    "keep_generations": (lambda value: value >= 2, N_("must be at least 2, the served one and the one before")),
    "deadline_minutes": (lambda value: value >= 1, N_("must be at least 1")),
    "expected_minutes": (lambda value: 1 <= value <= MINUTES_PER_YEAR, N_("must be from 1 to 527040, a year")),
    "stale_minutes": (
        lambda value: 0 <= value <= MINUTES_PER_YEAR,
        N_("must be from 0 (never stale) to 527040, a year"),
    ),
    "host": (lambda value: bool(value.strip()), N_("must be an address or the name of a host")),
    "allowed_hosts": (_are_hosts, N_("must be hosts without scheme, port or path, with commas between them")),
    "rate_limits": (lambda value: value in {"on", "off"}, N_("must be on or off")),
    "smtp_url": (
        lambda value: not value or _is_smtp_url(value),
        N_("must be smtp://host:port or smtps://user@host; the password is a setting of its own"),
    ),
    "mail_from": (
        lambda value: not value or (value.count("@") == 1 and value.isprintable() and " " not in value),
        N_("must be an address of mail"),
    ),
    "trusted_proxies": (_are_networks, N_("must be addresses or networks, with commas between them")),
    "opensearch_url": (
        lambda value: _are_node_urls(value),
        N_("must be http:// or https:// addresses, with commas between them"),
    ),
    "opensearch_ca": (lambda value: not value or Path(value).is_file(), N_("must be a file that is there")),
    "opensearch_prefix": (
        lambda value: PREFIX_NAME.fullmatch(value) is not None,
        N_("must be a name of small letters, digits and hyphens that begins with a letter"),
    ),
    "opensearch_shards": (lambda value: 1 <= value <= 1024, N_("must be from 1 to 1024")),
    "opensearch_replicas": (lambda value: 0 <= value <= 9, N_("must be from 0 to 9")),
    "opensearch_seconds": (lambda value: 1 <= value <= 600, N_("must be from 1 to 600")),
}


def read_settings(environ: Mapping[str, str] | None = None, file: Path | None = None) -> Settings:
    """Settings from the environment over a TOML file over the defaults.

    `environ` defaults to the process's own; `file` to `mithaq.toml` in the working directory, when there is one.
    Raises SettingsError naming the setting, where it was read and what it must be.
    """
    environ = os.environ if environ is None else environ
    values = {name: (value, str(path)) for path in _files(file) for name, value in _read_toml(path).items()}
    values |= {
        key.removeprefix(PREFIX).lower(): (value, key) for key, value in environ.items() if key.startswith(PREFIX)
    }
    seeds = seeds_directory()
    chosen: dict[str, Any] = {"seeds": seeds}
    defaults = {field.name: field.default for field in fields(Settings)}
    for name, (value, where) in values.items():
        if name not in defaults:
            raise SettingsError(
                note("%(where)s: there is no setting %(name)s; the README lists them all", where=where, name=name)
            )
        chosen[name] = _convert(name, value, type(defaults[name]), where)
    chosen.setdefault("sources", chosen["seeds"] / "sources.toml")
    return Settings(**chosen)


def _files(file: Path | None) -> list[Path]:
    if file is not None:
        return [file]
    return [SETTINGS_FILE] if SETTINGS_FILE.is_file() else []


def _read_toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(note("%(path)s: cannot be read as TOML: %(fault)s", path=path, fault=error)) from error


def _convert(name: str, value: object, wanted: type, where: str) -> object:
    try:
        converted = wanted(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise _refused(name, value, KINDS[wanted], where) from error
    if wanted is PATH and not str(value).strip():
        raise _refused(name, value, KINDS[wanted], where)
    accepts, must = CHECKS.get(name, (lambda _: True, ""))
    if not accepts(converted):
        raise _refused(name, value, must, where)
    return converted


def _refused(name: str, value: object, must: str, where: str) -> SettingsError:
    return SettingsError(
        note(
            "%(where)s: setting %(name)s cannot be %(value)s; it %(must)s",
            where=where,
            name=name,
            value=repr(value),
            must=note(must),
        )
    )

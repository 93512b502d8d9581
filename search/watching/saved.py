"""The file of saved searches: addresses of this site, one a line, with a name before it if that helps.

In: a file. Out: for each line a `Saved` search or what is `Wrong` with it. Never here: a search, or whether its values
are known. A blank line, and one that begins with #, is ignored.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from indexer.model.errors import UsageError
from indexer.model.facets import BY_MATCHING, BY_PAGE, BY_PARAMETER
from indexer.model.notes import note
from search.watching.digest import Wrong

COMMENT = "#"
#: What stands for a byte that is not UTF-8.
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
#: The parameters that choose articles.
READ = frozenset({"q", *BY_PARAMETER, *BY_MATCHING, "from", "to", "when", "sort", "expand", "not_expand", "match"})
#: Those that only say how a page looks.
IGNORED = frozenset({"ui", "page", "limit", "after"})
#: A name before an address.
NAMED = re.compile(r"(?P<name>[^/?\s]\S*(?:\s+\S+)*?)\s+(?P<address>https?://\S+|[/?]\S*)")
#: The pages whose address names a search, and those of one value of a facet.
SEARCH = re.compile(r"(?P<before>.*/)(?:|feed\.atom|overview|build|watch|api/search|export\.[a-z]+)")
THING = re.compile(rf"(?P<before>.*/)(?P<kind>{'|'.join(BY_PAGE)})/(?P<value>[^/]+)")
NO_SEARCH = note("is not the address of a search; copy one from a page of results")


@dataclass(frozen=True, slots=True)
class Saved:
    """A search of the file: its parameters by their HTTP names, and the address of the site, without a slash at its
    end; "" if the line does not name it. `name` is what its reader calls it, "" if nothing."""

    number: int
    line: str
    site: str
    values: Mapping[str, tuple[str, ...]]
    name: str = ""


def read_saved(file: Path, site_url: str) -> list[Saved | Wrong]:
    """The lines of a file, each once. `site_url` is the address of this site, "" if the settings do not name it. Raises
    UsageError for a file that cannot be read."""
    try:
        text = file.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise UsageError(note("%(file)s: cannot be read: %(reason)s", file=file, reason=error.strerror)) from error
    return list(_lines(text, site_url.rstrip("/")))


def _lines(text: str, site_url: str) -> Iterator[Saved | Wrong]:
    met: set[str] = set()
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        if line and not line.startswith(COMMENT) and line not in met:
            met.add(line)
            yield _read(number, line, site_url)


def _read(number: int, line: str, site_url: str) -> Saved | Wrong:
    named = NAMED.fullmatch(line)
    called, address = (named["name"], named["address"]) if named else ("", line)
    try:
        parts = urlsplit(address)
        host = parts.netloc if parts.scheme in {"http", "https"} and parts.hostname else ""
    except ValueError:
        return Wrong(number, line, NO_SEARCH)
    path = parts.path or "/"
    page, thing = SEARCH.fullmatch(path), THING.fullmatch(path)
    begins_well = bool(host) or (not parts.scheme and not parts.netloc and address[0] in "/?")
    found = page or thing
    if UNREADABLE in line or not begins_well or found is None:
        return Wrong(number, line, NO_SEARCH)
    site = f"{parts.scheme}://{host}{found['before']}".rstrip("/") if host else site_url
    if site_url and _host(site) != _host(site_url):
        return Wrong(number, line, note("is an address of another site than %(site)s", site=site_url))
    values = {name: tuple(given) for name, given in parse_qs(parts.query).items()}
    if thing:
        name = BY_PAGE[thing["kind"]].name
        values[name] = (*values.get(name, ()), unquote(thing["value"]))
    for unknown in sorted(values.keys() - READ - IGNORED):
        return Wrong(number, line, note("names a filter that does not exist: %(name)s", name=unknown))
    read = {name: given for name, given in values.items() if name in READ}
    return Saved(number, line, site, read, called)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").lower()

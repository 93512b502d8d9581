"""The addresses of this site's endpoints, of which a page has a hundred.

In: an endpoint, and the values of its path and its query string. Out: the address that Flask's `url_for` gives. Never
here: what a link keeps of a search (`links.py`).

Flask builds each path once a request. Pages repeat the values of their search in nearly all addresses, so each pair of
a query string is escaped once a request too.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote_plus

from flask import current_app, g, url_for

#: Characters that stay as they are in a query string, as in Werkzeug's own addresses.
SAFE = "!$'()*,/:;?@"


def address(endpoint: str, values: Mapping[str, Sequence[str]]) -> str:
    """The address of an endpoint with the values of each name, in their order; a name without values is left out."""
    built = _built()
    own = built.arguments(endpoint)
    path = built.path(endpoint, tuple((name, values[name][0]) for name in own if values.get(name)))
    pairs = [built.pair(name, value) for name, given in values.items() if name not in own for value in given]
    return f"{path}?{'&'.join(pairs)}" if pairs else path


class _Built:
    """What was built for the addresses of one request."""

    def __init__(self) -> None:
        self._arguments: dict[str, tuple[str, ...]] = {}
        self._paths: dict[tuple[str, tuple[tuple[str, str], ...]], str] = {}
        self._pairs: dict[tuple[str, str], str] = {}

    def arguments(self, endpoint: str) -> tuple[str, ...]:
        """The names in the path of an endpoint."""
        if endpoint not in self._arguments:
            rules = current_app.url_map.iter_rules(endpoint)
            self._arguments[endpoint] = tuple(dict.fromkeys(name for rule in rules for name in rule.arguments))
        return self._arguments[endpoint]

    def path(self, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
        """The path of an endpoint."""
        key = endpoint, values
        if key not in self._paths:
            self._paths[key] = url_for(endpoint, **dict(values))  # type: ignore[arg-type]
        return self._paths[key]

    def pair(self, name: str, value: str) -> str:
        """A name and its value, escaped."""
        key = name, value
        if key not in self._pairs:
            self._pairs[key] = f"{quote_plus(name, SAFE)}={quote_plus(value, SAFE)}"
        return self._pairs[key]


def _built() -> _Built:
    if "addresses" not in g:
        g.addresses = _Built()
    found: _Built = g.addresses
    return found

"""The addresses of this site's endpoints, of which a page has a hundred.

In: an endpoint, and the values of its path and its query string. Out: the address that Flask's `url_for` gives. Never
here: what a link keeps of a search (`links.py`).

Flask builds the path of each endpoint once, with a mark for each value that changes from link to link; it depends on
nothing of a request but the path that the site stands at. Pages repeat the values of their search in nearly all
addresses, so each pair of a query string is escaped once a request.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote, quote_plus

from flask import current_app, g, request, url_for
from werkzeug.routing import Map

#: Characters that stay as they are in a query string, as in Werkzeug's own addresses.
SAFE = "!$'()*,/:;?@"
SAFE_IN_PATH = "!$&'()*+,/:;=@"
#: The values of paths that a page has many of, and what stands for them in a path: no route holds it, and nothing of
#: it is escaped.
MANY, MARK = frozenset({"identifier", "value"}), "~~{}~~"
#: Paths that are kept; there are some dozens of endpoints, with few values in their paths but for those of MANY.
MOST_PATHS = 500
#: Where an application keeps them, among its extensions.
PATHS = "mithaq_paths"


def address(endpoint: str, values: Mapping[str, Sequence[str]], before: Sequence[str] = ()) -> str:
    """The address of an endpoint, as `Addresses` build it."""
    return addresses().address(endpoint, values, before)


def addresses() -> "Addresses":
    """The addresses of the current request."""
    if "addresses" not in g:
        g.addresses = Addresses()
    found: Addresses = g.addresses
    return found


def escaped(name: str, value: str) -> str:
    """A name and its value in a query string."""
    return f"{quote_plus(name, SAFE)}={quote_plus(value, SAFE)}"


class Addresses:
    """Builds the addresses of one request."""

    def __init__(self) -> None:
        self._paths: _Paths = current_app.extensions.setdefault(PATHS, _Paths(current_app.url_map))
        self._root = request.script_root
        self._parts: dict[str, str] = {}
        self._pairs: dict[tuple[str, str], str] = {}

    def address(self, endpoint: str, values: Mapping[str, Sequence[str]], before: Sequence[str] = ()) -> str:
        """The address of an endpoint with the values of each name, in their order; a name without values is left out.
        `before` are parts of the query string that come before, already escaped."""
        own = self._paths.arguments(endpoint)
        path = self._path(endpoint, tuple([(name, values[name][0]) for name in own if values.get(name)]))
        pairs = [*before] if before else []
        pairs += [self._pair(name, value) for name, given in values.items() if name not in own for value in given]
        return f"{path}?{'&'.join(pairs)}" if pairs else path

    def _path(self, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
        """The path of an endpoint."""
        marked = tuple([(name, MARK.format(name) if name in MANY else value) for name, value in values])
        pattern = self._paths.pattern(self._root, endpoint, marked)
        return pattern % {name: self._part(value) for name, value in values if name in MANY}

    def _part(self, value: str) -> str:
        """A value of a path, escaped."""
        if value not in self._parts:
            self._parts[value] = quote(value, SAFE_IN_PATH)
        return self._parts[value]

    def _pair(self, name: str, value: str) -> str:
        """A name and its value, escaped."""
        key = name, value
        if key not in self._pairs:
            self._pairs[key] = escaped(name, value)
        return self._pairs[key]


class _Paths:
    """The paths of one application."""

    def __init__(self, rules: Map) -> None:
        self._rules = rules
        self.arguments = lru_cache(MOST_PATHS)(self._arguments)
        self.pattern = lru_cache(MOST_PATHS)(self._pattern)

    def _arguments(self, endpoint: str) -> tuple[str, ...]:
        """The names in the path of an endpoint."""
        return tuple(dict.fromkeys(name for rule in self._rules.iter_rules(endpoint) for name in rule.arguments))

    def _pattern(self, _: str, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
        """The path of an endpoint under the path that the site stands at, with `%(name)s` for each value of MANY."""
        pattern = url_for(endpoint, **dict(values)).replace("%", "%%")  # type: ignore[arg-type]
        for name in [name for name, _ in values if name in MANY]:
            pattern = pattern.replace(MARK.format(name), f"%({name})s")
        return pattern

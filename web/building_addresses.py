"""The addresses of this site's endpoints, of which a page has a hundred.

In: an endpoint, and the values of its path and its query string. Out: the address that Flask's `url_for` gives. Never
here: what a link keeps of a search (`links.py`).

Flask builds the path of each endpoint once a request, with a mark for each value that changes from link to link. Pages
repeat the values of their search in nearly all addresses, so each pair of a query string is escaped once a request too.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, quote_plus

from flask import current_app, g, url_for

#: Characters that stay as they are in a query string, as in Werkzeug's own addresses.
SAFE = "!$'()*,/:;?@"
SAFE_IN_PATH = "!$&'()*+,/:;=@"
#: The values of paths that a page has many of, and what stands for them in a path: no route holds it, and nothing of
#: it is escaped.
MANY, MARK = frozenset({"identifier", "value"}), "~~{}~~"


def address(endpoint: str, values: Mapping[str, Sequence[str]], before: Sequence[str] = ()) -> str:
    """The address of an endpoint with the values of each name, in their order; a name without values is left out.
    `before` are parts of the query string that come before, already escaped."""
    built = _built()
    own = built.arguments(endpoint)
    path = built.path(endpoint, tuple((name, values[name][0]) for name in own if values.get(name)))
    pairs = [*before] if before else []
    pairs += [built.pair(name, value) for name, given in values.items() if name not in own for value in given]
    return f"{path}?{'&'.join(pairs)}" if pairs else path


def escaped(name: str, value: str) -> str:
    """A name and its value in a query string."""
    return f"{quote_plus(name, SAFE)}={quote_plus(value, SAFE)}"


class _Built:
    """What was built for the addresses of one request."""

    def __init__(self) -> None:
        self._arguments: dict[str, tuple[str, ...]] = {}
        self._paths: dict[tuple[str, tuple[str, ...]], str] = {}
        self._parts: dict[str, str] = {}
        self._pairs: dict[tuple[str, str], str] = {}

    def arguments(self, endpoint: str) -> tuple[str, ...]:
        """The names in the path of an endpoint."""
        if endpoint not in self._arguments:
            rules = current_app.url_map.iter_rules(endpoint)
            self._arguments[endpoint] = tuple(dict.fromkeys(name for rule in rules for name in rule.arguments))
        return self._arguments[endpoint]

    def path(self, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
        """The path of an endpoint."""
        marked = [name for name, _ in values if name in MANY]
        key = endpoint, tuple([MARK if name in MANY else value for name, value in values])
        if key not in self._paths:
            marks = {name: MARK.format(name) for name in marked}
            path = url_for(endpoint, **(dict(values) | marks)).replace("%", "%%")  # type: ignore[arg-type]
            for name, mark in marks.items():
                path = path.replace(mark, f"%({name})s")
            self._paths[key] = path
        return self._paths[key] % {name: self._part(value) for name, value in values if name in MANY}

    def _part(self, value: str) -> str:
        """A value of a path, escaped."""
        if value not in self._parts:
            self._parts[value] = quote(value, SAFE_IN_PATH)
        return self._parts[value]

    def pair(self, name: str, value: str) -> str:
        """A name and its value, escaped."""
        key = name, value
        if key not in self._pairs:
            self._pairs[key] = escaped(name, value)
        return self._pairs[key]


def _built() -> _Built:
    if "addresses" not in g:
        g.addresses = _Built()
    found: _Built = g.addresses
    return found

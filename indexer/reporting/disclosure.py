"""What visitors may be told of places: names, without the paths of this machine and without what an address may hide.

In: locations, places and reasons as the archive keeps them for its operator. Out: texts for everyone.
Never here: a directory, the user or the query of a URL, or the path of a source's URL, which may hold its key.
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

ADDRESS = re.compile(r"(?:https?|file)://[^\s\"'<>()،]+")
#: The directories that follow one in a path, up to the name at its end.
DEEPER = r"(?:[^\s/:#,;()\"']+/)*(?=\w|\.\w)"
ROOT = r"(?<![\w:/.])/"


def source_name(location: str, outlet: str | None = None) -> str:
    """The outlet of a source; otherwise the host of its URL, or the last part of its path."""
    if outlet:
        return outlet
    return _host(location) if "://" in location else PurePosixPath(location).name or "/"


def different(names: Iterable[str]) -> list[str]:
    """The names, with a number after one that an earlier source has."""
    taken: dict[str, int] = {}
    found = []
    for name in names:
        taken[name] = taken.get(name, 0) + 1
        found.append(name if taken[name] == 1 else f"{name} ({taken[name]})")
    return found


def place_name(place: str, location: str) -> str:
    """A rejected item by the last part of its path or URL, with its line or anchor."""
    if place.startswith(location) and "://" in location:
        return source_name(location) + _anchor(place)
    return _short(place) if "://" in place else place[place.rfind("/", 0, _end_of_path(place)) + 1 :]


def told(text: str, *places: str) -> str:
    """A reason without the directories of these places, or of any other that it names."""
    folders = {place[: place.rfind("/", 0, _end_of_path(place)) + 1] for place in places if "://" not in place}
    beginnings = [re.escape(folder) for folder in sorted(folders, key=len, reverse=True) if len(folder) > 1]
    text = ADDRESS.sub(lambda match: _short(match[0]), text)
    return re.sub(f"(?:{'|'.join([*beginnings, ROOT])}){DEEPER}", "", text)


def _end_of_path(place: str) -> int:
    """Where the anchor begins; an anchor may have slashes of its own."""
    return place.find("#") if "#" in place else len(place)


def _anchor(place: str) -> str:
    return place[_end_of_path(place) :]


def _short(address: str) -> str:
    """The host of a URL and the last part of its path; of a file's only the latter."""
    bare = address[: _end_of_path(address)]
    try:
        path = unquote(urlsplit(bare).path)
    except ValueError:
        return _host(bare)
    name = PurePosixPath(path).name
    return "/".join(part for part in (_host(bare), name) if part) + _anchor(address)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""

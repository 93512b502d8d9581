"""Names and notes for visitors, without the paths of this machine and without secrets in addresses.

In: locations, rejections and notes as the archive keeps them for its operator. Out: names and notes for everyone.
Never here: a directory, the user or the query of a URL, or the path of a source's URL, which may hold its key.
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from indexer.model.article import name_of
from indexer.model.notes import Location, Note
from indexer.model.source import WEB

ADDRESS = re.compile(r"(?:https?|file)://[^\s\"'<>()،]+")
#: The directories of a path, up to the name at its end.
DIRECTORIES = re.compile(r"(?<![\w:/.])/(?:[^\s/:#,;()\"']+/)*(?=\w|\.\w)")


def source_name(location: str, outlet: str | None = None) -> str:
    """The outlet of a source; otherwise the host of its URL, or the last part of its path."""
    if outlet:
        return outlet
    return _host(location) if "://" in location else PurePosixPath(location).name or "/"


def numbered(names: Iterable[str]) -> list[str]:
    """The names, made distinct: a name that an earlier source has gets a number."""
    taken: dict[str, int] = {}
    found = []
    for name in names:
        taken[name] = taken.get(name, 0) + 1
        found.append(name if taken[name] == 1 else f"{name} ({taken[name]})")
    return found


def item_name(uri: str, part: str, location: str) -> str:
    """A rejected item by its source's name or the last part of its address, with its line or anchor."""
    if uri == location and "://" in location:
        return source_name(location) + part
    return _short(uri) + part


def redact(note: Note, *paths: str) -> Note:
    """The note without directories, and with addresses shortened. `paths` are known paths, whose directories are
    removed even if they have spaces in them."""
    folders = sorted({path[: path.rfind("/") + 1] for path in paths}, key=len, reverse=True)
    known = "|".join(re.escape(folder) for folder in folders if len(folder) > 1)
    return _redacted(note, re.compile(f"(?:{known})" if known else r"(?!)"))


def _redacted(note: Note, known: re.Pattern[str]) -> Note:
    return Note(note.template, {name: _value(value, known) for name, value in note.values.items()})


def _value(value: str | int | Note, known: re.Pattern[str]) -> str | int | Note:
    if isinstance(value, Note):
        return _redacted(value, known)
    if isinstance(value, Location):
        return Location(_short(value))
    return type(value)(_bare(value, known)) if isinstance(value, str) else value


def _bare(text: str, known: re.Pattern[str]) -> str:
    """The text without directories, and with addresses shortened."""
    return DIRECTORIES.sub("", known.sub("/", ADDRESS.sub(lambda match: _short(match[0]), text)))


def _short(address: str) -> str:
    """The host of a URL and the last part of its path, or the name of a file; with the anchor."""
    bare, mark, anchor = address.partition("#")
    if not bare.startswith(WEB):
        return PurePosixPath(name_of(bare)).name + mark + anchor
    try:
        path = unquote(urlsplit(bare).path)
    except ValueError:
        return _host(bare)
    return "/".join(part for part in (_host(bare), PurePosixPath(path).name) if part) + mark + anchor


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""

"""The list of sources, `sources.toml`, which a cron run reads.

In: a TOML file of `[[source]]` tables. Out: `Source`. Never here: reading a source.
"""

import re
import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from indexer.model.errors import SettingsError, SourceError
from indexer.model.notes import Note, as_it_is, note
from indexer.model.source import SITEMAP, WEB, Source
from indexer.sources.kinds import FileKind

KINDS = (*(kind.value for kind in FileKind), SITEMAP)
DURATION = re.compile(r"(\d{1,6}) ?([smhd])")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
MAX_DELAY_SECONDS = 60.0
LANGUAGES = ("ar", "en")
HEADER = re.compile(r"\s*\[\[\s*source\s*\]\]")


#: Makes the value of a key from the value in the file; raises ValueError.
Maker = Callable[[object], object]


def source_of(location: str) -> Source:
    """The source that a person names on a command line, a path or a URL; raises SettingsError."""
    if not location.startswith(WEB):
        return Source(location)
    try:
        return Source(url=_url(location))
    except ValueError as error:
        reason = error.__cause__ or error
        raise SettingsError(note("source %(location)s %(reason)s", location=location, reason=reason)) from error


def read_sources(file: Path) -> list[Source]:
    """The sources of a file; relative paths are relative to it.

    Raises SettingsError with the file, the line if it is known, and the fault.
    """
    try:
        text = file.read_text(encoding="utf-8")
        tables = tomllib.loads(text).get("source", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            note("%(file)s: the list of sources cannot be read: %(reason)s", file=file, reason=error)
        ) from error
    if not isinstance(tables, list) or not tables:
        raise SettingsError(note("%(file)s: lists no source; add a [[source]] table with a path or a url", file=file))
    names = _names(text, len(tables))
    sources = [_source(file, name, table) for name, table in zip(names, tables, strict=True)]
    _check_once_each(file, names, sources)
    return sources


def _names(text: str, count: int) -> list[Note]:
    """The name of each table in messages: its number, and its line where the text shows it."""
    lines = [number for number, line in enumerate(text.splitlines(), 1) if HEADER.match(line)]
    if len(lines) != count:
        return [note("source %(number)s", number=number) for number in range(1, count + 1)]
    return [note("source %(number)s (line %(line)s)", number=number, line=line) for number, line in enumerate(lines, 1)]


def _source(file: Path, name: Note, table: object) -> Source:
    if not isinstance(table, dict):
        raise SettingsError(note("%(file)s: %(place)s is not a [[source]] table", file=file, place=name))
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in KEYS:
            raise SettingsError(
                note(
                    "%(file)s: %(place)s has an unknown key %(key)s; known are %(names)s",
                    file=file,
                    place=name,
                    key=key,
                    names=", ".join(sorted(KEYS)),
                )
            )
        maker, must = KEYS[key]
        try:
            values[key] = maker(value)
        except ValueError as error:
            raise SettingsError(
                note(
                    "%(file)s: %(place)s: %(key)s must be %(must)s, not %(value)s%(why)s",
                    file=file,
                    place=name,
                    key=key,
                    must=must,
                    value=repr(value),
                    why=_why(error),
                )
            ) from error
    if ("path" in values) == ("url" in values):
        raise SettingsError(
            note(
                "%(file)s: %(place)s has %(what)s",
                file=file,
                place=name,
                what=note("both a path and a url") if "url" in values else note("no path or url"),
            )
        )
    if "path" in values:
        values["path"] = str(file.parent / values["path"])
    return Source(**values)


def _check_once_each(file: Path, names: list[Note], sources: list[Source]) -> None:
    first: dict[str, Note] = {}
    for name, source in zip(names, sources, strict=True):
        if source.location in first:
            raise SettingsError(
                note(
                    "%(file)s: %(place)s is the same as %(first)s; list it once",
                    file=file,
                    place=name,
                    first=first[source.location],
                )
            )
        first[source.location] = name


def _why(error: Exception) -> Note:
    """The reason why a value is wrong, where more is known than its wrong type; otherwise empty."""
    return note("; it %(reason)s", reason=error.__cause__) if error.__cause__ is not None else as_it_is("")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def _url(value: object) -> str:
    from indexer.fetching.url import read_url  # a list of files only does not load the modules of the web

    try:
        return str(read_url(_text(value)))
    except SourceError as error:
        raise ValueError(str(error)) from error


def _zone(value: object) -> str:
    from indexer.dates.zones import zone_named  # most lists name none

    if zone_named(_text(value)) is None:
        raise ValueError
    return str(value)


def _language(value: object) -> str:
    if value not in LANGUAGES:
        raise ValueError
    return str(value)


def _kind(value: object) -> str:
    if value not in KINDS:
        raise ValueError
    return str(value)


def _duration(value: object) -> timedelta:
    match = DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError
    return timedelta(seconds=int(match[1]) * SECONDS[match[2]])


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError
    return value


def _delay(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= MAX_DELAY_SECONDS:
        raise ValueError
    return float(value)


#: Key -> the maker of its value, and a description of valid values.
KEYS: dict[str, tuple[Maker, Note]] = {
    "path": (_text, note("a text")),
    "url": (_url, note("an http or https URL")),
    "outlet": (_text, note("a text")),
    "language": (_language, note("ar or en")),
    "zone": (_zone, note('the name of a time zone such as "Asia/Kuwait"')),
    "kind": (_kind, note("one of %(names)s", names=", ".join(KINDS))),
    "every": (_duration, note('a duration such as "30m", "6h" or "2d"')),
    "fresh": (_duration, note('a duration such as "30m", "6h" or "2d"')),
    "max_items": (_count, note("a whole number from 1")),
    "max_mib": (_count, note("a whole number from 1")),
    "delay": (_delay, note("a number of seconds from 0 to %(number)s", number=f"{MAX_DELAY_SECONDS:g}")),
}

"""What cron reads: the locations listed in `sources.toml`.

In: a TOML file of `[[source]]` tables. Out: `Source`. Never here: reading a source.
"""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from indexer.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Source:
    """A location to read; `outlet` and `language` fill in for items that declare none."""

    path: str
    outlet: str | None = None
    language: str | None = None


def read_sources(file: Path) -> list[Source]:
    """The sources of a file; relative paths are relative to it.

    Raises SettingsError naming the file and what is wrong in it.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8")).get("source", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file}: the list of sources cannot be read: {error}") from error
    if not isinstance(tables, list) or not tables:
        raise SettingsError(f"{file}: lists no source; add a [[source]] table with a path")
    return [_source(file, number, table) for number, table in enumerate(tables, 1)]


def _source(file: Path, number: int, table: dict[str, Any]) -> Source:
    known = {field.name for field in fields(Source)}
    for key, value in table.items():
        if key not in known:
            raise SettingsError(
                f"{file}: source {number} has an unknown key {key}; known are {', '.join(sorted(known))}"
            )
        if not isinstance(value, str) or not value:
            raise SettingsError(f"{file}: source {number}: {key} must be a text")
    if "path" not in table:
        raise SettingsError(f"{file}: source {number} has no path")
    return Source(**(table | {"path": str(file.parent / table["path"])}))

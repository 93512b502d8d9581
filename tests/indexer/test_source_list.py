"""The list of sources: relative to its file, its faults named."""

from pathlib import Path

import pytest

from indexer.errors import SettingsError
from indexer.source_list import Source, read_sources


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text('[[source]]\npath = "articles"\n\n[[source]]\npath = "/srv/export.jsonl"\noutlet = "WAM"\n')
    assert read_sources(file) == [Source(str(tmp_path / "articles")), Source("/srv/export.jsonl", outlet="WAM")]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "lists no source"),
        ("[[source]]\n", "source 1 has no path"),
        ('[[source]]\npath = "a"\nspeed = 1\n', "unknown key speed"),
        ("[[source]]\npath = 3\n", "path must be a text"),
        ('[[source]]\npath = "a\n', "line 2"),
        ("source = 5\n", "lists no source"),
    ],
)
def test_a_fault_is_named_with_its_file(tmp_path: Path, content: str, fault: str) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=fault) as caught:
        read_sources(file)
    assert str(file) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"sources\.toml"):
        read_sources(tmp_path / "sources.toml")

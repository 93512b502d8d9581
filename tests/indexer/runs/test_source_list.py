"""The list of sources: relative to its file, its faults named."""

from datetime import timedelta
from pathlib import Path

import pytest

from indexer.model.errors import SettingsError
from indexer.model.source import Source
from indexer.model.translation import Words
from indexer.runs.source_list import read_sources, source_of


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text('[[source]]\npath = "articles"\n\n[[source]]\npath = "/srv/export.jsonl"\noutlet = "WAM"\n')
    assert read_sources(file) == [Source(str(tmp_path / "articles")), Source("/srv/export.jsonl", outlet="WAM")]


def test_every_key_of_a_url_is_read(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(
        '[[source]]\nurl = "HTTPS://News.Example.org/أخبار?p=1#top"\nkind = "sitemap"\noutlet = "WAM"\n'
        'language = "ar"\nevery = "30m"\nfresh = "2d"\nmax_items = 10\nmax_mib = 3\ndelay = 2.5\n'
        'zone = "Asia/Kuwait"\n'
    )
    assert read_sources(file) == [
        Source(
            url="https://news.example.org/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1?p=1",
            kind="sitemap",
            outlet="WAM",
            language="ar",
            zone="Asia/Kuwait",
            every=timedelta(minutes=30),
            fresh=timedelta(days=2),
            max_items=10,
            max_mib=3,
            delay=2.5,
        )
    ]


def test_a_location_is_a_path_or_a_url(tmp_path: Path) -> None:
    assert source_of("news") == Source("news")
    assert source_of("news").location == str(Path("news").resolve())
    assert source_of("https://example.org") == Source(url="https://example.org/")
    assert source_of("https://example.org").location == "https://example.org/"
    with pytest.raises(SettingsError, match="a password"):
        source_of("https://me:secret@example.org/")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "lists no source"),
        ("[[source]]\n", r"source 1 \(line 1\) has no path"),
        ('[[source]]\npath = "a"\n\n[[source]]\noutlet = "b"\n', r"source 2 \(line 4\) has no path or url"),
        ('source = [{path = "a"}, {}]\n', "source 2 has no path or url"),
        ("source = [1]\n", "source 1 is not a"),
        ('[[source]]\npath = "a"\nurl = "http://a.example/"\n', "both a path and a url"),
        ('[[source]]\nurl = "ftp://a.example/"\n', "only http and https"),
        ('[[source]]\nurl = "http://"\n', "url must be an http or https URL"),
        ('[[source]]\npath = "a"\nlanguage = "fr"\n', "language must be ar or en"),
        ('[[source]]\npath = "a"\nlanguage = ["ar"]\n', "language must be ar or en"),
        ('[[source]]\nurl = "http://a.example/"\nkind = "blog"\n', "kind must be one of"),
        (
            '[[source]]\npath = "a"\nzone = "Kuwait City"\n',
            'zone must be the name of a time zone such as "Asia/Kuwait"',
        ),
        ('[[source]]\npath = "a"\nzone = 3\n', "zone must be the name of a time zone"),
        ('[[source]]\nurl = "http://a.example/"\nkind = ["feed"]\n', "kind must be one of"),
        ('[[source]]\nurl = "http://a.example/"\nevery = 30\n', "every must be a duration"),
        ('[[source]]\nurl = "http://a.example/"\nfresh = "soon"\n', "fresh must be a duration"),
        ('[[source]]\nurl = "http://a.example/"\nmax_items = 0\n', "max_items must be a whole number"),
        ('[[source]]\nurl = "http://a.example/"\nmax_mib = true\n', "max_mib must be a whole number"),
        ('[[source]]\nurl = "http://a.example/"\ndelay = -1\n', "delay must be a number of seconds"),
        (
            '[[source]]\nurl = "http://a.example/"\n[[source]]\nurl = "http://A.example"\n',
            r"source 2 .* is the same as source 1",
        ),
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


@pytest.mark.parametrize(("ui", "said"), [("en", "is not a URL with a host"), ("ar", "ليس عنوانًا له مضيف")])
def test_a_wrong_address_on_a_command_line_is_told_in_the_language_asked_for(ui: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        source_of("http://")
    assert said in Words(ui).note(caught.value.message)

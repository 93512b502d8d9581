"""The limits of one article: what is longer is archived whole and indexed up to the limit; what hangs is set aside."""

import os
import re
import signal
from pathlib import Path
from typing import Any

import pytest

from indexer.archive.archive import Archive
from indexer.building.limits import Limits
from indexer.building.preparation import beginning
from indexer.engines.factory import engine
from indexer.extract.extractor import Extractor
from indexer.generations.generations import Generations
from indexer.model.article import Article, RawArticle
from indexer.model.settings import Settings
from indexer.runs.reindex import archive_path
from tests.indexer.running import Commands, write_export

pytestmark = pytest.mark.reliability

ENGINES = ["columnar", "whoosh"]
LIMIT = 1000
#: A pattern that needs hours for this text, in one call into C.
EVIL, HOURS = "(a+)+$", "a" * 60 + "b"


def _indexed(commands: Commands, name: str = "columnar") -> dict[str, Article]:
    served = Generations(commands.data).current()
    assert served is not None
    snapshot = engine(name).open(served.index)
    articles = {article.id: article for article in snapshot.articles(sorted(snapshot.ids()))}
    snapshot.close()
    return articles


@pytest.mark.parametrize("text", ["كلمة " * 400, "x" * 2000, " " * 1500 + "word", "a b " * 500])
def test_an_article_is_held_up_to_the_end_of_a_word(text: str) -> None:
    held = beginning(RawArticle(uri="file:///x", text=text, title="Title"), LIMIT)
    assert len(held.title) + len(held.text) <= LIMIT
    assert text.startswith(held.text)
    assert held.text.split() == text.split()[: len(held.text.split())] or " " not in text


def test_a_short_article_is_held_whole() -> None:
    raw = RawArticle(uri="file:///x", text="كلمة " * 10, title="Title")
    assert beginning(raw, LIMIT) == raw


def test_the_limits_are_those_of_the_settings() -> None:
    limits = Limits.of(Settings(article_characters=2000, item_seconds=3, item_mib=100))
    assert (limits.characters, limits.bounds.seconds, limits.bounds.mebibytes) == (2000, 3, 100)
    assert Limits.of(Settings()) == Limits()


@pytest.mark.parametrize("name", ENGINES)
def test_a_long_article_is_archived_whole_and_indexed_up_to_the_limit(
    name: str, tmp_path: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MITHAQ_ENGINE", name)
    monkeypatch.setenv("MITHAQ_ARTICLE_CHARACTERS", str(LIMIT))
    text = "memorandum " * 200 + "needle"
    export = write_export(tmp_path / "export.jsonl", ({"id": "long", "title": "Kuwait", "text": text},))
    assert commands.run("reindex", "--source", export, "--quiet") == (0, "", "")
    found = _indexed(commands, name)["long"]
    assert found.omitted == len("Kuwait" + text) - len(found.title + found.text)
    assert LIMIT - len("memorandum ") < len(found.title + found.text) <= LIMIT
    archive = Archive(archive_path(commands.data))
    assert [item.raw.text for item in archive.live()] == [text]
    archive.close()
    monkeypatch.setenv("MITHAQ_ARTICLE_CHARACTERS", "5000")
    assert commands.run("reindex", "--source", export, "--quiet") == (0, "", "")
    assert _indexed(commands, name)["long"].text == text
    assert _indexed(commands, name)["long"].omitted == 0


def _hostile(self: Extractor, raw: RawArticle) -> Article:
    if "LOOPS" in raw.text:
        re.match(EVIL, HOURS)
    if "GROWS" in raw.text:
        bytearray(3 << 30)
    if "KILLED" in raw.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "RAISES" in raw.text:
        raise ValueError("of no kind that anybody foresaw")
    return EXTRACT(self, raw)


EXTRACT = Extractor.extract
BAD = {
    "LOOPS": "takes more than 1 second of processor time",
    "GROWS": "needs too much memory",
    "KILLED": "its process ended: SIGKILL",
    "RAISES": "ValueError: of no kind that anybody foresaw",
}


def _articles(texts: dict[int, str], count: int = 500) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"id": f"a{number}", "title": f"Kuwait and Qatar {number}", "text": texts.get(number, "They signed.")}
        for number in range(count)
    )


@pytest.mark.parametrize("name", ENGINES)
def test_items_that_hang_grow_or_die_are_set_aside_and_all_others_indexed(
    name: str, tmp_path: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MITHAQ_ENGINE", name)
    monkeypatch.setenv("MITHAQ_ITEM_SECONDS", "1")
    monkeypatch.setattr(Extractor, "extract", _hostile)
    bad = dict(zip((70, 170, 270, 370), BAD, strict=True))
    export = write_export(tmp_path / "export.jsonl", _articles(bad))
    code, _, errors = commands.run("reindex", "--source", export, "--strict")
    assert code == 4
    assert {f"a{number}" for number in range(500) if number not in bad} == set(_indexed(commands, name))
    for number, word in bad.items():
        assert f"#a{number}: cannot be indexed: {BAD[word]}" in errors


def test_the_last_good_state_of_an_item_that_hangs_stays_indexed(
    tmp_path: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MITHAQ_ITEM_SECONDS", "1")
    monkeypatch.setattr(Extractor, "extract", _hostile)
    export = write_export(tmp_path / "export.jsonl", _articles({}, 3))
    assert commands.run("reindex", "--source", export, "--quiet") == (0, "", "")
    write_export(tmp_path / "export.jsonl", _articles({1: "Now it LOOPS."}, 3))
    code, _, errors = commands.run("reindex", "--source", export)
    assert (code, "#a1: cannot be indexed: takes more than 1 second" in errors) == (0, True)
    assert {id: article.text for id, article in _indexed(commands).items()} == dict.fromkeys(
        ("a0", "a1", "a2"), "They signed."
    )


def test_a_file_that_hangs_is_read_again_when_a_person_asks(
    tmp_path: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MITHAQ_ITEM_SECONDS", "1")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "bad.txt").write_text("Kuwait signs\nIt LOOPS.")
    (folder / "good.txt").write_text("Kuwait signs\nThey signed.")
    for file in folder.iterdir():
        os.utime(file, (1, 1))
    monkeypatch.setattr("indexer.sources.location.SETTLED_SECONDS", float("-inf"))
    with monkeypatch.context() as patches:
        patches.setattr("indexer.sources.documents.text.text_of", _slow)
        code, _, errors = commands.run("reindex", "--source", folder)
        assert (code, "bad.txt: cannot be read: takes more than 1 second" in errors) == (0, True)
        assert commands.run("reindex", "--source", folder)[1].count("nothing changed") == 1
    assert commands.json("retry") == {"items": 1}
    assert commands.run("reindex", "--source", folder)[::2] == (0, "")
    assert len(_indexed(commands)) == 2


def _slow(text: str) -> str:
    if "LOOPS" in text:
        re.match(EVIL, HOURS)
    return text

"""500 hostile items among 500 good ones, in an export and in a feed: every good one is indexed, every bad one named."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from indexer.engines.columnar.engine import ColumnarEngine
from indexer.extract.extractor import Extractor
from indexer.generations.generations import Generations
from indexer.model.article import Article, RawArticle
from tests.indexer.running import Commands

pytestmark = pytest.mark.reliability

EACH = 500
MARK = "RAISES"
EXTRACT = Extractor.extract


def _raising(self: Extractor, raw: RawArticle) -> Article:
    if MARK in raw.text:
        raise RuntimeError(f"at {raw.text[:1]!r}")
    return EXTRACT(self, raw)


def _record(number: int, **values: object) -> bytes:
    return json.dumps({"id": f"h{number}", "title": f"Title {number}", "text": "They signed."} | values).encode()


#: Lines of an export that nobody can read or index.
LINES: tuple[Callable[[int], bytes], ...] = (
    lambda _: b"not JSON at all",
    lambda _: b"[1, 2",
    lambda n: b'{"text": "' + bytes([0xFF, 0xFE]) + b'"}',
    lambda _: b'"a string alone"',
    lambda _: b"[" * 100_000,
    lambda n: _record(n, text=17),
    lambda n: _record(n, text=None, title=None),
    lambda n: _record(n, text="\u200e \u0000 ...", title="!"),
    lambda n: _record(n, text=f"{MARK} in the middle"),
    lambda n: _record(n, text={"nested": ["text"]}),
)
#: Entries of a feed that nobody can read or index.
ENTRIES: tuple[Callable[[int], str], ...] = (
    lambda n: f"<item><guid>h{n}</guid></item>",
    lambda n: f"<item><guid>h{n}</guid><title> </title><description> </description></item>",
    lambda n: f"<item><guid>h{n}</guid><title>t {n}</title><description>{MARK} {n}</description></item>",
    lambda n: f"<item><guid>h{n}</guid><title>...</title><description>&lt;br&gt;</description></item>",
)


def _export() -> bytes:
    good = (_record(n, id=f"g{n}") for n in range(EACH))
    bad = (LINES[n % len(LINES)](n) for n in range(EACH))
    return b"".join(line + b"\n" for pair in zip(good, bad, strict=True) for line in pair)


def _feed() -> bytes:
    titles = (escape(f"Kuwait & Qatar {n}") for n in range(EACH))
    good = (f"<item><guid>{title}</guid><title>{title}</title><description>x</description></item>" for title in titles)
    bad = (ENTRIES[n % len(ENTRIES)](n) for n in range(EACH))
    items = "".join(item for pair in zip(good, bad, strict=True) for item in pair)
    return f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("name", "make"), [("export.jsonl", _export), ("feed.xml", _feed)])
def test_every_good_item_is_indexed_and_every_bad_one_named(
    name: str,
    make: Callable[[], bytes],
    language: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Extractor, "extract", _raising)
    commands = Commands(tmp_path / "data", capsys)
    source = tmp_path / name
    source.write_bytes(make())
    code, _, errors = commands.run("reindex", "--source", source, "--strict", "--ui", language)
    assert code == 4
    served = Generations(commands.data).current()
    assert served is not None
    snapshot = ColumnarEngine().open(served.index)
    articles = snapshot.articles(sorted(snapshot.ids()))
    snapshot.close()
    assert len(articles) == EACH
    named = [line for line in errors.splitlines() if str(source) in line]
    assert len(named) == len(set(named)) == EACH
    assert len(commands.json("status")["rejected"]) == EACH
    arabic = [line for line in named if any("\u0600" <= letter <= "\u06ff" for letter in line.replace(str(source), ""))]
    assert len(arabic) == (EACH if language == "ar" else 0)

"""A generation is asked for its own articles before it is served."""

from pathlib import Path

import pytest

from analyzers.lexicon import Lexicon
from analyzers.pipeline import Analyzer
from indexer.building.verify import canaries
from indexer.engines.factory import engine
from indexer.generations.generations import Generation, Generations
from tests.indexer.running import ARTICLES, Commands


@pytest.fixture(params=["columnar", "whoosh"])
def generation(
    commands: Commands, export: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Generation:
    monkeypatch.setenv("MITHAQ_ENGINE", request.param)
    commands.run("reindex", "--source", export)
    current = Generations(commands.data).current()
    assert current is not None
    return current


def found(generation: Generation, expected: int = len(ARTICLES), analyzer: Analyzer | None = None) -> list[str]:
    analyzer = analyzer or Analyzer(Lexicon.load(generation.lexicon))
    faults = canaries(generation, engine(generation.manifest.engine), range(expected, expected + 1), analyzer)
    return list(map(str, faults))


def test_a_whole_generation_has_no_fault(generation: Generation) -> None:
    assert found(generation) == []


def test_missing_articles_are_counted(generation: Generation) -> None:
    assert found(generation, len(ARTICLES) + 1) == [
        "articles in the index: 3, in the archive: 4",
        "articles: 4; the language facet counts 3",
    ]


def test_another_lexicon_than_that_of_the_articles_is_a_fault(generation: Generation) -> None:
    (fault,) = found(generation, analyzer=Analyzer())
    assert str(generation.lexicon) in fault


def test_a_damaged_lexicon_is_a_fault(generation: Generation) -> None:
    analyzer = Analyzer(Lexicon.load(generation.lexicon))
    generation.lexicon.write_bytes(generation.lexicon.read_bytes() + b"x")
    (fault,) = found(generation, analyzer=analyzer)
    assert "damaged" in fault


def test_articles_of_both_languages_are_asked_for(generation: Generation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word of an Arabic and of an English article that the index does not know."""
    analyzer = Analyzer(Lexicon.load(generation.lexicon))
    analyze = analyzer.analyze
    monkeypatch.setattr(analyzer, "analyze", lambda text: analyze(text + " unheardofhere كلمةلامثيللهاهنا"))
    faults = " ".join(found(generation, analyzer=analyzer))
    assert {id for id in (article["id"] for article in ARTICLES) if id in faults} == {a["id"] for a in ARTICLES}

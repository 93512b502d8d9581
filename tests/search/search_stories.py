"""A small collection in both languages, and how it becomes a generation."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from analyzers.lexicon import LexiconBuilder
from analyzers.pipeline import Analyzer
from indexer.engines.factory import engine
from indexer.engines.port.port import AnalysedArticle
from indexer.gazetteers.concepts import Concepts
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.glossary import Glossary
from indexer.generations.generations import INDEX, LEXICON, Generations, Manifest
from indexer.lexicon.entries import Entry
from indexer.lexicon.meanings import Meanings
from indexer.lexicon.translations import save
from indexer.model.article import (
    AgencyMention,
    Article,
    CountryMention,
    InstrumentMention,
    Language,
    Precision,
    PublishedDate,
    Role,
    SourceMention,
)
from indexer.model.settings import Settings, seeds_directory
from indexer.similar.holders import marked
from indexer.similar.marking import Marking
from indexer.similar.marks import leading
from search.service import SearchService

PUBLISHED = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


def story(
    id: str,
    title: str,
    text: str,
    *,
    date: str | None = None,
    countries: str = "",
    agencies: str = "",
    source: str = "",
    instruments: str = "",
) -> Article:
    """An article; a country or an agency in brackets is only mentioned."""
    return Article(
        id=id,
        uri=f"file:{id}",
        title=title,
        text=text,
        language=Language.AR if "ا" in text else Language.EN,
        published=PublishedDate(date, PUBLISHED[len(date)]) if date else PublishedDate(),
        countries=tuple(CountryMention(code.strip("()"), _role(code)) for code in countries.split()),
        agencies=tuple(AgencyMention(agency.strip("()"), _role(agency)) for agency in agencies.split()),
        source=SourceMention(source, source.title()) if source else None,
        instruments=tuple(InstrumentMention(instrument) for instrument in instruments.split()),
    )


def _role(value: str) -> Role:
    return Role.MENTIONED if value.startswith("(") else Role.PRIMARY


STORIES = (
    story(
        "mou-en",
        "Bahrain and Oman sign memorandum",
        "MANAMA: Officials of Bahrain and Oman signed a memorandum of understanding on labour inspection. "
        "The memorandum provides for joint training of inspectors.",
        date="2021-03-31",
        countries="BH OM",
        agencies="iom",
        source="bna",
        instruments="mou",
    ),
    story(
        "mou-ar",
        "البحرين وعُمان توقّعان مذكرة تفاهم",
        "وقّعت البحرين وعُمان مذكّـــرة تفاهم في شأن تفتيش العمل. وتنص المذكرة على تدريب مشترك للمفتشين.",
        date="2021-03-30",
        countries="BH OM",
        agencies="iom",
        instruments="mou",
    ),
    story(
        "visit-en",
        "Minister visits Kuwait",
        "The minister visited a shelter in Kuwait and met its staff. Bahrain was not on the list of his visits.",
        date="2020-05",
        countries="KW (BH)",
        source="kuna",
        instruments="visit",
    ),
    story(
        "visit-ar",
        "الوزير يزور الكويت",
        "زار الوزير دار الإيواء في الكويت، والتقى بالعاملين فيها. وحضر الوزراء اجتماع اللجنة.",
        date="2020",
        countries="KW",
        source="kuna",
        instruments="visit",
    ),
    story(
        "undated",
        "",
        "A committee of experts discussed <b>labour</b> inspection & training at length in Doha.",
        countries="QA",
        agencies="(iom)",
        instruments="training",
    ),
)


def write_generation(
    data: Path,
    articles: tuple[Article, ...],
    *,
    concepts: bool = False,
    marks: bool = False,
    archive: str = "",
    sequence: int = 1,
    entries: Sequence[Entry] = (),
) -> None:
    """Build, publish and serve a generation of these articles, as an archive has them after the change `sequence`; with
    `concepts`, queries to it may be expanded, and their words translated by the `entries` of a lexicon; with `marks`,
    its articles have similar ones."""
    builder = LexiconBuilder()
    for article in articles:
        builder.add(article.title)
        builder.add(article.text)
    lexicon = builder.build()
    analyzer = Analyzer(lexicon)
    data.mkdir(exist_ok=True)
    generations = Generations(data)
    build = generations.new_build()
    lexicon.save(build / LEXICON)
    if concepts:
        settings = Settings(seeds=seeds_directory())
        gazetteers = Gazetteers.load(settings.gazetteers)
        Concepts.build(Glossary.load(settings.glossary), gazetteers, analyzer).save(build)
    if entries:
        save(Meanings(entries, analyzer).all(), build)
    (build / INDEX).mkdir()
    analysed = [AnalysedArticle(a, analyzer.analyze(a.title), analyzer.analyze(a.text)) for a in articles]
    if marks:
        write_marks(build, analysed)
    count = engine("whoosh").write(build / INDEX, analysed)
    described = replace(manifest(analyzer.version, count), archive=archive, sequence=sequence)
    generations.serve(generations.publish(build, described).name)


def write_marks(build: Path, analysed: Sequence[AnalysedArticle]) -> None:
    """Mark articles as a build does."""
    marking = Marking(build, None)
    read = marking.equals.read
    for one in analysed:
        marks = marking.equals.find(one.article, read(one.title), read(leading(one.body)))
        marking.put(marked(one.article.id, one.article.language, marks))
    marking.save(())


def manifest(analysis: str, articles: int) -> Manifest:
    """A manifest as a reindex writes it; its name is given when it is published."""
    return Manifest(
        name="",
        created="2021-04-01T00:00:00+00:00",
        engine="whoosh",
        engine_version=engine("whoosh").capabilities.version,
        schema=1,
        analysis=analysis,
        gazetteers="",
        extraction=1,
        archive="",
        sequence=1,
        articles=articles,
        reason="a test",
    )


@contextmanager
def serving(
    data: Path, stories: Sequence[Article], *, concepts: bool = True, entries: Sequence[Entry] = ()
) -> Iterator[SearchService]:
    """Searches these stories, in a data directory of their own, with the entries of a lexicon."""
    write_generation(data, tuple(stories), concepts=concepts, entries=entries)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=data))
    try:
        yield service
    finally:
        service.close()

"""Articles for stories. In: tests. Out: `article`, `WORDS`, `Shelf`."""

from indexer.archive.archive_file import MEMORY, ArchiveFile
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
from indexer.stories.facts import facts_of
from indexer.stories.kept import Stories
from indexer.stories.membership import Membership

#: Forty different words, so that every shingle of a text comes once.
WORDS = tuple(f"كلمة{number}" for number in range(40))
DAY = "2023-05-02"


def article(
    id: str,
    text: str = "خبر قصير",
    *,
    outlet: str | None = None,
    day: str | None = None,
    first_seen: str = "2024-01-01",
    language: Language = Language.AR,
    countries: str = "",
    agencies: str = "",
    instruments: str = "",
) -> Article:
    """An article; an agency in brackets is only mentioned."""
    return Article(
        id=id,
        uri=f"file:{id}",
        text=text,
        language=language,
        source=SourceMention(outlet, outlet) if outlet else None,
        published=PublishedDate(day, Precision.DAY) if day else PublishedDate(),
        countries=tuple(CountryMention(code, Role.PRIMARY) for code in countries.split()),
        agencies=tuple(
            AgencyMention(agency.strip("()"), Role.MENTIONED if agency[0] == "(" else Role.PRIMARY)
            for agency in agencies.split()
        ),
        instruments=tuple(InstrumentMention(instrument) for instrument in instruments.split()),
        first_seen=first_seen,
    )


class Shelf:
    """The stories of some articles, kept in memory."""

    def __init__(self) -> None:
        self._file = ArchiveFile(MEMORY)

    def build(self, *articles: Article, without: tuple[str, ...] = (), everything: bool = False) -> Membership:
        """What belongs together after one build that brings these articles and withdraws those ids."""
        stories = Stories(self._file, everything=everything)
        for id in without:
            stories.drop(id)
        for one in articles:
            stories.put(facts_of(one))
        return stories.membership()

    def tables(self) -> list[list[tuple[object, ...]]]:
        """All that is kept."""
        names = ("story_facts", "story_keys", "story_links")
        return [[tuple(row) for row in self._file.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3")] for name in names]

    def close(self) -> None:
        self._file.close()

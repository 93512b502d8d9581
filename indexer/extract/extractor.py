"""From a raw article to an article: every value with its evidence, the words that it was read from.

In: one item as `cutting.cut` gave it. Out: `Article`. Never here: an invented date, or a change to the text.
"""

from analyzers.script import language
from indexer.extract.days.events import find_events
from indexer.extract.days.published import find_published
from indexer.extract.names.agencies import AgencyFinder, find_agencies
from indexer.extract.names.bodies import find_unresolved
from indexer.extract.names.countries import find_countries
from indexer.extract.names.instruments import InstrumentFinder
from indexer.extract.names.mentions import find_mentions
from indexer.extract.names.names import NameIndex
from indexer.extract.names.outlet import OutletFinder
from indexer.extract.names.reading import read
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import Article, Language, RawArticle
from indexer.model.identity import item_id

TITLE = "title"


class Extractor:
    """Extracts with one set of gazetteers; build it once and use it for every article. `names` is the index of their
    names, if the caller has one already."""

    def __init__(self, gazetteers: Gazetteers, names: NameIndex | None = None) -> None:
        self._names = names or NameIndex(gazetteers)
        self._agencies = AgencyFinder(gazetteers)
        self._instruments = InstrumentFinder(gazetteers)
        self._outlets = OutletFinder(gazetteers)

    def extract(self, raw: RawArticle) -> Article:
        """The article with its date, countries, agencies, source, language and instruments, each with evidence."""
        reading = read(raw.title, raw.text, self._names)
        outlet = self._outlets.find(raw, reading.dateline, reading.text.names)
        home = self._outlets.home(outlet)
        mentions = find_mentions(reading, home)
        bodies, shared = self._agencies.find(reading, mentions, home)
        published = find_published(raw, reading.dateline, self._outlets.country(outlet))
        mentions.extend(self._agencies.country_mentions(bodies))
        mentions.sort(key=lambda mention: (mention.field != TITLE, mention.evidence.start))
        return Article(
            id=item_id(raw),
            uri=raw.uri,
            text=raw.text,
            title=raw.title,
            anchor=raw.anchor,
            url=raw.url,
            language=Language(language(f"{raw.title}\n{raw.text}")),
            source=outlet,
            published=published,
            countries=find_countries(
                mentions, self._outlets.declared_home(outlet), self._outlets.stand_in(outlet, reading)
            ),
            agencies=find_agencies(bodies),
            instruments=self._instruments.find(reading),
            unresolved=find_unresolved(reading, shared, self._agencies.shared_keys),
            events=find_events(raw.text, published),
            parent=raw.parent,
        )

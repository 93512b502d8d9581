"""What is new to the archive for each of several saved searches.

In: the lines of a file, and what was given already. Out: a digest, and what is given then. Never here: a file, or mail.

All searches are answered from one generation, whose manifest names the last change of the archive that it shows. The
news of a search are the articles that came in behind the change up to which its news were given. A line that is met for
the first time begins with the present; one that stands where a wrong line was corrected begins where that line did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import quote, urlencode

from indexer.engines.port.port import Sort
from indexer.model.errors import UsageError
from indexer.model.facets import BY_NAME
from indexer.model.note_json import note_to_text
from indexer.model.notes import note
from indexer.model.translation import Words
from search.model.display import plain
from search.model.news import News
from search.model.results import Hit, Parameters
from search.parameters import read_parameters
from search.reading import Reading
from search.watching.digest import Digest, Entry, Section, Wrong
from search.watching.saved import Saved
from search.watching.state import State

#: Articles of one search in a digest; the others are counted.
MOST_ENTRIES = 30


class Search:
    """Asks one generation, in the language of the reader; `today` is what words such as "last month" count from."""

    def __init__(self, reading: Reading, ui: str, today: date) -> None:
        self.archive, self.sequence = reading.shows()
        self._reading, self._ui, self._words, self._today = reading, ui, Words(ui), today

    def _parameters(self, saved: Saved) -> Parameters:
        """The checked parameters of a search, the newest articles first. Raises UsageError."""
        try:
            found, _ = read_parameters(
                saved.values, page_size=MOST_ENTRIES, ui=self._ui, today=self._today, strict=True
            )
        except UsageError as error:
            raise UsageError(note("has %(name)s=%(value)s, which %(reason)s", **error.note.values)) from error
        for name, value in self._reading.unknown(found):
            raise UsageError(note("has %(name)s=%(value)s, but there is no such value", name=name, value=value))
        return replace(found, sort=found.sort or Sort.NEWEST)

    def news(self, line: Saved | Wrong, after: int) -> Section | Wrong | None:
        """The news of a line behind a change of the archive; None if there are none."""
        if isinstance(line, Wrong):
            return line
        try:
            return self._section(line, self._parameters(line), after)
        except UsageError as error:
            return Wrong(line.number, line.line, error.note)

    def _section(self, saved: Saved, parameters: Parameters, after: int) -> Section | None:
        news = self._reading.news(parameters, after)
        if not news.total:
            return None
        entries = tuple(self._entry(hit, saved.site) for hit in news.hits)
        return Section(saved.name or self._title(parameters, news), self._address(saved), news.total, entries)

    def _title(self, parameters: Parameters, news: News) -> str:
        """What is searched, in words."""
        without = self._words.gettext("without %(value)s")
        parts = [parameters.q.strip()]
        for choice in news.choices:
            label = choice.value.label
            title = self._words.gettext(BY_NAME[choice.facet].title)
            parts.append(without % {"value": label} if choice.excluded else f"{title}: {label}")
        days = (
            (self._words.gettext("From"), parameters.first_day),
            (self._words.gettext("Until"), parameters.last_day),
        )
        parts += [f"{name} {day.isoformat()}" for name, day in days if day is not None]
        return " · ".join(filter(None, parts)) or self._words.gettext("All articles")

    def _address(self, saved: Saved) -> str:
        values = [(name, value) for name, given in saved.values.items() for value in given]
        query = urlencode([*values, ("ui", self._ui)])
        return f"{saved.site}/?{query}" if saved.site else f"/?{query}"

    def _entry(self, hit: Hit, site: str) -> Entry:
        return Entry(
            id=hit.id,
            title=hit.title,
            snippet=plain(hit.snippet_html),
            direction=hit.title_direction,
            address=f"{site}/article/{quote(hit.id)}" if site else "",
            original=hit.url_on_page or hit.url,
            published=hit.published.date or "",
            source=hit.source.label if hit.source else "",
            countries=tuple(country.label for country in hit.countries),
            agencies=tuple(agency.label for agency in hit.agencies if agency.role == "primary"),
        )


def new_since(
    before: State, lines: Sequence[Saved | Wrong], search: Search, file: str, now: datetime
) -> tuple[Digest, State]:
    """The digest of all lines, and the state after it. The numbers of another archive say nothing about this one."""
    if before.archive != search.archive:
        before = replace(before, archive=search.archive, searches={})
    begin = _beginning(before, lines, search.sequence)
    given: dict[str, int] = {}
    sections: list[Section] = []
    wrong: list[Wrong] = []
    for line in lines:
        after = before.searches.get(line.line, begin)
        found = search.news(line, after)
        if isinstance(found, Wrong):
            wrong.append(found)
            given[line.line] = after
        else:
            sections += [found] if found else []
            given[line.line] = max(after, search.sequence)
    reasons = {one.line: note_to_text(one.reason) for one in wrong}
    untold = tuple(one for one in wrong if before.wrong.get(one.line) != reasons[one.line])
    return Digest(file, now, tuple(sections), untold), replace(before, searches=given, wrong=reasons)


def _beginning(before: State, lines: Sequence[Saved | Wrong], sequence: int) -> int:
    """Where a new line begins: where the wrong lines that it may stand for did, or with the present."""
    there = {line.line for line in lines}
    corrected: Mapping[str, int] = {
        line: number for line, number in before.searches.items() if line in before.wrong and line not in there
    }
    return min(corrected.values(), default=sequence)

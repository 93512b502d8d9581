"""What a curator of the tables may want to know of a query and its answer.

In: a generation, a query, and the page that answers it. Out: `LoggedQuery`. Never here: a file, or a search, but for
a query of which a reader took additions out.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from analyzers.pipeline import Analyzer
from analyzers.script import Script, script
from indexer.gazetteers.concepts import Concepts
from search.compile.other_spellings import ACROSS_ID, SPELLING_ID
from search.curating.logged import ALL, LoggedQuery
from search.model.results import Parameters, ResultPage
from search.query.parser import parse
from search.query.words import QueryWord, every_word
from search.session import Session
from search.view import View

#: A shorter word is hardly one.
FEWEST_LETTERS = 2
#: How the ids begin of additions that are other spellings of a word, and no translations.
GUESSED = (ACROSS_ID, SPELLING_ID)
LANGUAGES = {Script.ARABIC: "ar", Script.LATIN: "en"}


class Known:
    """What one generation knows of the words of a log."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.analyzer = view.analyzer
        self.gazetteers = view.gazetteers

    @property
    def concepts(self) -> Concepts:
        """The concepts that queries are expanded by."""
        return self._view.expander.concepts

    def stem(self, word: str) -> str:
        """What the forms of a word have in common."""
        return stem_of(self._view.analyzer, word)

    def lacks(self, word: str) -> bool:
        """Whether no table knows a word, now."""
        return bool(unknown_words(self._view, word))

    def is_taken(self, id: str) -> bool:
        """Whether a concept has an id."""
        return self._view.expander.concepts.get(id) is not None

    def label(self, id: str, ui: str) -> str:
        """The label of a concept, or ""."""
        return self._view.expander.label(id, ui) or ""

    def word_by_word(self, query: str) -> str:
        """The first words of the other language for each word of a query; "" if one has none."""
        session = Session(self._view, Parameters(q=query))
        words = session.compiled.words
        expansions = [one for one in session.compiled.expansions if not one.concept.startswith(GUESSED)]
        if not all(any(one.covers(word) for one in expansions) for word in words):
            return ""
        written = script(query)
        others = [next((form for form in one.forms if script(form) is not written), "") for one in expansions]
        return " ".join(others) if all(others) else ""


def stem_of(analyzer: Analyzer, word: str) -> str:
    """What the forms of a word have in common for an analyzer."""
    return " ".join(token.stem or token.exact for token in analyzer.analyze(word))


def logged(view: View, parameters: Parameters, page: ResultPage, day: date) -> LoggedQuery:
    """The line for a query. A word that is probably misspelt lacks no translation, nor does a name that the articles
    write in the other script."""
    across = {one.typed for one in page.expansions if one.concept.startswith(ACROSS_ID)}
    words = [word for word in unknown_words(view, parameters.q) if word.typed not in across]
    if page.did_you_mean:
        right = {word.token.exact for word in _words(view, page.did_you_mean)}
        words = [word for word in words if word.token.exact in right]
    days = parameters.first_day, parameters.last_day
    return LoggedQuery(
        day=day,
        query=parameters.q,
        ui=parameters.ui,
        total=page.total,
        filtered=bool(parameters.filters) or days != (None, None),
        untranslated=tuple({word.token.exact: word.typed for word in words}.values()),
        removed=removed(view, parameters),
    )


def unknown_words(view: View, query: str) -> list[QueryWord]:
    """The plain words of a query that no table knows. Stop words and numbers are none of them."""
    unknown = view.expander.unknown([word for word in _words(view, query) if word.plain])
    return [word for word in unknown if _is_word(word)]


def removed(view: View, parameters: Parameters) -> tuple[str, ...]:
    """The ids of the additions that the reader took out of this query. Ids that an address brings along from elsewhere
    are none of them."""
    if not parameters.expand:
        return (ALL,)
    if not parameters.not_expand:
        return ()
    whole = Session(view, replace(parameters, not_expand=())).compiled.expansions
    had = {expansion.concept for expansion in whole}
    return tuple(id for id in parameters.not_expand if id in had)


def _words(view: View, query: str) -> Iterator[QueryWord]:
    return every_word(parse(query, view.abbreviations).tree, view.analyzer)


def _is_word(word: QueryWord) -> bool:
    token = word.token
    return (
        token.stem is not None
        and token.exact.isalpha()
        and len(token.exact) >= FEWEST_LETTERS
        and script(word.typed) in LANGUAGES
    )

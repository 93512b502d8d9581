"""The lines of the log of queries, counted.

In: lines. Out: `Counts`: what readers asked in vain, which words no table knows, which additions they took out, each
with how often. Never here: what was asked less often than `least` times, which may tell of one person.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from analyzers.folding import fold
from search.curating.logged import LoggedQuery

#: Most queries that are given as examples of a word.
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """A query, a word or the id of an addition: in the form that was typed most often, how often, and queries that had
    it, the most frequent first."""

    text: str
    count: int
    queries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What a log says. `asked` counts the lines, `different` the queries, `seldom` those of them that are not shown."""

    first: date | None = None
    last: date | None = None
    asked: int = 0
    different: int = 0
    seldom: int = 0
    without_results: tuple[Counted, ...] = ()
    untranslated: tuple[Counted, ...] = ()
    removed: tuple[Counted, ...] = ()


class _Group:
    """Counts things that are the same in other forms, and the queries in which they stand."""

    def __init__(self) -> None:
        self.forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.queries: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, key: str, form: str, query: str = "") -> None:
        self.forms[key][form] += 1
        if query:
            self.queries[key][query] += 1

    def counted(self, least: int, shown: Callable[[str], str]) -> tuple[Counted, ...]:
        """All that was met at least so often, the most frequent first; `shown` gives the query of a key, or ""."""
        rows = [
            Counted(_commonest(forms), forms.total(), _examples(self.queries[key], shown))
            for key, forms in self.forms.items()
            if forms.total() >= least
        ]
        return tuple(sorted(rows, key=lambda row: (-row.count, row.text)))


def count(lines: Sequence[LoggedQuery], least: int, stem: Callable[[str], str]) -> Counts:
    """The counts of these lines. Words are the same if their stems are, queries if they fold alike."""
    asked, in_vain, words, removed = _Group(), _Group(), _Group(), _Group()
    for line in lines:
        query = _key(line.query)
        asked.add(query, line.query)
        if not line.total and not line.filtered:
            in_vain.add(query, line.query)
        for word in line.untranslated:
            words.add(stem(word), word, query)
        for id in line.removed:
            removed.add(id, id, query)

    def shown(key: str) -> str:
        return _commonest(asked.forms[key]) if asked.forms[key].total() >= least else ""

    days = [line.day for line in lines]
    return Counts(
        first=min(days, default=None),
        last=max(days, default=None),
        asked=len(lines),
        different=len(asked.forms),
        seldom=sum(forms.total() < least for forms in asked.forms.values()),
        without_results=in_vain.counted(least, shown),
        untranslated=words.counted(least, shown),
        removed=removed.counted(least, shown),
    )


def frequent(lines: Iterable[LoggedQuery], least: int) -> list[str]:
    """The queries that were asked so often, the most frequent first."""
    asked = _Group()
    for line in lines:
        asked.add(_key(line.query), line.query)
    return [row.text for row in asked.counted(least, str)]


def _key(query: str) -> str:
    return " ".join(fold(query).split())


def _commonest(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _examples(queries: Counter[str], shown: Callable[[str], str]) -> tuple[str, ...]:
    return _first(shown(key) for key in sorted(queries, key=lambda key: (-queries[key], key)))


def _first(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)[:EXAMPLES]

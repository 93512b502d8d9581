"""SQLite FTS5, given the same terms; facets are counted by joining tables.

In: questions. Out: answers of SQLite. Never here: a tokenizer that changes a term, as far as FTS5 allows.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from benchmarks.engines.contender import FACETS, FILTER, TOP, Task
from benchmarks.engines.questions import FieldTerm, Question
from indexer.engines.port.port import AnalysedArticle
from indexer.model.article_row import article_to_bytes
from indexer.model.schema import FACETS as VALUES
from indexer.model.schema import TEXT_FIELDS, Part

FILE = "fts5.sqlite"
PREFIX_LETTERS = 3
COLUMNS = ", ".join(field.name for field in TEXT_FIELDS)
SCHEMA = f"""
CREATE VIRTUAL TABLE text USING fts5({COLUMNS}, content='', tokenize='unicode61 remove_diacritics 0');
CREATE TABLE article(id INTEGER PRIMARY KEY, name TEXT, content BLOB);
CREATE TABLE facet(name TEXT, value TEXT, article INTEGER);
"""
INDEXES = (
    "CREATE INDEX by_article ON facet(article, name, value); CREATE INDEX by_value ON facet(name, value, article);"
)
MATCHING = "SELECT rowid AS article FROM text WHERE text MATCH :query"
TOP_QUERY = f"SELECT rowid FROM text WHERE text MATCH :query ORDER BY rank LIMIT {TOP}"
#: CROSS JOIN keeps SQLite from asking the text index once for every row of the facet table.
JOINED = "CROSS JOIN facet ON facet.article = hits.article WHERE facet.name = :name GROUP BY facet.value"
COUNT = f"SELECT facet.value, count(*) FROM ({MATCHING}) AS hits {JOINED}"
CHOSEN = "SELECT article FROM facet WHERE name = :facet AND value = :value"
FILTERED = f"{MATCHING} AND +rowid IN ({CHOSEN})"
FILTERED_COUNT = COUNT.replace(MATCHING, FILTERED)
FILTERED_TOP = TOP_QUERY.replace("ORDER BY", f"AND +rowid IN ({CHOSEN}) ORDER BY")


class Fts5Contender:
    """One file, one connection."""

    name = "SQLite FTS5"

    def __init__(self) -> None:
        self._connection: sqlite3.Connection | None = None

    def build(self, directory: Path, articles: Iterable[AnalysedArticle]) -> None:
        """Write a new file."""
        connection = sqlite3.connect(directory / FILE)
        connection.executescript(SCHEMA)
        self._insert(connection, articles)
        connection.executescript(INDEXES)
        connection.close()

    def extend(self, _directory: Path, base: Path, articles: Iterable[AnalysedArticle]) -> None:
        """Add to the file in place."""
        connection = sqlite3.connect(base / FILE)
        self._insert(connection, articles)
        connection.close()

    def open(self, directory: Path) -> None:
        """Open the file."""
        self._connection = sqlite3.connect(directory / FILE)
        self._connection.execute(TOP_QUERY, {"query": "body_exact: 1"}).fetchall()

    def ask(self, task: Task, question: Question) -> int:
        """Search, then count each facet."""
        assert self._connection is not None
        values = {"query": _match(task, question), "facet": FILTER[0], "value": FILTER[1]}
        filtered = task is Task.FILTERED
        self._connection.execute(FILTERED_TOP if filtered else TOP_QUERY, values).fetchall()
        if task in {Task.ANY_FACETS, Task.ALL_FACETS, Task.FILTERED}:
            for name in FACETS:
                own = COUNT if not filtered or name == FILTER[0] else FILTERED_COUNT
                self._connection.execute(own, values | {"name": name}).fetchall()
        total = f"SELECT count(*) FROM ({FILTERED if filtered else MATCHING})"
        return int(self._connection.execute(total, values).fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()

    def _insert(self, connection: sqlite3.Connection, articles: Iterable[AnalysedArticle]) -> None:
        marks = ", ".join("?" * (len(TEXT_FIELDS) + 1))
        with connection:
            for analysed in articles:
                article = analysed.article
                cursor = connection.execute(
                    "INSERT INTO article(name, content) VALUES (?, ?)", (article.id, article_to_bytes(article))
                )
                number = cursor.lastrowid
                connection.execute(f"INSERT INTO text(rowid, {COLUMNS}) VALUES ({marks})", (number, *_texts(analysed)))
                rows = [(name, value, number) for name, find in VALUES.items() for value in find(article)]
                connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", rows)


def _texts(analysed: AnalysedArticle) -> list[str]:
    tokens = {Part.TITLE: analysed.title, Part.BODY: analysed.body}
    columns = ([token.form(field.form) for token in tokens[field.part]] for field in TEXT_FIELDS)
    return [" ".join(term for term in column if term) for column in columns]


def _match(task: Task, question: Question) -> str:
    if task is Task.PHRASE:
        return "body_exact: " + _quoted(" ".join(question.exact[:2]))
    if task is Task.PREFIX:
        return "body_exact: " + _quoted(question.exact[0][:PREFIX_LETTERS]) + " *"
    words = (f"({' OR '.join(_term(term) for term in word)})" for word in question.words)
    return (" AND " if task in {Task.ALL, Task.ALL_FACETS} else " OR ").join(words)


def _term(term: FieldTerm) -> str:
    return f"{term.field}: {_quoted(term.text)}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'

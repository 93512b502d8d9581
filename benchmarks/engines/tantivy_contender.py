"""tantivy (PyPI), given the same tokens, with terms aggregations for the facets.

In: questions. Out: answers of tantivy. Never here: an analyzer of tantivy's; terms come joined by spaces.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.engines.contender import FACETS, FILTER, TOP, Task
from benchmarks.engines.questions import Question
from indexer.engines.port.port import AnalysedArticle
from indexer.model.article_row import article_to_bytes
from indexer.model.schema import FACETS as VALUES
from indexer.model.schema import TEXT_FIELDS, Part

HEAP_BYTES = 512_000_000
VALUES_COUNTED = 1000
PREFIX_LETTERS = 3
COUNTS = {name: {"terms": {"field": name, "size": VALUES_COUNTED}} for name in FACETS}


class TantivyContender:
    """One writer thread, one searcher."""

    name = "tantivy"

    def __init__(self) -> None:
        self._index: Any = None
        self._searcher: Any = None
        self._schema = _schema()

    def build(self, directory: Path, articles: Iterable[AnalysedArticle]) -> None:
        """Write a new index, and wait for its merges."""
        self._write(_opened(self._schema, directory), articles)

    def extend(self, _directory: Path, base: Path, articles: Iterable[AnalysedArticle]) -> None:
        """Add to the index in place."""
        self._write(_opened(self._schema, base), articles)

    def open(self, directory: Path) -> None:
        """Open an index."""
        self._index = _opened(self._schema, directory)
        self._searcher = self._index.searcher()
        self._searcher.search(tantivy.Query.term_query(self._schema, "body_exact", "1"), 1)

    def ask(self, task: Task, question: Question) -> int:
        """Search, then aggregate."""
        query = self._query(task, question)
        if task in {Task.ANY_FACETS, Task.ALL_FACETS}:
            self._searcher.aggregate(query, COUNTS)
        if task is Task.FILTERED:
            chosen = tantivy.Query.const_score_query(tantivy.Query.term_query(self._schema, *FILTER), 0.0)
            narrowed = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, chosen)])
            own = {FILTER[0]: COUNTS[FILTER[0]]}
            self._searcher.aggregate(query, own)
            self._searcher.aggregate(narrowed, {name: COUNTS[name] for name in COUNTS if name not in own})
            query = narrowed
        return int(self._searcher.search(query, TOP, count=True).count)

    def close(self) -> None:
        """Close the index."""
        self._searcher = self._index = None

    def _write(self, index: Any, articles: Iterable[AnalysedArticle]) -> None:
        writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
        for analysed in articles:
            writer.add_document(_document(analysed))
        writer.commit()
        writer.wait_merging_threads()

    def _query(self, task: Task, question: Question) -> Any:
        query = tantivy.Query
        if task is Task.PHRASE and len(question.exact) == 1:
            return query.term_query(self._schema, "body_exact", question.exact[0])
        if task is Task.PHRASE:
            return query.phrase_query(self._schema, "body_exact", list(question.exact[:2]))
        if task is Task.PREFIX:
            return query.regex_query(self._schema, "body_exact", question.exact[0][:PREFIX_LETTERS] + ".*")
        words = [
            query.boolean_query([(tantivy.Occur.Should, self._term(term)) for term in word]) for word in question.words
        ]
        occur = tantivy.Occur.Must if task in {Task.ALL, Task.ALL_FACETS} else tantivy.Occur.Should
        return query.boolean_query([(occur, word) for word in words])

    def _term(self, term: Any) -> Any:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, term.field, term.text), term.boost)


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for field in TEXT_FIELDS:
        builder.add_text_field(field.name, tokenizer_name="whitespace")
    for name in VALUES:
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_text_field("id", tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_bytes_field("article", stored=True)
    return builder.build()


def _opened(schema: Any, directory: Path) -> Any:
    index = tantivy.Index(schema, path=str(directory))
    index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _document(analysed: AnalysedArticle) -> Any:
    document = tantivy.Document()
    tokens = {Part.TITLE: analysed.title, Part.BODY: analysed.body}
    for field in TEXT_FIELDS:
        terms = (token.form(field.form) for token in tokens[field.part])
        document.add_text(field.name, " ".join(term for term in terms if term))
    for name, find in VALUES.items():
        for value in find(analysed.article):
            document.add_text(name, value)
    document.add_text("id", analysed.article.id)
    document.add_bytes("article", article_to_bytes(analysed.article))
    return document

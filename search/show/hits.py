"""Articles as a visitor sees them: hits with marked titles and snippets, and the whole text in marked paragraphs.

In: stored articles and the query that found them. Out: `Hit` and `Block`s. Never here: retrieval, or a second analysis:
where the words of a text are, the index knows.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np
from markupsafe import Markup

from analyzers.script import direction
from indexer.engines.port.port import Snapshot
from indexer.engines.port.query import Query
from indexer.engines.port.tokens import TokenTable
from indexer.model.article import Article
from indexer.model.schema import Part
from search.compile.expansions import Expansion
from search.model.display import clean
from search.model.results import Block, Hit
from search.query.words import QueryWord
from search.show.explanation import Occurrences, explain
from search.show.highlight import Mark, mark, query_terms
from search.show.labels import Labels
from search.show.marks import Marks
from search.show.snippets import passage

TITLE_FROM_LEAD = 90
ELLIPSIS = "…"
SPACES = re.compile(r"\s+")
PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


def title_of(article: Article) -> str:
    """The title; the head of the lead for an untitled article."""
    if article.title.strip():
        return _line(clean(article.title))
    lead, start, end, dots = _lead_of(article)
    return _line(clean(lead[start:end])) + dots


def _lead_of(article: Article) -> tuple[str, int, int, str]:
    """`(lead, start, end, dots)`: the lead, the part that stands for a title, and what follows it."""
    lead = article.text.lstrip()[: 4 * TITLE_FROM_LEAD]
    start, end = passage(lead, (), length=TITLE_FROM_LEAD)
    return lead, start, end, f" {ELLIPSIS}" if end < len(lead) else ""


def _title_end(article: Article) -> int:
    """Where the part of the text ends that stands for the title of an untitled article."""
    lead, _, end, _ = _lead_of(article)
    skipped = len(article.text) - len(article.text.lstrip())
    return skipped + end + (len(lead[end:]) - len(lead[end:].lstrip()))


class Presenter:
    """Shows articles for one query. Nothing is looked for where nothing can be found."""

    def __init__(
        self,
        snapshot: Snapshot,
        labels: Labels,
        query: Query,
        words: Sequence[QueryWord] = (),
        expansions: Sequence[Expansion] = (),
    ) -> None:
        self._snapshot = snapshot
        self._labels = labels
        self._words = words
        self._expansions = expansions
        self._terms = {part: query_terms(query, part) for part in Part}

    def hits(self, articles: Sequence[Article], scores: Mapping[str, float]) -> tuple[Hit, ...]:
        """One result for each article."""
        marks = self._marks(articles)
        occurrences = self._occurrences(marks.table) if marks is not None and self._words else None
        return tuple(self._hit(article, scores[article.id], marks, occurrences) for article in articles)

    def _occurrences(self, table: TokenTable) -> Occurrences:
        """Where the words of the query, and what stands for them, occur in the articles."""
        patterns = [pattern for expansion in self._expansions for pattern in expansion.patterns]
        return Occurrences(table, self._words, patterns)

    def _marks(self, articles: Sequence[Article]) -> Marks | None:
        """What the query matched in the articles; None if it has no words."""
        if not self._words and not any(terms.is_any() for terms in self._terms.values()):
            return None
        return Marks(self._snapshot.tokens([article.id for article in articles]), self._terms)

    def _hit(self, article: Article, score: float, marks: Marks | None, occurrences: Occurrences | None) -> Hit:
        title, title_html = _title_of(article, marks)
        snippet, snippet_html = _snippet(article, marks)
        return Hit(
            id=article.id,
            url=article.url,
            title=title,
            title_html=title_html,
            title_direction=direction(title),
            titled=bool(article.title.strip()),
            snippet_html=snippet_html,
            snippet_direction=direction(snippet),
            published=article.published,
            language=article.language.value,
            source=self._labels.source(article),
            countries=self._labels.countries(article),
            agencies=self._labels.agencies(article),
            instruments=self._labels.instruments(article),
            score=score,
            explanation=explain(self._words, occurrences.of(article), self._expansions, article) if occurrences else (),
            parties=article.party_pairs(),
            url_on_page=article.url_on_page(),
        )

    def blocks(self, article: Article) -> tuple[Block, ...]:
        """The whole text, one block a paragraph."""
        text, marks = article.text, self._marks([article])
        matched = _marks_of(article, Part.BODY, marks)
        spans = [(found.start(), found.end()) for found in PARAGRAPH.finditer(text)]
        return tuple(
            Block(
                _squeezed(mark(text, [t for t in matched if start <= t.start < end], start, end)),
                direction(clean(text[start:end])),
                start,
                end,
            )
            for start, end in spans
        )


def _marks_of(article: Article, part: Part, marks: Marks | None) -> list[Mark]:
    return marks.of(marks.table.rows[article.id], part) if marks is not None else []


def _title_of(article: Article, marks: Marks | None) -> tuple[str, Markup]:
    """The title, plain and marked."""
    if article.title.strip():
        return title_of(article), _squeezed(mark(article.title, _marks_of(article, Part.TITLE, marks)))
    lead, start, end, dots = _lead_of(article)
    matched = _marks_in_lead(article, end, marks) if marks is not None else []
    return title_of(article), _squeezed(mark(lead, matched, start, end)) + dots


def _marks_in_lead(article: Article, end: int, marks: Marks) -> list[Mark]:
    """The matched tokens in the lead that stands for a title and ends there, with their offsets in the lead."""
    table, before = marks.table, len(article.text) - len(article.text.lstrip())
    own = table.part(table.rows[article.id], Part.BODY)
    inside = int(np.searchsorted(table.ends[own], before + end, side="right"))
    found = marks.between(own.start, own.start + inside, Part.BODY)
    return [one._replace(start=one.start - before, end=one.end - before) for one in found]


def _snippet(article: Article, marks: Marks | None) -> tuple[str, Markup]:
    """The best passage, plain and marked; the lead when only the title matched. Of an untitled article, what stands as
    its title is not shown again."""
    text, matched = article.text, _marks_of(article, Part.BODY, marks)
    starts = marks.table.sentences_of(marks.table.rows[article.id]) if marks is not None and matched else ()
    start, end = passage(text, matched, starts)
    shown = 0 if article.title.strip() else _title_end(article)
    if start < shown:
        behind = [one._replace(start=one.start - shown, end=one.end - shown) for one in matched if one.start >= shown]
        later = [0, *(at - shown for at in starts if at > shown)] if behind else ()
        start, end = (shown + at for at in passage(text[shown:], behind, later))
    if not text[start:end].strip():
        return "", Markup("")
    before = f"{ELLIPSIS} " if text[:start].strip() else ""
    after = f" {ELLIPSIS}" if text[end:].strip() else ""
    return clean(text[start:end]), before + _squeezed(mark(text, matched, start, end)) + after


def _line(text: str) -> str:
    return SPACES.sub(" ", text).strip()


def _squeezed(markup: Markup) -> Markup:
    """The markup on one line; safe, because its only spaces are those of the text."""
    return Markup(_line(str(markup)))

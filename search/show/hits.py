"""Articles as a visitor sees them: hits with marked titles and snippets, and the whole text in marked paragraphs.

In: stored articles and the query that found them. Out: `Hit` and `Block`s. Never here: retrieval. Only the texts
that are shown are analysed again.
"""

import re
from collections.abc import Collection, Sequence

from markupsafe import Markup

from analyzers.pipeline import Analyzer
from analyzers.script import direction
from analyzers.tokens import Token
from indexer.engines.port.query import Query
from indexer.model.article import Article
from indexer.model.notes import Note
from indexer.model.schema import Part
from search.compile.expansions import Expansion
from search.model.display import clean
from search.model.results import Block, Hit
from search.query.words import QueryWord
from search.show.explanation import Occurrences, explain
from search.show.highlight import mark, query_terms
from search.show.labels import Labels
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
    start, end = passage(lead, (), TITLE_FROM_LEAD)
    return lead, start, end, f" {ELLIPSIS}" if end < len(lead) else ""


def _title_end(article: Article) -> int:
    """Where the part of the text ends that stands for the title of an untitled article."""
    lead, _, end, _ = _lead_of(article)
    skipped = len(article.text) - len(article.text.lstrip())
    return skipped + end + (len(lead[end:]) - len(lead[end:].lstrip()))


def _moved(token: Token, by: int) -> Token:
    return token._replace(start=token.start + by, end=token.end + by)


class Presenter:
    """Shows articles for one query."""

    def __init__(
        self,
        analyzer: Analyzer,
        labels: Labels,
        query: Query,
        words: Sequence[QueryWord] = (),
        expansions: Sequence[Expansion] = (),
    ) -> None:
        self._analyzer = analyzer
        self._labels = labels
        self._words = words
        self._expansions = expansions
        self._title_terms = query_terms(query, Part.TITLE)
        self._body_terms = query_terms(query, Part.BODY)
        self._has_words = bool(words) or any(one.is_any() for one in (self._title_terms, self._body_terms))

    def hit(self, article: Article, score: float) -> Hit:
        """One result."""
        head, body = self._analysed(article.title), self._analysed(article.text)
        skeletons = self._matched_skeletons(head, body)
        title, title_html = self._title_of(article, head, skeletons)
        snippet, snippet_html = self._snippet(article, body, skeletons)
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
            explanation=self._explanation(article, head, body),
            parties=article.party_pairs(),
            url_on_page=article.url_on_page(),
        )

    def _analysed(self, text: str) -> Sequence[Token]:
        """The tokens of a text; none where there is nothing to look for."""
        return self._analyzer.analyze(text) if self._has_words else ()

    def _matched_skeletons(self, title: Sequence[Token], body: Sequence[Token]) -> frozenset[str]:
        """The skeletons of the article's tokens that match a word of the query by exact form or stem."""
        return self._title_terms.matched_skeletons(title) | self._body_terms.matched_skeletons(body)

    def _title_of(self, article: Article, head: Sequence[Token], skeletons: Collection[str]) -> tuple[str, Markup]:
        """The title, plain and marked; `head` are its tokens."""
        if article.title.strip():
            matched = self._title_terms.find(head, skeletons)
            return title_of(article), _squeezed(mark(article.title, matched))
        lead, start, end, dots = _lead_of(article)
        matched = self._body_terms.find(self._analysed(lead[:end]), skeletons)
        return title_of(article), _squeezed(mark(lead, matched, start, end)) + dots

    def _snippet(self, article: Article, body: Sequence[Token], skeletons: Collection[str]) -> tuple[str, Markup]:
        """The best passage, plain and marked; the lead when only the title matched. Of an untitled article, what stands
        as its title is not shown again."""
        text, matched = article.text, self._body_terms.find(body, skeletons)
        start, end = passage(text, matched)
        shown = 0 if article.title.strip() else _title_end(article)
        if start < shown:
            behind = [token for token in matched if token.start >= shown]
            start, end = (shown + at for at in passage(text[shown:], [_moved(token, -shown) for token in behind]))
        if not text[start:end].strip():
            return "", Markup("")
        before = f"{ELLIPSIS} " if text[:start].strip() else ""
        after = f" {ELLIPSIS}" if text[end:].strip() else ""
        return clean(text[start:end]), before + _squeezed(mark(text, matched, start, end)) + after

    def _explanation(self, article: Article, head: Sequence[Token], body: Sequence[Token]) -> tuple[Note, ...]:
        if not self._words:
            return ()
        title = Occurrences(article.title, head)
        return explain(self._words, (title, Occurrences(article.text, body)), self._expansions, article)

    def blocks(self, article: Article) -> tuple[Block, ...]:
        """The whole text, one block a paragraph."""
        text = article.text
        head, body = self._analysed(article.title), self._analysed(text)
        matched = self._body_terms.find(body, self._matched_skeletons(head, body))
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


def _line(text: str) -> str:
    return SPACES.sub(" ", text).strip()


def _squeezed(markup: Markup) -> Markup:
    """The markup on one line; safe, because its only spaces are those of the text."""
    return Markup(_line(str(markup)))

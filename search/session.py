"""One request on one view: the parts of a search put together.

In: a `View`, and what a visitor asked. Out: a compiled query, and a `Retrieval` ready to search. Never here: the page.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from analyzers.tokens import Form, Token
from indexer.model.schema import Part, field_name
from search.compile.compiled import Compiled
from search.compile.compiler import Compiler
from search.model.results import Parameters
from search.query.parser import parse
from search.rank.digests import Digests
from search.rank.rarity import Rarity, rarity
from search.rank.rerank import Reranker
from search.rank.retrieval import Retrieval
from search.snapshots import View


def exists_in(view: View) -> Callable[[str, str], bool]:
    """Whether the generation's index has a term of a field, or a value of a facet."""
    return lambda field, term: view.snapshot.document_frequency(field, term) > 0


def compiled_query(view: View, parameters: Parameters) -> Compiled:
    """What was typed, for this generation's index."""

    parsed = parse(parameters.q)
    expander = view.expander if parameters.expand else None
    tables = (view.analyzer, view.gazetteers, exists_in(view), expander, parameters.not_expand)
    compiled = Compiler(*tables).build(parsed)
    if all(expansion.days for expansion in compiled.expansions):
        return compiled
    return replace(compiled, literal=Compiler(*tables, rewords=False).build(parsed).strict)


def retrieval(
    view: View,
    compiled: Compiled,
    parameters: Parameters,
    facets: bool = True,
    second_look: Callable[[Digests, Sequence[Token], Rarity], Reranker] = Reranker,
) -> Retrieval:
    """The search of one request; `facets` says whether to count them."""
    documents = view.snapshot.count()

    def rarity_of(word: Token) -> float:
        form = Form.EXACT if word.stem is None else Form.STEM
        having = view.snapshot.document_frequency(field_name(Part.BODY, form), word.form(form) or "")
        return rarity(documents, min(having, documents))

    words = [word.token for word in compiled.words]
    reranker = second_look(view.digests, words, rarity_of)
    return Retrieval(view.snapshot, compiled, parameters, reranker, facets)

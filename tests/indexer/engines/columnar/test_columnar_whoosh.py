"""The columnar codec and its evaluator against stock Whoosh: the same documents and scores for Whoosh's own queries.

The collections (articles, segmentation, deletions) are drawn from numbered seeds and built once each, so that thousands
of query trees can be tried on them.
"""

import random
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import Phase, example, given, reject, settings
from hypothesis import strategies as st
from whoosh import fields, query
from whoosh.columns import BitColumn, NumericColumn, RefBytesColumn
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.matching import AndMaybeMatcher
from whoosh.scoring import BM25F

from indexer.engines.columnar.asking.expansion import EXPANSION_TERMS
from indexer.engines.columnar.asking.snapshot import ColumnarSnapshot
from indexer.engines.columnar.codec.codec import ColumnarCodec
from indexer.engines.port.port import AnalysedArticle, Request, Scoring
from indexer.engines.whoosh.queries import AtLeastOf, Complement, Constant, PhraseAt, drain
from indexer.engines.whoosh.schema import document, make_schema
from indexer.model.errors import EngineError
from indexer.model.schema import FACETS
from tests.indexer.engines.engine_model import DATES, WORDS, article, tokens

pytestmark = pytest.mark.oracle

COLLECTIONS = 120
K1 = 1.4
TEXT = ("title_exact", "body_exact", "body_stem", "body_skeleton")
SCORING = Scoring(k1=K1, b={"body_exact": 0.3}, default_b=0.7)
WEIGHTING = BM25F(B=0.7, K1=K1, body_exact_B=0.3)


@pytest.fixture(autouse=True, scope="module")
def aligned_and_maybe() -> Iterator[None]:
    """Whoosh's `AndMaybe` takes its optional part to the document that was asked for, not to the one that its required
    part found behind it, and so forgets a score now and then. The oracle is not to."""

    def skip_to(matcher: AndMaybeMatcher, number: int) -> bool:
        moved = matcher.a.skip_to(number)
        matcher._first_b()
        return moved

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AndMaybeMatcher, "skip_to", skip_to)
        yield


class Built:
    """A collection in both codecs, segment by segment and deletion by deletion the same."""

    def __init__(self, seed: int) -> None:
        dice = random.Random(seed)
        self.segments = [[_random_article(dice) for _ in range(dice.randint(1, 9))] for _ in range(dice.randint(1, 3))]
        for number, analysed in enumerate(a for segment in self.segments for a in segment):
            object.__setattr__(analysed.article, "id", f"{number:02d}")
        total = sum(map(len, self.segments))
        self.deleted = dice.sample(range(total), dice.choice((0, 0, total // 4)))
        self.stock = self._index(None)
        self.columnar = self._index(ColumnarCodec())

    def live(self) -> list[AnalysedArticle]:
        everything = [analysed for segment in self.segments for analysed in segment]
        return [analysed for number, analysed in enumerate(everything) if number not in self.deleted]

    def _index(self, codec: ColumnarCodec | None) -> FileIndex:
        index = FileIndex.create(RamStorage(), make_schema())
        for segment in self.segments:
            writer = index.writer(codec=codec)
            for analysed in segment:
                writer.add_document(**document(analysed))
            writer.commit(merge=False)
        writer = index.writer(codec=codec)
        for number in self.deleted:
            writer.delete_document(number)
        writer.commit(merge=False)
        return index


def _random_article(dice: random.Random) -> AnalysedArticle:
    return article(
        "",
        " ".join(dice.choices(WORDS, k=dice.randint(0, 3))),
        " ".join(dice.choices(WORDS, k=dice.randint(0, 12))),
        countries=tuple(dice.sample(("SA", "AE", "KW"), dice.randint(0, 3))),
        source=dice.choice((None, "wam", "kuna")),
        published=dice.choice(DATES),
    )


@cache
def built(seed: int) -> Built:
    return Built(seed)


def _many_terms(
    name: st.SearchStrategy[str], boost: st.SearchStrategy[float], constant: st.SearchStrategy[bool]
) -> list[st.SearchStrategy[query.Query]]:
    ends = {"start": st.sampled_from((None, "al", "beta")), "end": st.sampled_from((None, "bet", "ك"))}
    fuzzy = {"text": st.sampled_from((*WORDS, "alphx", "كتاي")), "maxdist": st.sampled_from((1, 2))}
    texts = {
        query.Prefix: ("", "a", "al", "bet", "ك", "x"),
        query.Wildcard: ("a*e", "b?t*", "*", "?", "*ت*"),
        query.Regex: ("al.*", "b(et|eta)$"),
    }
    rest = {"boost": boost, "constantscore": constant}
    return [
        *(st.builds(kind, name, st.sampled_from(values), **rest) for kind, values in texts.items()),
        st.builds(query.FuzzyTerm, name, prefixlength=st.sampled_from((0, 1)), **fuzzy, **rest),
        st.builds(query.TermRange, name, startexcl=st.booleans(), endexcl=st.booleans(), **ends, **rest),
    ]


def _leaves() -> st.SearchStrategy[query.Query]:
    name = st.sampled_from(TEXT)
    word = st.sampled_from((*WORDS, "al", "be", "كت", "كب", "omega"))
    boost = st.sampled_from((1.0, 0.5, 2.0))
    words = st.lists(st.sampled_from(WORDS), min_size=2, max_size=3)
    positioned = st.lists(st.tuples(st.integers(0, 4), word), min_size=2, max_size=3, unique_by=lambda pair: pair[0])
    return st.one_of(
        st.builds(query.Term, name, word, boost),
        st.builds(query.Term, name, word, boost),
        st.builds(query.Term, st.just("country"), st.sampled_from(("SA", "OM")), boost),
        st.builds(query.Phrase, name, words, boost=boost),
        st.builds(query.Phrase, name, words, st.just(2), boost),
        st.builds(PhraseAt, name, positioned, boost),
        *_many_terms(name, boost, st.just(False)),
        st.builds(query.Every, st.sampled_from((None, "body_exact", "country")), boost),
        st.just(query.NullQuery),
    )


def _branches(child: st.SearchStrategy[query.Query]) -> st.SearchStrategy[query.Query]:
    children = st.lists(child, min_size=1, max_size=4)
    boost = st.sampled_from((1.0, 3.0))
    return st.one_of(
        st.builds(query.And, children, boost),
        st.builds(query.Or, children, boost),
        st.builds(query.AndMaybe, child, child),
        st.builds(query.Otherwise, child, child),
        st.builds(query.DisjunctionMax, children),
        st.builds(Constant, child, st.sampled_from((0.0, 2.5))),
        st.builds(AtLeastOf, children, st.integers(1, 4)),
        st.lists(st.tuples(child, st.integers(1, 4)), min_size=1, max_size=4).flatmap(_weighted),
        st.builds(Complement, child),
    )


def _weighted(pairs: list[tuple[query.Query, int]]) -> st.SearchStrategy[query.Query]:
    children, weights = [child for child, _ in pairs], [weight for _, weight in pairs]
    return st.builds(AtLeastOf, st.just(children), st.integers(1, sum(weights) + 1), st.just(weights))


TREES = st.recursive(_leaves(), _branches, max_leaves=8)


def stock_scores(index: FileIndex, tree: query.Query) -> dict[str, float]:
    """Id -> score by Whoosh's own matchers. `needs_current` keeps Whoosh from its array of scores for small segments,
    which loses every match that scores 0."""
    scores = {}
    with index.searcher(weighting=WEIGHTING) as searcher:
        for leaf, _ in searcher.leaf_searchers():
            names = list(leaf.reader().column_reader("id"))
            matcher = tree.matcher(leaf, leaf.context(needs_current=True))
            scores |= {names[number]: score for number, score in drain(matcher)}
    return scores


def searched(index: FileIndex, tree: query.Query) -> dict[str, float]:
    """Id -> score by Whoosh's own search."""
    with index.searcher(weighting=WEIGHTING) as searcher:
        names = [name for leaf, _ in searcher.reader().leaf_readers() for name in leaf.column_reader("id")]
        return {names[number]: score for score, number in searcher.search(tree, limit=None).top_n}


OPTIONAL_BEHIND_A_GAP = query.And(
    [
        Constant(query.Prefix("title_exact", "")),
        query.AndMaybe(query.Term("country", "SA"), query.Prefix("title_exact", "")),
    ]
)


@example(seed=0, tree=OPTIONAL_BEHIND_A_GAP)
@settings(max_examples=2000, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink))
@given(seed=st.integers(0, COLLECTIONS - 1), tree=TREES)
def test_documents_and_scores_are_those_of_stock_whoosh(seed: int, tree: query.Query) -> None:
    collection = built(seed)
    expected = pytest.approx(stock_scores(collection.stock, tree), abs=1e-4)
    assert stock_scores(collection.columnar, tree) == expected
    snapshot = ColumnarSnapshot(collection.columnar.reader())
    answer = snapshot.evaluate(tree, Request(limit=100, scoring=SCORING, facets=("country", "year")))
    assert {match.id: match.score for match in answer.matches} == expected
    matched = [
        analysed.article for analysed in collection.live() if analysed.article.id in {m.id for m in answer.matches}
    ]
    for name in ("country", "year"):
        values = [value for found in matched for value in FACETS[name](found)]
        assert answer.facets[name] == {value: values.count(value) for value in values}
    snapshot.close()


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, COLLECTIONS - 1), wanted=TREES, unwanted=TREES)
def test_exclusion_is_the_difference_of_what_stock_whoosh_finds(
    seed: int, wanted: query.Query, unwanted: query.Query
) -> None:
    """Whoosh's own `AndNot` looks at its first document only sometimes, and its `Not` lets deleted ones through."""
    collection = built(seed)
    scores, excluded = stock_scores(collection.stock, wanted), stock_scores(collection.stock, unwanted)
    snapshot = ColumnarSnapshot(collection.columnar.reader())
    request = Request(limit=100, scoring=SCORING)
    without = snapshot.evaluate(query.AndNot(wanted, unwanted), request)
    inverse = snapshot.evaluate(query.Not(unwanted), request)
    snapshot.close()
    expected = {name: score for name, score in scores.items() if name not in excluded}
    assert {match.id: match.score for match in without.matches} == pytest.approx(expected, abs=1e-4)
    live = {analysed.article.id for analysed in collection.live()}
    assert {match.id: match.score for match in inverse.matches} == dict.fromkeys(live - excluded.keys(), 1.0)


def _of_whoosh_only() -> st.SearchStrategy[query.Query]:
    many = st.one_of(_many_terms(st.sampled_from(TEXT), st.sampled_from((1.0, 2.0)), st.booleans()))
    leaf = st.one_of(_leaves(), many)
    return st.recursive(
        leaf,
        lambda child: st.one_of(
            _branches(child),
            st.builds(query.AndNot, child, child),
            st.builds(query.Not, child),
            st.builds(query.Require, child, child),
            st.builds(query.ConstantScoreQuery, child, st.sampled_from((1.0, 2.5))),
        ),
        max_leaves=6,
    )


#: Whoosh's `AndNotMatcher` asks its first side for a document behind the last one.
BEHIND_THE_END = query.And(
    [
        query.Term("title_exact", "alpha"),
        query.AndNot(query.Term("title_exact", "bet"), query.Term("title_exact", "alpha")),
    ]
)


@settings(max_examples=300, deadline=None)
@example(seed=0, tree=BEHIND_THE_END)
@given(seed=st.integers(0, COLLECTIONS - 1), tree=_of_whoosh_only())
def test_the_searcher_of_whoosh_gives_the_same_on_both_codecs(seed: int, tree: query.Query) -> None:
    collection = built(seed)
    try:
        expected = searched(collection.stock, tree)
    except IndexError:  # stock Whoosh reads behind the end of its own postings in some trees of AndNot
        searched(collection.columnar, tree)
        reject()
    assert searched(collection.columnar, tree) == pytest.approx(expected, abs=1e-4)


@settings(max_examples=200, deadline=None)
@given(
    seed=st.integers(0, COLLECTIONS - 1),
    tree=st.one_of(_many_terms(st.sampled_from(TEXT), st.just(2.0), st.just(True))),
)
def test_a_constant_score_is_the_boost(seed: int, tree: query.Query) -> None:
    collection = built(seed)
    expected = dict.fromkeys(stock_scores(collection.stock, tree), 2.0)
    snapshot = ColumnarSnapshot(collection.columnar.reader())
    assert {match.id: match.score for match in snapshot.evaluate(tree, Request(limit=100)).matches} == expected
    snapshot.close()


def test_what_is_handed_to_the_matchers_of_whoosh() -> None:
    """Everything else has a plan; a type that appears here newly is slow, one that disappears needs a row in RULES."""
    one, two = query.Term("body_exact", "alpha"), query.Term("body_exact", "beta")
    samples = [
        *(one, query.And([one, two]), query.Or([one, two]), query.AndMaybe(one, two), query.AndNot(one, two)),
        *(query.Not(one), query.Every(), query.NullQuery, query.ConstantScoreQuery(one), query.Every("country")),
        *(query.Prefix("body_exact", "a"), query.Wildcard("body_exact", "a*a"), query.Regex("body_exact", "a.*")),
        *(query.FuzzyTerm("body_exact", "alphx"), query.TermRange("body_exact", "a", "b")),
        *(query.Variations("body_exact", "alpha"), query.Phrase("body_exact", ["alpha", "beta"])),
        *(
            Constant(one),
            Complement(one),
            AtLeastOf([one, two], 2),
            PhraseAt("body_exact", [(0, "alpha"), (2, "beta")]),
        ),
        *(query.Or([one, two], scale=0.5), query.Phrase("body_exact", ["alpha", "beta"], slop=3)),
        *(query.Sequence([one, two]), query.Ordered([one, two]), query.SpanNear(one, two), query.SpanFirst(one)),
        *(query.SpanOr([one, two]), query.SpanNot(one, two), query.SpanNear2([one, two]), query.SpanContains(one, two)),
        *(query.DisjunctionMax([one, two]), query.Otherwise(one, two), query.Require(one, two)),
        query.WeightingQuery(one, WEIGHTING),
    ]
    snapshot = ColumnarSnapshot(built(1).columnar.reader())
    handed: list[str] = []
    for tree in samples:
        handed += snapshot.explain(tree, SCORING)
    snapshot.close()
    assert handed == [
        *("Or", "Phrase", "Sequence", "Ordered", "SpanNear", "SpanFirst", "SpanOr", "SpanNot", "SpanNear2"),
        *("SpanContains", "DisjunctionMax", "Otherwise", "Require", "WeightingQuery"),
    ]


def test_numbers_and_columns_of_every_kind() -> None:
    schema = fields.Schema(
        id=fields.ID(unique=True, sortable=True),
        size=fields.NUMERIC(int, sortable=True),
        ratio=fields.NUMERIC(float),
        fine=fields.COLUMN(NumericColumn("d", default=0.5)),
        kind=fields.ID(sortable=RefBytesColumn()),
        flag=fields.COLUMN(BitColumn()),
        words=fields.KEYWORD(stored=True, scorable=True),
    )
    rows = [
        {"id": f"{n}", "size": n * 7 - 20, "ratio": n / 3, "kind": "ab"[n % 2], "words": "x " * (n + 1)}
        for n in range(9)
    ]
    indexes = []
    for codec in (None, ColumnarCodec()):
        index = FileIndex.create(RamStorage(), schema)
        writer = index.writer(codec=codec)
        for row in rows:
            writer.add_document(**row, fine=row["ratio"], flag=row["size"] > 0)
        writer.commit()
        indexes.append(index)
    stock, columnar = indexes
    for tree in (query.NumericRange("size", -6, 22), query.NumericRange("ratio", 0.4, 2.0), query.Term("words", "x")):
        assert searched(columnar, tree) == pytest.approx(searched(stock, tree))
        snapshot = ColumnarSnapshot(columnar.reader())
        found = {match.id: match.score for match in snapshot.evaluate(tree, Request(scoring=SCORING)).matches}
        assert found == pytest.approx(searched(stock, tree), abs=1e-4)
        snapshot.close()
    for name in ("size", "fine", "kind", "flag"):
        values = [list(index.reader().column_reader(name)) for index in indexes]
        assert values[0] == values[1], name
    with columnar.searcher() as searcher:
        by_size = searcher.search(query.Every(), sortedby="size", reverse=True, groupedby="kind")
        assert [hit["words"].count("x") for hit in by_size] == list(range(9, 0, -1))
        assert {kind: len(found) for kind, found in by_size.groups("kind").items()} == {"a": 5, "b": 4}


def test_weights_that_are_not_counts_are_kept() -> None:
    schema = fields.Schema(id=fields.ID(sortable=True), text=fields.TEXT)
    indexes = []
    for codec in (None, ColumnarCodec()):
        index = FileIndex.create(RamStorage(), schema)
        writer = index.writer(codec=codec)
        writer.add_document(id="a", text="one two two", _text_boost=2.5)
        writer.add_document(id="b", text="one " * 300)
        writer.add_document(id="c", text="two one")
        writer.commit()
        indexes.append(index)
    for tree in (query.Term("text", "two"), query.Term("text", "one"), query.Phrase("text", ["two", "two"])):
        expected = stock_scores(indexes[0], tree)
        snapshot = ColumnarSnapshot(indexes[1].reader())
        request = Request(scoring=SCORING)
        assert {m.id: m.score for m in snapshot.evaluate(tree, request).matches} == pytest.approx(expected, abs=1e-4)
        snapshot.close()


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        (fields.Schema(text=fields.TEXT(chars=True)), "cannot store Characters"),
        (fields.Schema(text=fields.TEXT(vector=True)), "no term vectors"),
    ],
)
def test_what_the_codec_cannot_store_is_refused(schema: fields.Schema, message: str) -> None:
    writer = FileIndex.create(RamStorage(), schema).writer(codec=ColumnarCodec())
    with pytest.raises(EngineError, match=message):
        writer.add_document(text="some words")
        writer.commit()
    writer._tempstorage.destroy()


@pytest.mark.parametrize(
    "tree",
    [query.Prefix("body_exact", "t"), query.Wildcard("body_exact", "t*0"), query.Prefix("body_exact", "t", 2.0, False)],
)
def test_an_expansion_is_bounded_and_says_so(tree: query.Query) -> None:
    index = FileIndex.create(RamStorage(), make_schema())
    writer = index.writer(codec=ColumnarCodec())
    words = [f"t{number:05d}" for number in range(EXPANSION_TERMS * 12)]
    writer.add_document(id="a", body_exact=tokens(words))
    writer.commit()
    snapshot = ColumnarSnapshot(index.reader())
    answer = snapshot.evaluate(tree, Request())
    snapshot.close()
    assert [match.id for match in answer.matches] == ["a"]
    assert answer.capped == (tree.text,)


def test_a_prefix_that_only_matches_is_bounded_by_its_postings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.engines.columnar.asking.expansion.PREFIX_POSTINGS", 4)
    index = FileIndex.create(RamStorage(), make_schema())
    writer = index.writer(codec=ColumnarCodec())
    for name in "abcdefgh":
        writer.add_document(id=name, body_exact=tokens([f"t{name}", "u"]))
    writer.commit()
    snapshot = ColumnarSnapshot(index.reader())
    capped = snapshot.evaluate(Constant(query.Prefix("body_exact", "t"), 1.0), Request())
    whole = snapshot.evaluate(Constant(query.Prefix("body_exact", "ta"), 1.0), Request())
    snapshot.close()
    assert (capped.total, capped.capped) == (4, ("t",))
    assert (whole.total, whole.capped) == (1, ())

"""Every weight of the ranking.

In: nothing. Out: tables. Never here: how they are applied.

Each says what it was chosen by: paired bootstrap intervals (`benchmarks.paired`) of MRR@10, or of recall@10 where that
is said, over eight sets. ARCD: 1,395 Arabic questions over paragraphs. Headlines: 2,000 Arabic (ANTCorpus) and 1,000
English (Reuters-21578) each to find its article, indexed without titles. Known items and titles: 1,000 queries each and
in each language by `benchmarks.known_items`, articles with titles. The sample: the judged queries of `tests.relevance`.
A weight that gains nothing is not here, and of weights that tie the roundest is. Where no figure is given, what is said
is why.

Four things are not here because they were measured and did not help. A prior for recent articles: at no strength did it
move MRR@10 of headlines by more than .001, so recency is a sort. Feedback, which adds words of the best matches to the
query: over text, leads or datelines it lifted the first look, but the second look left nothing of the gain. The length
of an article as a feature of the second look: no set falls significantly without it. The place of a dateline, for
articles that name nothing: known items find nothing more by it, only English headlines without titles did.
"""

from analyzers.tokens import Form
from indexer.engines.port.port import Scoring
from indexer.model.schema import Part, field_name

#: Field -> weight of a match in it. An exact match also matches as a stem, so these add up. Exact in a title at .5:
#: English titles -.0078 [-.0119, -.0043]; exact in a text at 1: the same -.0072 [-.0116, -.0031]; stems in a title at
#: 1.6: English known items -.0098 [-.0148, -.0054]; skeletons at .5: Arabic known items -.0031 [-.0056, -.0012].
FIELD_WEIGHTS: dict[str, float] = {
    field_name(Part.TITLE, Form.EXACT): 1.0,
    field_name(Part.TITLE, Form.STEM): 1.0,
    field_name(Part.TITLE, Form.SKELETON): 0.1,
    field_name(Part.BODY, Form.EXACT): 0.5,
    field_name(Part.BODY, Form.STEM): 1.0,
    field_name(Part.BODY, Form.SKELETON): 0.1,
}

#: BM25F, as Lucene has it. b at .5: ARCD -.0151 [-.0214, -.0089]; k1 at 2: English headlines -.0085 [-.0138, -.0035]; a
#: b of their own for titles gained nothing.
SCORING = Scoring(k1=1.2, default_b=0.75)

#: After the articles with all the words follow those with at least one in this many of them. If more are demanded,
#: articles that answer a long question in other words are lost: at 2, recall@10 of ARCD -.0100 [-.0158, -.0050].
SOME_WORDS_PART = 4

#: The articles that a sentence asks for hold at least this part of what its words say, by their rarities.
MOST_PART = 0.45
#: They are among the so many closest ones, and looked for among the first so many that hold it. Those among the very
#: first so many that come before one of them belong to them too, as an article in other words may be the best: without
#: them, MRR@10 of Arabic headlines falls by .0073.
MOST_ARTICLES, MOST_CANDIDATES, MOST_LEADING = 100, 1000, 10

#: A query of more words than this is a sentence: nobody expects all of its words, so the closest articles come first,
#: whether they have them all or not. In a query of three or four words, people expect all. At 7: English headlines
#: -.0093 [-.0144, -.0048]; at 3: the sample -.0138 [-.0198, -.0085].
SENTENCE_WORDS = 5

#: In a query of more words than this, an article may be among the closest others by a name alone that it has in the
#: other script.
NAMES_ALONE = 4

#: Weight of another spelling of a compound name, relative to the words typed.
SPELLING_WEIGHT = 0.3

#: Weight of another word or name of the same language for one meaning, relative to the words typed in their stems. At
#: .3: ARCD -.0003, every second of the Arabic headlines -.0017; at 2: the same headlines -.0025.
EXPANSION_WEIGHT = 1.0

#: Weight of a translation that is certain, and of a name in the other language, likewise: a word as typed counts in its
#: exact form and in its stem. Chosen together with OTHER_WORTH by `benchmarks/across.tsv`, and by the headlines of each
#: language among those of both: at 1 and 1, English questions among 13,000 articles -.092; at 3 and 1.5, English
#: headlines -.0088, Arabic ones -.0090.
TRANSLATION_WEIGHT = 2.0

#: In the second look, other words for a word count so many times as much as the words typed, and their letters so
#: many times; at most so many of them are looked for, for each word.
OTHER_WORTH = 1.2
OTHER_LETTERS = 0.5
OTHER_WORDS = 6

#: The share of its score that an article keeps that is found by other words alone, if any of them is a translation of
#: the lexicon. Chosen by MRR@10 among 15,460 articles of both languages. At 1 (with OTHER_LETTERS at 1 and a window for
#: each script) headlines fall below those without: Arabic -.0066 [-.0119, -.0022], English -.0035 [-.0075,
#: -.0006]. At .75 they keep their places, and questions in the other language reach .613.
OTHERS_ALONE = 0.75

#: At most so many words of a query are translated, each by at most so many translations that the collection has, and
#: with so many other forms of its own, to bound the cost of a query. Without the forms (percent, per cent): half of the
#: English headlines -.0021 [-.0053, +.0002], a quarter of the Arabic ones -.0022 [-.0101, +.0053], kind `variant` of
#: the sample -.0192.
MAX_TRANSLATED = 24
MAX_TRANSLATIONS = 5
MAX_FORMS = 3

#: The score of an article published on the days that a date in the query means: more than the words of the date, so
#: that it ranks above those that only name the day. In the relaxed query the day counts
#: as one word, since an article of the day is not all that a sentence asks for. No set has enough dates for a figure;
#: the orders in `tests/search/dates` and `tests/search/compile` hold both weights.
PUBLISHED_WEIGHT = 50.0
LOOSE_PUBLISHED_WEIGHT = 4.0

#: At most so many concepts of a query are expanded, each by at most so many wordings that the collection has, to bound
#: the cost of a query. At 2 and 2: the sample -.0105 [-.0168, -.0047].
MAX_CONCEPTS = 8
MAX_WORDINGS = 8

#: Shortest beginning of a word, in folded characters, that prefix* searches, to bound the cost of a query.
MIN_PREFIX = 2

#: The number of first matches that are reranked. At 30 no fall is significant, but recall@10 of ARCD and of Arabic
#: headlines falls by .0014 and .0015; at 100, English headlines fall by .0029, and a search takes half as long again.
RERANK_WINDOW = 50
#: That of a query with other words, which bring articles of the other language beside those of its own. At 50,
#: recall@10 of Arabic headlines among articles of both falls by .004.
WINDOW_OF_BOTH = 75

#: Length of the character n-grams that are compared, and that the forward index knows. At 2: ARCD -.0054
#: [-.0106, -.0003]; 4 ties.
GRAM = 3

#: Feature of the second look -> weight; see search/rank/rerank.py and `python -m benchmarks.ablation`. Without it:
#: engine: Arabic titles -.0549 [-.0666, -.0439]; lead: English headlines -.0153 [-.0223, -.0083]; first: ARCD -.0065
#: [-.0115, -.0015]; sentence: English known items -.0216 [-.0282, -.0153]; pairs: the same -.0163 [-.0223, -.0108];
#: letters: ARCD -.0102 [-.0168, -.0037].
RERANK_WEIGHTS: dict[str, float] = {
    "engine": 1.0,
    "lead": 1.0,
    "first": 2.0,
    "sentence": 1.0,
    "pairs": 0.5,
    "letters": 1.0,
}

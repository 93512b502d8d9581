"""Every weight of the ranking, in one place.

In: nothing. Out: tables. Never here: how they are applied. They were chosen by measuring on judged queries in both
languages; change one only with a measurement.

Two things are not here because they were measured and did not help. A prior for recent articles: at no strength did it
move MRR@10 of headlines by more than .001, so recency is a sort. Feedback, which adds words of the best matches to the
query: over text, leads or datelines it lifted the first look, and nothing was left of that after the second.
"""

from analyzers.tokens import Form
from indexer.engines.port.port import Scoring
from indexer.model.schema import Part, field_name

#: Field -> weight of a match in it. An exact match also matches as a stem, so these add up.
FIELD_WEIGHTS: dict[str, float] = {
    field_name(Part.TITLE, Form.EXACT): 1.0,
    field_name(Part.TITLE, Form.STEM): 1.0,
    field_name(Part.TITLE, Form.SKELETON): 0.3,
    field_name(Part.BODY, Form.EXACT): 0.5,
    field_name(Part.BODY, Form.STEM): 1.0,
    field_name(Part.BODY, Form.SKELETON): 0.3,
}

#: BM25F.
SCORING = Scoring(k1=1.2, default_b=0.75)

#: After the articles with all the words follow those with at least one in this many of them. With more asked for, the
#: article that answers a long question in words of its own is lost: recall@10 falls from .955 at 4 to .918 at 2.
SOME_WORDS_PART = 4

#: A query of more words than this is a sentence: nobody expects all of its words, so the closest articles come first,
#: whether they have them all or not. At 6 MRR@10 of English headlines is .7956, at 5 .7999, at 4 .8017; Arabic
#: questions do not move. Of three or four words one does expect all.
SENTENCE_WORDS = 5

#: A query that says more things than this (a name counts as one) is a sentence that has words enough of its own: with
#: 5, MRR@10 of Arabic headlines falls from .7930 to .7926; with 4 to .7929, and that of English ones stays at .796.
EXPANDED_WORDS = 4

#: What a translation or another name counts beside the words as typed.
EXPANSION_WEIGHT = 0.3

#: The score of an article published on the days that a date in the query means: more than all the words of the date, so
#: that it stands before those that only name the day. Where only some of the words are asked for, it counts as one.
PUBLISHED_WEIGHT = 50.0
LOOSE_PUBLISHED_WEIGHT = 4.0

#: At most so many concepts of a query are expanded, each by at most so many wordings that the collection has.
MAX_CONCEPTS = 8
MAX_WORDINGS = 8

#: A quoted phrase may be loosened only beside at least this many plain words, which must outnumber the quoted ones.
LOOSENING_WORDS = 3

#: Shortest beginning of a word, in folded characters, that prefix* searches.
MIN_PREFIX = 2

#: The first matches that are looked at again.
RERANK_WINDOW = 50

#: Length of the character n-grams that are compared.
GRAM = 3

#: Feature of the second look -> weight; see search/rank/rerank.py.
RERANK_WEIGHTS: dict[str, float] = {
    "engine": 1.0,
    "lead": 1.0,
    "first": 2.0,
    "sentence": 1.0,
    "pairs": 0.5,
    "letters": 1.0,
}

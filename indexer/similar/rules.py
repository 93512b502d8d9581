"""The rules by which articles are similar, as constants.

In: nothing. Out: constants. Never here: code that follows them. `SIMILAR_VERSION` changes with those that decide what
is kept of an article, so that an edited rule rebuilds the index.
"""

import hashlib

from indexer.engines.columnar.files.version import CODEC_VERSION

#: Raise it when the code that follows the rules changes which marks an article has, or how they are kept.
CODE_VERSION = 1
#: Marks are read from the title, and from the words that begin within so many characters of the text. Chosen, as what
#: follows, by how much the rest of the texts have in common (250 articles a language), and by 210 rows read.
LEAD = 500
#: What a heavy mark weighs, that is a fact or one in the title, when any other weighs 1.
HEAVY = 2.0
#: A mark that more articles have distinguishes none, and is left aside; so a question takes a bounded time.
MOST_HOLDERS = 2000
#: A mark's rarity is judged as if so many articles without it stood beside the collection: a small one is on few
#: subjects, and what all of its articles share tells them from the news at large.
AT_LARGE = 1000
#: The least likeness (a cosine, 0 to 1) of similar articles.
LEAST = 0.25
#: Articles in two languages share no words but those that a table has in both: their likeness counts so much more.
ACROSS = 1.5

SIMILAR_VERSION = hashlib.sha256(repr((CODE_VERSION, CODEC_VERSION, LEAD)).encode()).hexdigest()[:12]

"""Terms and ids as a cluster can hold them.

In: terms, ids and values of facets. Out: the same, or what stands for them. Never here: a term of one document that
becomes another term; what cannot go as it is goes as a hash, or as JSON where it has to come back.

The text of a field is its terms with spaces between positions. Where a position has several terms they stand between
bars, where it has none a low line does. So no term may hold a space or a bar, or be a low line.
"""

import json
import re
from functools import lru_cache
from hashlib import sha256

BETWEEN = "|"
GAP = "_"
#: Begins what stands for a term or an id; one that begins with it does not go as it is.
SIGN = "="
#: At most 255 letters, without spaces, control characters, bars and lone surrogates.
PLAIN_TERM = re.compile(r"[^\s|\x00-\x20\x7f-\xa0\ud800-\udfff=_][^\s|\x00-\x20\x7f-\xa0\ud800-\udfff]{0,254}")
PLAIN_KEY = re.compile(r"(?!=)[^\x00-\x1f\ud800-\udfff]+")
REMEMBERED = 200_000
#: A cluster takes names of documents up to so many bytes.
LONGEST_NAME = 512


@lru_cache(maxsize=REMEMBERED)
def coded_term(term: str) -> str:
    """What stands for a term of a text."""
    return term if PLAIN_TERM.fullmatch(term) else SIGN + _digest(term)


def coded_key(key: str) -> str:
    """What stands for an id or a value of a facet."""
    return key if PLAIN_KEY.fullmatch(key) else SIGN + json.dumps(key)


def decoded_key(code: str) -> str:
    """The id or value that a code stands for."""
    return str(json.loads(code.removeprefix(SIGN))) if code.startswith(SIGN) else code


def document_name(id: str) -> str:
    """The name of an article's document in the index."""
    code = coded_key(id)
    return code if len(code.encode("utf-8")) <= LONGEST_NAME else SIGN + _digest(id)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]

"""Which requests are large, told from the address before a thread takes them.

In: a path and a query string. Out: whether to expect many times the work of a search. Never here: a measured time.
"""

from urllib.parse import parse_qs

EXPORT = "/export."
#: An answer grows with the results that it shows: over 35,088 articles a page of 10 takes 30 ms, 20 results of the API
#: take twice as long, 200 ten times, and a file of 2,000 thirty times (`python -m benchmarks.load`).
MANY_RESULTS = 20
#: A page of 16 words takes 1.7 times as long as one of 2, and one of 64 words 3.5 times.
MANY_WORDS = 16
#: Characters of a query string; one that is longer has as many words, and is not looked at.
LONG = 2000
MAX_DIGITS = 9


def is_large(path: str, query: str) -> bool:
    """Whether a request asks for a file, for many results, or by many words."""
    if path.startswith(EXPORT) or len(query) > LONG:
        return True
    given = parse_qs(query)
    limit = given.get("limit", [""])[-1].strip()
    if limit.isdecimal() and (len(limit) > MAX_DIGITS or int(limit) > MANY_RESULTS):
        return True
    return len(given.get("q", [""])[-1].split()) > MANY_WORDS

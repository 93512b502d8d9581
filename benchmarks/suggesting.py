"""How long completions take while somebody types: `python -m benchmarks.suggesting --data DIR [--seed N]`.

In: an index. Out: for COUNT beginnings a language the milliseconds of processor time of their completions, each asked
for once: the median, the 95th percentile, the slowest, how many take longer than LIMIT, and how many have none; and the
slowest ones. Exit code 1 if any takes longer. Never here: an address, or which completions are good.

A beginning is what somebody has typed of a title so far: up to MOST_BEFORE of its words, and then up to MOST_LETTERS
letters of the next one.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import process_time
from typing import NamedTuple

from analyzers.script import Script, script
from indexer.model.settings import read_settings
from search.model.ranking import MIN_PREFIX
from search.model.results import Parameters
from search.reading import Reading
from search.service import SearchService

COUNT = 100
LIMIT = 10.0
MILLISECONDS = 1000
#: Words before the one that is being typed, and letters of it, each number as likely as any other.
MOST_BEFORE, MOST_LETTERS = 2, 8
LANGUAGES = {"ar": Script.ARABIC, "en": Script.LATIN}
#: Beginnings of both languages for which all that is made once is made.
FIRST = ("memo", "مذكرة ت")
SLOWEST = 5


class Asked(NamedTuple):
    """A beginning, its language, the milliseconds of its completions, and how many there are."""

    typed: str
    language: str
    milliseconds: float
    completions: int


def beginnings(titles: Sequence[str], language: str, random: Random, count: int = COUNT) -> list[str]:
    """So many beginnings, drawn from the titles in a language; none if there are no titles."""
    own = sorted(title for title in titles if script(title) is LANGUAGES[language])
    return [_beginning(random.choice(own).split(), random) for _ in range(count if own else 0)]


def _beginning(words: Sequence[str], random: Random) -> str:
    at = random.randrange(min(len(words), MOST_BEFORE + 1))
    letters = random.randint(MIN_PREFIX, MOST_LETTERS)
    return " ".join((*words[:at], words[at][:letters]))


def ask(reading: Reading, typed: str, language: str) -> Asked:
    """How long the completions of a beginning take."""
    began = process_time()
    found = reading.suggest(Parameters(q=typed, ui=language))
    return Asked(typed, language, (process_time() - began) * MILLISECONDS, len(found))


def report(asked: Sequence[Asked]) -> list[str]:
    """A line for each language, and one for each of the slowest beginnings."""
    lines = []
    for language in LANGUAGES:
        own = [one for one in asked if one.language == language]
        if len(own) > 1:
            taken = [one.milliseconds for one in own]
            late = quantiles(taken, n=20, method="inclusive")[-1]
            over, none = sum(one > LIMIT for one in taken), sum(not one.completions for one in own)
            lines.append(
                f"{language}: {len(taken)} beginnings, median {median(taken):.1f} ms, 95th percentile {late:.1f}, "
                f"slowest {max(taken):.1f}; {over} over {LIMIT:.0f} ms; {none} without completions"
            )
    slowest = sorted(asked, key=lambda one: -one.milliseconds)[:SLOWEST]
    return lines + [f"  {one.milliseconds:.1f} ms: {one.typed}" for one in slowest]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, ask and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suggesting", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="where the index is")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    service = SearchService(replace(read_settings(), data=options.data))
    try:
        with service.lease() as reading:
            random = Random(options.seed)
            titles = [article.title for article in reading.stored(reading.ids()) if article.title]
            drawn = [(one, language) for language in LANGUAGES for one in beginnings(titles, language, random)]
            for typed in FIRST:
                ask(reading, typed, "en")
            asked = [ask(reading, typed, language) for typed, language in drawn]
    finally:
        service.close()
    print(*report(asked), sep="\n")
    return int(any(one.milliseconds > LIMIT for one in asked))


if __name__ == "__main__":
    sys.exit(main())

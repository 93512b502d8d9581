"""How often a name is found in the other script: `python -m benchmarks.names_across --data DIR`.

In: an index, and `names_across.tsv`: names in Latin letters, each with its usual Arabic spellings. Out: for the names
that the collection has in the other script, how many find the right form first, how many find another one first, and
how many find none; for those that it does not have, how many find anything; for ordinary words of the collection, how
many are taken for names; and the milliseconds that a word takes. Never here: a weight of the transliteration.

The names on even lines were looked at while the costs of the letters were chosen, those on odd lines were not.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from analyzers.affixes import ARTICLE
from analyzers.folding import fold
from analyzers.shipped import rows_of
from indexer.generations.choice import generations_of
from indexer.model.settings import read_settings
from search.snapshots import Snapshots
from search.spelling.vocabulary import Vocabulary
from search.transliteration.across import OtherScript

TABLE = Path(__file__).with_suffix(".tsv")
BETWEEN = "|"
MILLISECONDS = 1000
#: Ordinary words are drawn from those in so many articles, so many of each script.
BAND, COUNT = (10, 300), 200


@dataclass(frozen=True, slots=True)
class Case:
    """A folded word to be searched, its folded spellings in the other script, and whether it was looked at."""

    typed: str
    right: frozenset[str]
    seen: bool


def read_cases(path: Path) -> Iterator[tuple[str, Case]]:
    """`(direction, case)` of every name, both ways."""
    for number, (latin, arabic) in enumerate(rows_of(path)):
        spellings = [fold(one) for one in arabic.split(BETWEEN)]
        bare = {one.removeprefix(ARTICLE) for one in spellings}
        every = frozenset(bare | {ARTICLE + one for one in bare})
        yield "Latin to Arabic", Case(fold(latin), every, number % 2 == 0)
        yield "Arabic to Latin", Case(spellings[0], frozenset({fold(latin)}), number % 2 == 0)


def outcome(case: Case, across: OtherScript, counts: dict[str, int]) -> str:
    """What became of one name."""
    found = across.spellings(case.typed)
    if not any(one in counts for one in case.right):
        return "not there, given" if found else "not there, none"
    if not found:
        return "none"
    return "right" if found[0] in case.right else "other"


def main() -> int:
    """Print a line for each direction and half, and one for the ordinary words of each script."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--table", type=Path, default=TABLE)
    options = parser.parse_args()
    settings = replace(read_settings(), data=options.data)
    with Snapshots(generations_of(settings), settings.gazetteers).lease() as view:
        across = OtherScript(view.snapshot, view.analyzer)
        print_names(list(read_cases(options.table)), across, view.vocabulary.counts)
        print_ordinary(across, view.vocabulary)
    return 0


def print_names(cases: list[tuple[str, Case]], across: OtherScript, counts: dict[str, int]) -> None:
    """The outcomes of names."""
    for direction in dict.fromkeys(direction for direction, _ in cases):
        for seen in (True, False):
            own = [case for one, case in cases if one == direction and case.seen is seen]
            took, found = [], Counter[str]()
            for case in own:
                began = perf_counter()
                found[outcome(case, across, counts)] += 1
                took.append((perf_counter() - began) * MILLISECONDS)
            there = found["right"] + found["other"] + found["none"]
            print(
                f"{direction}, {'looked at' if seen else 'held back'}: {there} names there, "
                f"{found['right'] / max(1, there):.0%} right, {found['other'] / max(1, there):.0%} another first; "
                f"{found['not there, given']} of {len(own) - there} that are not there found something; "
                f"{median(took):.1f} ms"
            )


def print_ordinary(across: OtherScript, vocabulary: Vocabulary) -> None:
    """How many words of the collection, drawn by chance, are taken for names; some of them are."""
    for script, is_own in (("Latin", str.isascii), ("Arabic", lambda word: not word.isascii())):
        words = [word for word, having in vocabulary.counts.items() if BAND[0] <= having < BAND[1] and is_own(word)]
        drawn = Random(0).sample(sorted(words), min(COUNT, len(words)))
        taken = [word for word in drawn if across.spellings(word)]
        print(f"{script} words drawn by chance: {len(taken)} of {len(drawn)} taken for names: {' '.join(taken[:20])}")


if __name__ == "__main__":
    raise SystemExit(main())

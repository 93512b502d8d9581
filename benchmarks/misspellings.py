"""How often "did you mean" is right: `python -m benchmarks.misspellings --data DIR [--seed N ...]`.

In: an index. Out: for 100 words a language with one edit each, how many suggestions are right, wrong and none, by kind
of edit; for 100 names a language that the collection does not have, how many get a suggestion though none is right; and
the milliseconds that a word takes; of several seeds, also the mean and the range. Never here: a weight of the
spelling, or a word chosen by hand.

The words are drawn from the collection's own in equal parts by how many articles have them, the edits in equal parts by
kind. An edit that gives another word of the collection is drawn again, unless RARER times more articles have the first
one. A name is half of one name of the gazetteers and half of another: it looks like a name, and nobody has it.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import mean, median
from time import process_time
from typing import NamedTuple

from analyzers.affixes import ARTICLE
from analyzers.folding import fold
from analyzers.tokens import Form
from indexer.engines.port.port import Snapshot
from indexer.generations.choice import generations_of
from indexer.model.schema import Part, field_name
from indexer.model.settings import read_settings
from search.model.results import Parameters
from search.session import Session
from search.snapshots import Snapshots
from search.view import View

COUNT = 100
#: Bands of the number of articles that have a word: from each bound to the next.
BANDS = (5, 20, 100, 1000)
SHORTEST = 5
RARER = 100
ATTEMPTS = 100
MAX_WORDS = 1_000_000
MILLISECONDS = 1000
LETTERS = {"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤ", "en": "abcdefghijklmnopqrstuvwxyz"}
KINDS = ("deletion", "insertion", "substitution", "transposition")
NAME = "name"
#: Misspelt words of both languages, one of them near to nothing, for which all that is made once is made.
READS_ALL = ("goverment", "الحكوومة", "qqqqqqqqqq")


@dataclass(frozen=True, slots=True)
class Case:
    """What is typed, the folded word that is meant ("" for a name: none), and the kind of edit."""

    typed: str
    meant: str
    language: str
    kind: str


def counted(snapshot: Snapshot) -> Counter[str]:
    """Word -> articles that have it in the text or the title."""
    counts: Counter[str] = Counter()
    for part in Part:
        for word, having in snapshot.terms(field_name(part, Form.EXACT), "", MAX_WORDS):
            counts[word] = max(having, counts[word])
    return counts


def misspelt(counts: Mapping[str, int], language: str, random: Random, count: int = COUNT) -> Iterator[Case]:
    """Words with one edit each; fewer than `count` only if the collection has not so many."""
    bands: list[list[str]] = [[] for _ in BANDS]
    for word in sorted(counts):
        if counts[word] >= BANDS[0] and is_word(word, language):
            bands[sum(counts[word] >= bound for bound in BANDS) - 1].append(word)
    kinds = cycle(KINDS)
    for band in bands:
        random.shuffle(band)
        for word in band[: count // len(BANDS)]:
            kind = next(kinds)
            for _ in range(ATTEMPTS):
                typed = edited(word, kind, language, random)
                if typed != word and counts.get(typed, 0) * RARER <= counts[word]:
                    yield Case(typed, word, language, kind)
                    break


def is_word(word: str, language: str) -> bool:
    """Whether a folded word has letters of the language alone, and enough of them behind the article."""
    return len(word.removeprefix(ARTICLE)) >= SHORTEST and set(word) <= set(LETTERS[language])


def edited(word: str, kind: str, language: str, random: Random) -> str:
    """The word with one edit behind the article; the same word when two equal letters changed places."""
    head = ARTICLE if word.startswith(ARTICLE) else ""
    rest = word.removeprefix(head)
    letter = random.choice(LETTERS[language])
    place = random.randrange(len(rest) + (kind == "insertion") - (kind == "transposition"))
    before, after = rest[:place], rest[place:]
    match kind:
        case "deletion":
            after = after[1:]
        case "insertion":
            after = letter + after
        case "substitution":
            after = letter + after[1:]
        case _:
            after = after[1] + after[0] + after[2:]
    return head + before + after


def unknown_names(names: Iterable[str], counts: Mapping[str, int], language: str, random: Random) -> Iterator[Case]:
    """Names that nobody has, made of the first half of one name and the last half of another."""
    single = sorted({name for name in names if is_word(fold(name), language)})
    for _ in range(COUNT if len(single) > 1 else 0):
        for _ in range(ATTEMPTS):
            first, last = random.sample(single, 2)
            name = first[: (len(first) + 1) // 2] + last[len(last) // 2 :]
            if is_word(fold(name), language) and fold(name) not in counts:
                yield Case(name, "", language, NAME)
                break


def suggested(view: View, typed: str) -> tuple[str, float]:
    """What is suggested for a query, and the milliseconds of processor time that the suggestion took, without the
    search and its compiled query."""
    session = Session(view, Parameters(q=typed))
    assert session.compiled
    began = process_time()
    meant = session.corrected()
    return meant, (process_time() - began) * MILLISECONDS


def verdict(case: Case, meant: str) -> str:
    """`right`, `wrong` or `none`."""
    if not meant:
        return "none"
    return "right" if fold(meant) == case.meant else "wrong"


class Outcome(NamedTuple):
    """What became of a case: the verdict, the suggestion, and its milliseconds."""

    case: Case
    verdict: str
    meant: str
    milliseconds: float


def outcomes(view: View, cases: Sequence[Case]) -> list[Outcome]:
    """What becomes of each case."""
    for word in READS_ALL:
        suggested(view, word)
    found = [(case, *suggested(view, case.typed)) for case in cases]
    return [Outcome(case, verdict(case, meant), meant, took) for case, meant, took in found]


def count(found: Sequence[Outcome], language: str, *kinds: str) -> Counter[str]:
    """The verdicts on some kinds of cases of a language."""
    return Counter(one.verdict for one in found if one.case.language == language and one.case.kind in kinds)


def report(found: Sequence[Outcome], *, listed: bool = False) -> Iterator[str]:
    """Lines of figures."""
    for one in found if listed else ():
        if one.verdict != ("right" if one.case.meant else "none"):
            case = one.case
            yield f"{case.language} {case.kind}: {case.typed} for {case.meant or 'a name'}: {one.meant or 'none'}"
    for language in LETTERS:
        yield f"{language}: {_figures(count(found, language, *KINDS))}"
        yield from (f"  {kind}: {_figures(count(found, language, kind))}" for kind in KINDS)
        names = count(found, language, NAME)
        yield f"  names: {names['wrong']} of {names.total()} get a suggestion"
    taken = [one.milliseconds for one in found]
    yield f"milliseconds a word: median {median(taken):.1f}, at most {max(taken):.1f}"


def summary(runs: Sequence[Sequence[Outcome]]) -> Iterator[str]:
    """The mean and the range over the seeds, in each language."""
    for language in LETTERS:
        words = [count(found, language, *KINDS) for found in runs]
        names = [count(found, language, NAME)["wrong"] for found in runs]
        columns = {kind: [one[kind] for one in words] for kind in ("right", "wrong")} | {"names": names}
        shown = (f"{mean(each):.1f} {name} ({min(each)} to {max(each)})" for name, each in columns.items())
        yield f"{language}, mean of {len(runs)} seeds: {', '.join(shown)}"


def _figures(outcomes: Counter[str]) -> str:
    return f"{outcomes['right']} right, {outcomes['wrong']} wrong, {outcomes['none']} none of {outcomes.total()}"


def drawn(view: View, seed: int) -> list[Case]:
    """All cases of one seed."""
    random = Random(seed)
    counts = counted(view.snapshot)
    cases = [case for language in LETTERS for case in misspelt(counts, language, random)]
    names = list(view.gazetteers.proper_names())
    return cases + [case for language in LETTERS for case in unknown_names(names, counts, language, random)]


def main() -> None:
    """Draw, ask and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.misspellings", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--list", action="store_true", help="print also each word that was not answered rightly")
    options = parser.parse_args()
    settings = replace(read_settings(), data=options.data)
    with Snapshots(generations_of(settings), settings.gazetteers).lease() as view:
        runs = [outcomes(view, drawn(view, seed)) for seed in options.seed]
    for found in runs:
        print(*report(found, listed=options.list), sep="\n")
    if len(runs) > 1:
        print(*summary(runs), sep="\n")


if __name__ == "__main__":
    main()

"""How well plurals meet their singulars: `python -m benchmarks.plurals PAIRS.tsv [--corpus PATH] [--misses]`.

In: a table `singular<TAB>plural` of Arabic words with a head line. Out: the share of sound and of broken plurals
that share an indexed form (stem or skeleton) with their singular, and the false merges: pairs of singulars that are
spelled differently (folded) and share a stem or a skeleton.

A plural is sound when it is its singular (a final ة, ى, ي, ا or ء set aside) with ات, ون or ين.
"""

import argparse
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from analyzers.folding import fold
from analyzers.lexicon import Lexicon, LexiconBuilder
from analyzers.pipeline import Analyzer
from benchmarks.analysis import read

SOUND_ENDINGS = ("ات", "ون", "ين")


def pairs(path: Path) -> list[tuple[str, str]]:
    """Folded singular and plural of every row below the head."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines()[1:])
    return [(fold(row[0]).strip(), fold(row[1]).strip()) for row in rows if len(row) > 1]


def is_sound(singular: str, plural: str) -> bool:
    """Whether the plural is made by an ending alone."""
    beginnings = {singular, singular.rstrip("هياء"), singular.removesuffix("ه")}
    return plural.endswith(SOUND_ENDINGS) and plural[:-2].removesuffix("ي") in {
        beginning.removesuffix("ي") for beginning in beginnings
    }


def forms(analyzer: Analyzer, word: str) -> set[tuple[str, str]]:
    """Stem and skeleton of a word, distinguished by their form."""
    return {
        (form, term)
        for token in analyzer.analyze(word)
        for form, term in (("stem", token.stem), ("skeleton", token.skeleton))
        if term is not None
    }


def false_merges(analyzer: Analyzer, singulars: set[str]) -> set[tuple[str, str]]:
    """Pairs of different singulars that share a form."""
    sharing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for word in singulars:
        for form in forms(analyzer, word):
            sharing[form].add(word)
    return {pair for words in sharing.values() for pair in combinations(sorted(words), 2)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--corpus", type=Path, help="take the vocabulary of this collection as evidence too")
    parser.add_argument("--misses", action="store_true", help="print pairs that do not meet, and false merges")
    options = parser.parse_args()
    lexicon = Lexicon.shipped()
    if options.corpus:
        builder = LexiconBuilder()
        for text in read(options.corpus):
            builder.add(text)
        lexicon = builder.build()
    analyzer, rows = Analyzer(lexicon), pairs(options.pairs)
    for name, wanted in (("sound", True), ("broken", False)):
        chosen = [row for row in rows if is_sound(*row) is wanted]
        missed = [row for row in chosen if not forms(analyzer, row[0]) & forms(analyzer, row[1])]
        print(f"{name}: {len(chosen) - len(missed)} of {len(chosen)} ({1 - len(missed) / len(chosen):.1%})")
        if options.misses:
            print("  " + ", ".join(f"{singular}/{plural}" for singular, plural in missed))
    merged = false_merges(analyzer, {singular for singular, _ in rows})
    print(f"false merges: {len(merged)}")
    if options.misses:
        print("  " + ", ".join(f"{first}={second}" for first, second in sorted(merged)))


if __name__ == "__main__":
    main()

"""How fast analysis runs, and what its forms cost: `python -m benchmarks.analysis PATH [--documents N]`.

In: a JSONL file (also .gz) in the import format, or a folder of text files. Out: tokens a second, for words met
for the first time and for words met again, in the processor time of one process, so that other work on the machine does
not count; and postings of the three forms as a multiple of those of one.
"""

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

from analyzers.lexicon import LexiconBuilder
from analyzers.pipeline import Analyzer
from analyzers.tokens import Form


def read(path: Path) -> Iterator[str]:
    """Texts of a file or folder, title first."""
    if path.is_dir():
        for file in sorted(path.rglob("*.txt")):
            yield file.read_text("utf-8", errors="replace")
        return
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield f"{item.get('title') or ''}\n{item.get('text') or ''}"


def speed(analyzer: Analyzer, texts: list[str]) -> float:
    """Tokens a second."""
    started = time.process_time()
    tokens = sum(len(analyzer.analyze(text)) for text in texts)
    return tokens / (time.process_time() - started)


def postings(analyzer: Analyzer, texts: list[str]) -> dict[Form, int]:
    """Distinct terms per document, added up, of each form."""
    counts = dict.fromkeys(Form, 0)
    for text in texts:
        tokens = analyzer.analyze(text)
        for form in Form:
            counts[form] += len({term for token in tokens if (term := token.form(form)) is not None})
    return counts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--documents", type=int, default=None, help="at most this many")
    options = parser.parse_args()
    texts = list(read(options.path))[: options.documents]
    started = time.process_time()
    builder = LexiconBuilder()
    for text in texts:
        builder.add(text)
    lexicon = builder.build()
    print(f"lexicon: {len(lexicon.counts):,} words in {time.process_time() - started:.2f} s")
    analyzer = Analyzer(lexicon)
    print(f"first pass: {speed(analyzer, texts):,.0f} tokens/s")
    print(f"again:      {speed(analyzer, texts):,.0f} tokens/s")
    counts = postings(analyzer, texts)
    shares = ", ".join(f"{form} {count:,}" for form, count in counts.items())
    print(f"postings: {shares}; all {sum(counts.values()) / counts[Form.EXACT]:.2f} times the exact form")


if __name__ == "__main__":
    main()

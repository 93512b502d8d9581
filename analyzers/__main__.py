"""`python -m analyzers "TEXT" [--json]`: the tokens of a text with offsets and forms, for tuning.

In: a text on the command line (or `-` for standard input). Out: a table, or one JSON object a line. Never here:
analysis.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from analyzers.lexicon import Lexicon, LexiconError
from analyzers.pipeline import Analyzer

COLUMNS = ("start", "end", "position", "exact", "stem", "skeleton")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tokens; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m analyzers", description="Show the tokens of a text.")
    parser.add_argument("text", help="the text, or - to read standard input")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--lexicon", type=Path, help="a saved lexicon (default: the shipped one)")
    options = parser.parse_args(arguments)
    try:
        lexicon = Lexicon.load(options.lexicon) if options.lexicon else None
    except (OSError, LexiconError) as error:
        print(f"analyzers: {error}", file=sys.stderr)
        return 1
    text = sys.stdin.read() if options.text == "-" else options.text
    if not options.json:
        print("\t".join(("surface", *COLUMNS)))
    for token in Analyzer(lexicon).analyze(text):
        surface = text[token.start : token.end]
        if options.json:
            print(json.dumps({"surface": surface, **token._asdict()}, ensure_ascii=False))
        else:
            print("\t".join([surface, *("-" if value is None else str(value) for value in token)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())

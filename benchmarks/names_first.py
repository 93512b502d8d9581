"""Whether the articles that hold a name stand first: `python -m benchmarks.names_first --data DIR [--names FILE]`.

In: an index, and names of several words, one a line. Out: for each name that at least FEWEST articles hold as written
(folded), the share of the first places whose article holds it: of ten, or of as many as there are such articles; then
the mean over the names. Never here: an article that only holds the words of the name apart.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analyzers.folding import fold
from analyzers.shipped import lines_of
from analyzers.tokens import Form
from indexer.engines.port.port import Request
from indexer.engines.port.query import Or, Phrase, Query
from indexer.generations.choice import generations_of
from indexer.model.schema import Part, field_name
from indexer.model.settings import read_settings
from search.model.results import Parameters
from search.reading import Reading
from search.snapshots import Snapshots
from search.view import View

NAMES = Path(__file__).with_suffix(".txt")
PLACES, FEWEST = 10, 5


@dataclass(frozen=True, slots=True)
class Share:
    """A name, the number of articles that hold it, and the share of its first places that do."""

    name: str
    articles: int
    share: float


def share_of(name: str, view: View) -> Share:
    """How a name does in one generation."""
    holding = view.snapshot.search(Request(_phrase(name, view), limit=0)).total
    places = min(PLACES, holding)
    hits = Reading(view).search(Parameters(q=name, limit=PLACES)).hits[:places]
    held = sum(holds(name, [article.title, article.text]) for article in Reading(view).stored([hit.id for hit in hits]))
    return Share(name, holding, held / places if places else 0.0)


def holds(name: str, texts: Sequence[str]) -> bool:
    """Whether one of the texts has the name, folded."""
    wanted = " ".join(fold(name).split())
    return any(wanted in " ".join(fold(text).split()) for text in texts)


def _phrase(name: str, view: View) -> Query:
    terms = tuple(token.exact for token in view.analyzer.analyze(name))
    return Or(tuple(Phrase(field_name(part, Form.EXACT), terms) for part in Part))


def main() -> int:
    """Print a line for each name, and the mean."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--names", type=Path, default=NAMES)
    options = parser.parse_args()
    settings = replace(read_settings(), data=options.data)
    with Snapshots(generations_of(settings), settings.gazetteers).lease() as view:
        found = [share_of(name, view) for name in lines_of(options.names)]
    counted = [one for one in found if one.articles >= FEWEST]
    for one in counted:
        print(f"{one.share:.2f}  {one.articles:5}  {one.name}")
    mean = sum(one.share for one in counted) / max(1, len(counted))
    print(f"{mean:.3f} of the first places, mean of {len(counted)} names that {FEWEST} articles hold, of {len(found)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

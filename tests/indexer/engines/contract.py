"""The collection that the contract is asked about, three articles, and their terms."""

from pathlib import Path

from indexer.engines.port.query import Term
from tests.indexer.engines.engine_model import article

ALPHA = article("1", "alpha beta", "beta gamma delta", countries=("SA", "AE"), published="2019", language="ar")
BRAVO = article("2", "alpha", "gamma gamma", countries=("SA",), published="2019-12-10", source="wam")
CHARLIE = article("3", "", "delta beta gamma", countries=("KW",), instruments=("mou", "visit"))
COLLECTION = (ALPHA, BRAVO, CHARLIE)

T = Term("title_exact", "alpha")
GAMMA = Term("body_exact", "gamma")
BETA = Term("body_exact", "beta")


def fresh(parent: Path, name: str) -> Path:
    directory = parent / name
    directory.mkdir()
    return directory

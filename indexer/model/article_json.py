"""Articles as plain JSON values, for `extract --json`.

In: an `Article`. Out: a dict. Never here: a key that is no field of the dataclasses, or what an index stores
(`article_row.py`).
"""

from dataclasses import asdict
from typing import Any

from indexer.model.article import Article


def article_to_dict(article: Article) -> dict[str, Any]:
    """The article as JSON values; keys are the field names."""
    return asdict(article)

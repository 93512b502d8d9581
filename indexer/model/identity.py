"""The id of an item: short, stable, and fit for a URL.

In: an item as read. Out: its id. Never here: anything that changes when an item's content does.
"""

import base64
import hashlib

from indexer.model.article import RawArticle

ID_BYTES = 10


def item_id(raw: RawArticle) -> str:
    """The id that the importer brought, otherwise 16 letters and digits from a BLAKE2 hash of URI and anchor."""
    if raw.id:
        return raw.id
    digest = hashlib.blake2b(f"{raw.uri}\n{raw.anchor}".encode("utf-8", "surrogatepass"), digest_size=ID_BYTES)
    return base64.b32encode(digest.digest()).decode("ascii").lower()

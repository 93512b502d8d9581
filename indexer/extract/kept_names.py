"""A cache file of the names that extraction finds: reading the tables takes longer than the rest of many runs.

In: the gazetteers, and the file of an earlier run. Out: `NameIndex`. Never here: trust in a file that is damaged, or
that other tables or other code wrote; or a run that fails because the file is missing.

    names.tsv: a head line with the key and the SHA-256 of the rest, then a line for each name
"""

import hashlib
import unicodedata
from contextlib import suppress
from pathlib import Path

import analyzers.folding
import analyzers.tokenizer
from indexer.extract.names import names, trie
from indexer.extract.names.names import Meanings, NameIndex, read_meanings
from indexer.extract.version import EXTRACTION_VERSION
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.files import write_whole
from indexer.naming import forms, words

NAMES = "names.tsv"
#: The code that decides how a name is stored.
CODE = (analyzers.folding, analyzers.tokenizer, forms, names, trie, words)


def kept_names(gazetteers: Gazetteers, data: Path) -> NameIndex:
    """The names of the gazetteers. They are read from the file in the data directory if this code and these tables
    wrote it; otherwise the file is written. Only for the holder of the run lock."""
    path, key = data / NAMES, _key(gazetteers)
    meanings = _read(path, key)
    if meanings is None:
        meanings = read_meanings(gazetteers)
        with suppress(OSError):  # the cache is optional; another write reports a full disk
            _write(path, key, meanings)
    return NameIndex(gazetteers, meanings)


def _key(gazetteers: Gazetteers) -> str:
    digest = hashlib.sha256(f"{gazetteers.version} {EXTRACTION_VERSION} {unicodedata.unidata_version}".encode())
    for module in CODE:
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()


def _write(path: Path, key: str, meanings: Meanings) -> None:
    body = "".join(f"{name}\t{meaning}\n" for name, meaning in meanings.items())
    write_whole(path, f"{key} {hashlib.sha256(body.encode()).hexdigest()}\n{body}")


def _read(path: Path, key: str) -> Meanings | None:
    try:
        head, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if head.decode("ascii", errors="replace") != f"{key} {hashlib.sha256(body).hexdigest()}":
        return None
    return dict(line.split("\t") for line in body.decode().split("\n")[:-1])

"""What was in the collection the last time, in a file beside the saved searches.

In: the ids of all articles. Out: which of them were there the last time. Never here: who watches, or what they search:
the file holds fingerprints of ids, and whether a failure was told already.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from indexer.model.errors import UsageError
from indexer.model.notes import note

SIZE = 8
VERSION = 1
ENDING = ".state"


@dataclass(frozen=True)
class State:
    """`seen` are the fingerprints of the articles that were there; None before the first run. `told` says that a
    failure to send was told and has not ended since."""

    seen: frozenset[bytes] | None = None
    generation: str = ""
    told: bool = False

    def is_new(self, id: str) -> bool:
        """Whether the article was not there the last time."""
        return self.seen is not None and fingerprint(id) not in self.seen

    def after(self, ids: Iterable[str], generation: str) -> "State":
        """The state with these articles in the collection. An article that was withdrawn and comes again is not new."""
        return replace(self, seen=(self.seen or frozenset()) | set(map(fingerprint, ids)), generation=generation)


def fingerprint(id: str) -> bytes:
    """Eight bytes of an id."""
    return blake2b(id.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()


def path_of_state(file: Path) -> Path:
    """The state file beside a file of saved searches."""
    return file.with_name(file.name + ENDING)


def load(file: Path) -> State:
    """The state beside a file; that of a first run if there is none. Raises UsageError if it cannot be read."""
    path = path_of_state(file)
    try:
        return _read(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return State()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            note("%(file)s cannot be read (%(reason)s)", file=path, reason=error),
            note("remove it; the next run then begins anew, and tells of what comes after it"),
        ) from error


def _read(kept: dict[str, Any]) -> State:
    joined = b64decode(kept["seen"], validate=True)
    if kept["version"] != VERSION or len(joined) % SIZE:
        raise ValueError(kept["version"])
    seen = frozenset(joined[at : at + SIZE] for at in range(0, len(joined), SIZE))
    return State(seen, str(kept["generation"]), bool(kept["told"]))


def save(file: Path, state: State) -> None:
    """Write the state beside a file, whole or not at all."""
    path = path_of_state(file)
    seen = b64encode(b"".join(sorted(state.seen or ()))).decode()
    kept = {"version": VERSION, "generation": state.generation, "told": state.told, "seen": seen}
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(json.dumps(kept), encoding="utf-8")
    fresh.replace(path)

"""What a watch remembers between its runs, in one file beside the file of searches.

In: the path of that file. Out: the `State`, read and written whole. Never here: anything about a person but the
addresses that the command line names; or a guess: a state that cannot be read is an error.

A number of the archive's changes stands for a moment: what came in behind it is new. Each search has its own, so that a
line that was wrong for a while misses nothing.
"""

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from indexer.model.errors import LockedError, MithaqError
from indexer.model.files import write_whole
from indexer.model.notes import note

ENDING = ".state.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class State:
    """`searches`: line -> the number up to which its news were given. `wrong`: line -> what is wrong with it, as it was
    told. `archive` is the archive that counts these numbers, "" before the first run. `mail` is why mail waits, as it
    was told, "" if none does."""

    archive: str = ""
    searches: Mapping[str, int] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    mail: str = ""


def state_path(file: Path) -> Path:
    """Where the state of a file of searches is."""
    return file.with_name(file.name + ENDING)


def read_state(file: Path) -> State:
    """The state; an empty one before the first run. Raises MithaqError if it cannot be read."""
    path = state_path(file)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        searches = {str(line): int(number) for line, number in kept["searches"].items()}
        wrong = {str(line): str(reason) for line, reason in kept["wrong"].items()}
        return State(str(kept["archive"]), searches, wrong, str(kept["mail"]))
    except FileNotFoundError:
        return State()
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise MithaqError(
            note("%(path)s: cannot be read (%(fault)s)", path=path, fault=error),
            note("remove it, and what comes in from then on is new"),
        ) from error


def write_state(file: Path, state: State) -> None:
    """Keep the state. Raises MithaqError if it cannot be written."""
    path = state_path(file)
    try:
        write_whole(path, json.dumps({"version": VERSION} | asdict(state), ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise MithaqError(note("%(path)s: cannot be written (%(fault)s)", path=path, fault=error)) from error


@contextmanager
def watch_lock(file: Path) -> Iterator[None]:
    """Hold the lock of a file of searches, which dies with its process. Raises LockedError if another run holds it."""
    try:
        opened = file.open("rb")
    except OSError as error:
        raise MithaqError(note("%(file)s: cannot be read: %(reason)s", file=file, reason=error.strerror)) from error
    with opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockedError(note("%(file)s: another run watches it; this one ends", file=file)) from error
        yield

"""Going back to the generation before the served one.

In: a data directory whose run lock is held. Out: the generation that is served now, and the one before. Never here: a
generation that is damaged, or that this code cannot open.
"""

from indexer.generations.generations import Generations, faults
from indexer.generations.soundness import look_at_index
from indexer.model.errors import EngineError, GenerationError
from indexer.model.notes import in_a_row, note, run

ANEW = run("python -m indexer reindex --full")


def roll_back(generations: Generations) -> tuple[str, str | None]:
    """Serve the generation before the served one; returns its name, and the name that `CURRENT` had before.

    Raises GenerationError when there is none, or none that can be served; then nothing changes.
    """
    before, name = generations.current_name(), generations.previous()
    if name is None:
        raise _no_other(generations, before)
    generation = generations.read(name)
    found = faults(generation)
    if not found:
        try:
            look_at_index(generation)
        except (EngineError, GenerationError) as error:
            found = [error.note]
    if found:
        raise GenerationError(note("%(name)s cannot be served: %(faults)s", name=name, faults=in_a_row(found)), ANEW)
    generations.serve(name)
    return name, before


def _no_other(generations: Generations, current: str | None) -> GenerationError:
    """Why there is nothing to go back to."""
    if current is None:
        return generations.none_yet()
    return GenerationError(
        note(
            "%(data)s: there is no generation before %(current)s to go back to",
            data=generations.data,
            current=current,
        ),
        ANEW,
    )

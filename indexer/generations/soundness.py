"""A quick check of a served generation: whether it can be continued, or must be built anew.

In: a generation. Out: the faults of its index by the sizes of its files, and its altered tables; both as notes. Never
here: an engine, or the reading of an index. Most runs find nothing new and end after this check;
`python -m indexer verify` reads everything.
"""

from collections.abc import Callable
from pathlib import Path

from indexer.engines.capabilities import CAPABILITIES
from indexer.engines.port.stamp import STAMP, read_stamp
from indexer.generations.generations import CONCEPTS, INDEX, LEXICON, SIMILAR, TRANSLATIONS, Generation, checksum
from indexer.model.errors import EngineError, GenerationError, fault_of, is_unanswered
from indexer.model.notes import Note, note

#: Gives the checksum of a file.
Summed = Callable[[Path], str]


def look_at_index(generation: Generation, summed: Summed = checksum) -> None:
    """Raise GenerationError or EngineError when a file of the index is missing or has another size than it was
    written with, or the marks of its articles are altered, which only a build from scratch makes again."""
    stamp = f"{INDEX}/{STAMP}"
    read_stamp(generation.index, CAPABILITIES[generation.manifest.engine])
    for name in (stamp, *([SIMILAR] if generation.manifest.similar else [])):
        if not _is_as_written(generation, name, summed):
            raise GenerationError(
                note("%(path)s: is not as it was written (checksum differs)", path=generation.directory / name)
            )
    if generation.cluster is not None:
        from indexer.engines.opensearch.address import look

        look(generation.cluster, generation.index)


def glance(generation: Generation, summed: Summed = checksum) -> list[Note]:
    """All faults that the quick check finds in a generation, without a remedy; empty when there are none. `summed`
    gives the checksum of a file. Raises EngineError when a cluster does not answer; then nothing was judged."""
    tables = damaged_tables(generation, summed)
    if not _is_as_written(generation, LEXICON, summed):
        tables.append(LEXICON)
    damaged = [
        note("%(path)s: is missing, or not as it was written", path=generation.directory / name) for name in tables
    ]
    return _index_faults(generation, summed) + damaged


def _index_faults(generation: Generation, summed: Summed) -> list[Note]:
    engine = generation.manifest.engine
    if engine not in CAPABILITIES:
        return [
            note(
                "%(directory)s was built by the engine %(engine)s, which this code does not have",
                directory=generation.directory,
                engine=repr(engine),
            )
        ]
    try:
        look_at_index(generation, summed)
    except (GenerationError, EngineError, OSError) as error:
        if is_unanswered(error):
            raise
        return [fault_of(error)]
    return []


def damaged_tables(generation: Generation, summed: Summed = checksum) -> list[str]:
    """Names of the tables (files outside the index, other than the lexicon and the marks) that are missing or altered;
    the next build must rewrite them, and can."""
    built = generation.manifest
    wanted = {name for name in built.checksums if "/" not in name and name not in {LEXICON, SIMILAR}}
    if built.glossary:
        wanted.add(CONCEPTS)
    if built.translations:
        wanted.add(TRANSLATIONS)
    return sorted(name for name in wanted if not _is_as_written(generation, name, summed))


def _is_as_written(generation: Generation, name: str, summed: Summed) -> bool:
    path: Path = generation.directory / name
    try:
        return summed(path) == generation.manifest.checksums.get(name)
    except OSError:
        return False

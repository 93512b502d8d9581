"""`lexicon import`, `glossary check` and `glossary try`: what a curator of the words does, and wants to know.

In: arguments. Out: text or JSON, and an exit code. Never here: the work itself (`lexicon`).
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path

from analyzers.lexicon import Lexicon as Vocabulary
from analyzers.pipeline import Analyzer
from indexer.archive.archive import Archive
from indexer.archive.archive_file import is_archive_there
from indexer.commands.output import SHOWN, print_error, print_json, show_faults
from indexer.gazetteers.concepts import Concepts
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.glossary import Glossary
from indexer.generations.generations import Generations
from indexer.lexicon.checking import Covering, clashes, dead, is_held_out, one_way
from indexer.lexicon.content import Content
from indexer.lexicon.entries import Entry, read_all
from indexer.model.errors import ArchiveError, Exit, UsageError
from indexer.model.notes import NN_, Note, in_a_row, note, run
from indexer.model.settings import Settings
from indexer.model.translation import Words
from indexer.runs.lock import run_lock
from indexer.runs.reindex import archive_path

#: Rows that a curator should look at -> what is said of them.
ABOUT = {
    "one_way": NN_(
        "%(count)s first translation that is not translated back: %(rows)s",
        "%(count)s first translations that are not translated back: %(rows)s",
    ),
    "clashes": NN_(
        "%(count)s entry that the glossary or a name keeps from being used: %(rows)s",
        "%(count)s entries that the glossary or a name keeps from being used: %(rows)s",
    ),
    "dead": NN_(
        "%(count)s entry of which the articles have no translation: %(rows)s",
        "%(count)s entries of which the articles have no translation: %(rows)s",
    ),
}
IMPORTED = NN_("%(count)s word was imported into %(table)s", "%(count)s words were imported into %(table)s")
CHECK = "check"
#: A check reads every n-th article, so that it reads about so many.
SAMPLE = 2000


def lexicon_command(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    """Import a dictionary. With `--strict` nothing of it is taken if anything in it is wrong."""
    from indexer.lexicon.importing import read_dictionary, save  # with libraries that no other command needs

    found = read_dictionary(options.file, Analyzer())
    show_faults(found.faults, words)
    if not found.entries or (options.strict and found.faults):
        print_error(note("%(file)s: nothing was imported", file=options.file), words)
        return Exit.REJECTED if found.entries else Exit.FAILED
    target = settings.imported_lexicons / f"{options.file.name.split('.')[0]}.tsv"
    with run_lock(settings.data):
        save(found.entries, target)
    if options.json:
        print_json({"entries": len(found.entries), "faults": len(found.faults), "table": str(target)})
    else:
        said = note(IMPORTED, count=len(found.entries), table=target)
        sys.stdout.write(f"{words.note(in_a_row([said, run('python -m indexer reindex')]))}\n")
    return Exit.DONE


def glossary_command(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    """Check the tables, or try a file of rows. Raises UsageError for a file that belongs to the other command."""
    if options.action == CHECK and options.file is not None:
        raise UsageError(note("glossary check takes no file"))
    return _check(settings, options, words) if options.action == CHECK else _try(settings, options)


def _try(settings: Settings, options: argparse.Namespace) -> Exit:
    """Hand the command line over to the program that answers queries, as `python -m` would start it. This package knows
    its name and the command, and nothing of what it does."""
    if options.file is None:
        raise UsageError(note("glossary try needs a file of rows"))
    if not options.file.is_file():
        raise UsageError(note("%(file)s: there is no such file", file=options.file))
    given = {
        "--judged": options.judged,
        "--log": options.log,
        "--data": settings.data,
        "--engine": settings.engine,
        "--ui": options.ui,
    }
    switches = [f"--{name}" for name in ("all", "strict", "json") if getattr(options, name)]
    values = [str(part) for name, value in given.items() if value is not None for part in (name, value)]
    search = import_module("search.__main__")
    return Exit(search.main(["try", str(options.file.absolute()), *values, *switches]))


def _check(settings: Settings, options: argparse.Namespace, words: Words) -> Exit:
    """Check the words of the glossary and of the lexicon against the articles of the archive."""
    analyzer = _analyzer(settings)
    lexicon = read_all(settings.lexicons, analyzer)
    gazetteers = Gazetteers.load(settings.gazetteers)
    glossary = Glossary.load(settings.glossary, gazetteers) if settings.glossary else Glossary()
    concepts = Concepts.build(glossary, gazetteers, analyzer)
    covering = Covering(Content(lexicon.entries, analyzer, concepts), analyzer)
    for text in _texts(settings, options):
        covering.count(text)
    one = [f"{entry.lemma} - {translation}" for entry, translation in one_way(lexicon.entries, analyzer)]
    rows = {
        "one_way": one,
        "clashes": _lemmas(clashes(lexicon.entries, concepts.words())),
        "dead": _lemmas(dead(lexicon.entries, analyzer, covering.stems)),
    }
    show_faults(lexicon.faults, words)
    if options.json:
        print_json({"entries": len(lexicon.entries), "coverage": _coverage(covering), **rows})
        return Exit.DONE
    for line in (*_coverage_notes(covering), *(_rows_note(name, found) for name, found in rows.items())):
        sys.stdout.write(f"{words.note(line)}\n")
    return Exit.DONE


def _lemmas(entries: Iterable[Entry]) -> list[str]:
    return [f"{one.lemma} ({one.pos})" for one in entries]


def _analyzer(settings: Settings) -> Analyzer:
    """The analyzer of the served generation; the shipped one before the first."""
    generation = Generations(settings.data).current()
    return Analyzer(Vocabulary.load(generation.lexicon)) if generation is not None else Analyzer()


def _texts(settings: Settings, options: argparse.Namespace) -> Iterator[str]:
    """The texts of a sample of the archive, spread evenly, or of the articles that were held out."""
    path: Path = archive_path(settings.data)
    if not is_archive_there(path):
        raise ArchiveError(note("%(archive)s: there is no archive yet", archive=path), run("python -m indexer reindex"))
    with closing(Archive(path)) as archive:
        step = max(1, archive.count() // SAMPLE)
        for number, item in enumerate(archive.live()):
            raw = item.raw
            if is_held_out(raw.id or raw.uri) if options.held_out else number % step == 0:
                yield f"{raw.title}\n{raw.text}"


def _coverage(covering: Covering) -> dict[str, object]:
    return {
        language: {
            "words": one.words,
            "known": one.known,
            "functions": one.functions,
            "names": one.names,
            "share": round(one.share, 4),
            "missing": dict(one.missing.most_common(200)),
        }
        for language, one in covering.coverage().items()
    }


def _coverage_notes(covering: Covering) -> list[Note]:
    return [
        note(
            "%(language)s: %(share)s of %(words)s words that are no names are known; the most frequent others: "
            "%(missing)s",
            language=language,
            share=f"{one.share:.1%}",
            words=f"{one.content:,}",
            missing=", ".join(word for word, _ in one.missing.most_common(SHOWN)),
        )
        for language, one in covering.coverage().items()
    ]


def _rows_note(name: str, found: Sequence[str]) -> Note:
    return note(ABOUT[name], count=len(found), rows=", ".join(found[:SHOWN]))

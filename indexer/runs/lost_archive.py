"""The alarm for a lost archive: a served generation whose archive is missing, empty, or another one.

In: the data directory of a run, before anything is read. Out: ArchiveError, or nothing. Never here: a collection of
years that is replaced by what the sources happen to show today.
"""

from contextlib import closing
from pathlib import Path

from indexer.archive.archive import Archive
from indexer.archive.archive_file import is_archive_there
from indexer.engines.factory import engine
from indexer.generations.generations import Generation, Generations
from indexer.model.article import Article, RawArticle
from indexer.model.errors import ArchiveError, GenerationError
from indexer.model.notes import Note, articles, note
from indexer.model.source import WEB

#: The name under which what was rescued is archived, where no location is known.
RESCUED = "rescued"
REMEDY = note(
    "restore it from a backup, or take back what the index holds: python -m indexer archive rescue; to begin a new "
    "one, run again with --new-archive"
)


def check_archive(generations: Generations, path: Path) -> None:
    """Raise ArchiveError when a generation is served that was built from another archive than the one at `path`."""
    served = _served(generations)
    if served is None:
        return
    if not is_archive_there(path):
        raise ArchiveError(_lost(note("%(path)s: the archive is missing or empty", path=path), served), REMEDY)
    with closing(Archive(path)) as archive:
        if archive.name != served.manifest.archive:
            raise ArchiveError(_lost(note("%(path)s: is another archive", path=path), served), REMEDY)


def rescue(generations: Generations, archive: Archive) -> int:
    """Archive what the served generation holds of its articles; gives their number. Raises GenerationError without one,
    and ArchiveError for an archive that has items."""
    served = generations.current()
    if served is None:
        raise GenerationError(note("%(data)s: there is no index to take articles from", data=generations.data))
    if archive.sequence():
        raise ArchiveError(note("%(path)s: holds items already; nothing was taken from the index", path=archive.path))
    snapshot = engine(served.manifest.engine, served.cluster).open(served.index)
    run = archive.next_run()
    try:
        with archive.transaction():
            articles = snapshot.articles(sorted(snapshot.ids()))
            for article in articles:
                archive.put(_raw(article), article.id, _location(article), run)
    finally:
        snapshot.close()
    return len(articles)


def _served(generations: Generations) -> Generation | None:
    try:
        return generations.current()
    except GenerationError:
        return None  # the plan of the run deals with a damaged one


def _lost(fault: Note, served: Generation) -> Note:
    return note(
        "%(fault)s, and not what %(generation)s with its %(articles)s was built from; nothing was changed",
        fault=fault,
        generation=served.name,
        articles=articles(served.manifest.articles),
    )


def _raw(article: Article) -> RawArticle:
    """The item that an article was extracted from, as far as the article says."""
    declared = article.published.evidence
    return RawArticle(
        uri=article.uri,
        anchor=article.anchor,
        title=article.title,
        text=article.text,
        url=article.url,
        id=article.id,
        published=declared.words if declared and declared.field == "published" else article.published.date,
        source=article.source.name if article.source else None,
        language=article.language.value,
        parent=article.parent,
    )


def _location(article: Article) -> str:
    return article.uri if article.uri.startswith(WEB) else RESCUED

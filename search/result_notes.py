"""What a page of results says about what was found: which words the articles have, what is hidden, why there is none.

In: the session of a search, and what it found. Out: notes. Never here: a sentence in a language (`search.model.notes`).
"""

from indexer.model.notes import Note
from search.compile.compiled import Compiled
from search.model.notes import (
    ALIKE_FOLLOW,
    MOST_WORDS,
    NONE_WITH_ALL_WORDS,
    NONE_WITH_FILTERS,
    NONE_WITH_MOST,
    NONE_WITH_THE_WORD,
    OTHERS,
    SOME_WORDS,
    TRANSLATED_FOLLOW,
    UNDATED_HIDDEN,
)
from search.model.results import Matching
from search.rank.retrieval import Found
from search.session import Session


def about(session: Session, found: Found) -> list[Note]:
    """Notes on why the set is empty, on values of filters that no article has, on what the articles of the set have in
    common, and on those that a range of days hides."""
    notes = [*([] if found.total else _why_none(session, found)), *session.filter_notes]
    if found.total and found.matching is not Matching.ALL:
        notes.append(Note(MOST_WORDS if found.matching is Matching.MOST else SOME_WORDS))
    if session.has_days and (hidden := session.undated()):
        notes.append(Note(UNDATED_HIDDEN, {"count": str(hidden)}))
    return [*notes, *(session.compiled.loosened if found.others else ())]


def about_others(compiled: Compiled) -> Note:
    """What the closest others have of the query."""
    if not compiled.alike:
        return Note(OTHERS)
    return Note(TRANSLATED_FOLLOW if compiled.doubtful else ALIKE_FOLLOW)


def _why_none(session: Session, found: Found) -> list[Note]:
    """Why the set has no article: because of the words, if they find none without the filters either."""
    words = session.compiled.words
    if session.is_filtered and session.unfiltered:
        return [] if session.filter_notes else [Note(NONE_WITH_FILTERS)]
    if not words:
        return []
    if found.matching is Matching.MOST:
        return [Note(NONE_WITH_MOST)]
    return [Note(NONE_WITH_THE_WORD if len(words) == 1 else NONE_WITH_ALL_WORDS)]

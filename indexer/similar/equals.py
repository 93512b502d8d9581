"""What is equal in both languages, taken from the tables of a generation.

In: concepts and translations. Out: `Equals`. Never here: an article, or a name or word that may mean two things.
"""

from analyzers.script import Script, script
from indexer.gazetteers.concepts import Concepts
from indexer.lexicon.translations import Translations
from indexer.similar.marks import PLACE, Equals

IN_PLACE = f"{PLACE}:"


def equals_of(concepts: Concepts, translations: Translations) -> Equals:
    """The equals of a generation that is built from scratch; those that continue it keep them, so that all articles
    are marked by the same ones."""
    return Equals(
        concepts={form: ids[0] for form, ids in concepts.stems() if len(ids) == 1},
        words={stem: other for stem, other in translations.sure() if script(stem) is Script.ARABIC},
        places={form: ids[0] for form, ids in concepts.forms() if len(ids) == 1 and ids[0].startswith(IN_PLACE)},
    )

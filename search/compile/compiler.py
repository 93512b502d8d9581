"""From the syntax tree to what the engine is asked.

In: a `Parsed` query, an analyzer, gazetteers. Out: `Compiled`: the query that demands all the words, the one that
demands some of them, and notes. Never here: an engine's types, or an exception because of the query.
"""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from analyzers.pipeline import Analyzer
from indexer.engines.port.query import AtLeast, Every, Maybe, Not, Nothing, Query
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.notes import Note
from search.compile.clauses import ALL_FORMS, ALL_PARTS, Clause, Leaves
from search.compile.combining import all_of, any_of, is_filter
from search.compile.compiled import Compiled
from search.compile.expander import Expander
from search.compile.expansions import named_by
from search.compile.frequencies import Frequencies, pairs_of_word
from search.compile.joining import as_typed, meaningful
from search.compile.nested import EVERYWHERE, Nested
from search.compile.word_clauses import BooleanClauses, WordCompiler, runs
from search.model.notes import NOTHING_TO_SEARCH, ONLY_COMMON_WORDS, PHRASE_LOOSENED, PHRASE_NOWHERE
from search.model.ranking import MOST_PART, SOME_WORDS_PART
from search.query.parser import unique
from search.query.syntax import All, Excluded, Fielded, Group, Node, Parsed, Phrase, Required, Word
from search.query.words import content_words, every_word

#: In a query of fewer words than this, no word may be missing.
WORDS_TO_RELAX = 2
#: The weights of words are rounded to so many steps of one.
WEIGHT_STEPS = 2


@dataclass(frozen=True, slots=True)
class _Loose:
    """A query of which some `words` are enough: the phrases that it still demands (`must`) and those that only add to
    the score (`optional`), whose words are among the words, with notes on them."""

    words: list[Clause]
    must: list[Query]
    optional: list[Query]
    notes: tuple[Note, ...]


class Compiler:
    """Compiles one query; without an expander, only for the words as typed. `without` names concepts that are not to be
    expanded, `stands` says whether a query finds any article."""

    def __init__(
        self,
        analyzer: Analyzer,
        gazetteers: Gazetteers,
        frequencies: Frequencies,
        expander: Expander | None = None,
        without: Collection[str] = (),
        stand: Callable[[Sequence[Query]], Sequence[bool]] = lambda queries: [True] * len(queries),
    ) -> None:
        self._analyzer = analyzer
        self._frequencies = frequencies
        self._stand = stand
        self._notes: list[Note] = []
        self._leaves = Leaves(analyzer, frequencies.has, frequencies.rarity)
        self._words = WordCompiler(analyzer, self._leaves, frequencies, self._notes, expander, without)
        self._nested = Nested(self._leaves, self._words, gazetteers, frequencies.has, self._notes)

    def build(self, parsed: Parsed) -> Compiled:
        """What to ask the engine for this query."""
        self._notes[:] = parsed.notes
        self._words.expansions.clear()
        words = list(every_word(parsed.tree, self._analyzer))
        self._frequencies.expect([pair for word in words for pair in pairs_of_word(word.token)])
        clauses = self._boolean_clauses(parsed.tree)
        asked = [*clauses.expanded, *clauses.must, *(clause for clause, _ in clauses.phrases)]
        wanted = meaningful(asked)
        if not wanted and not clauses.must_not:
            if parsed.typed:
                self._notes.append(Note(NOTHING_TO_SEARCH))
            return Compiled(Every(), None, False, unique(self._notes))
        if wanted and all(clause.common for clause in wanted):
            self._notes.append(Note(ONLY_COMMON_WORDS))
        strict, literal = _with_all(wanted, clauses), None
        if any(expansion.is_counted and not expansion.days for expansion in self._words.expansions):
            literal = _with_all(meaningful(as_typed(asked)), clauses)
        loose = self._loosened(clauses)
        relaxed = self._relaxed(clauses, loose)
        scored = any(not is_filter(clause.query) for clause in wanted)
        return Compiled(
            strict,
            relaxed,
            scored,
            unique(self._notes),
            loose.notes,
            content_words(words),
            tuple(self._words.expansions),
            literal,
            _most(clauses, loose),
            together=self._together(parsed.tree),
            named=self._named(parsed.tree),
            alike=relaxed is not None and len(_content(clauses)) < WORDS_TO_RELAX,
            doubtful=any(clause.other is not None for clause in _content(clauses)),
        )

    def _boolean_clauses(self, tree: Node) -> BooleanClauses:
        clauses = BooleanClauses()
        for run in runs(tree.children if isinstance(tree, Group) else (tree,)):
            node = run[0]
            match node:
                case Word():
                    self._words.add(clauses, run)
                case Phrase():
                    clause = self._leaves.phrase(node.text, ALL_PARTS)
                    clauses.phrases += [(clause, node)] if clause else []
                case Excluded():
                    clause = self._nested.excluded(node, EVERYWHERE)
                    clauses.must_not += [clause.query] if clause else []
                case Required() | All() | Fielded():
                    clause = self._nested.clause(node, EVERYWHERE)
                    clauses.must += [clause] if clause else []
                case _:
                    clause = self._nested.clause(node, EVERYWHERE)
                    clauses.should += [clause] if clause else []
                    clauses.expanded += [clause] if clause else []
        return clauses

    def _loosened(self, clauses: BooleanClauses) -> _Loose:
        """The words of which some are enough for the closest articles. Those of a phrase are among them beside plain
        words, or if the phrase stands nowhere; who quotes alone gets the phrase alone."""
        plain = [clause for clause in _content(clauses) if not clause.empty or clause.other is not None]
        found = self._stand([clause.query for clause, _ in clauses.phrases])
        stands = {phrase: stand for (_, phrase), stand in zip(clauses.phrases, found, strict=True)}
        loose = [phrase for phrase in stands if plain or not stands[phrase]]
        quoted = [word for phrase in loose for word in self._words_of(phrase)]
        return _Loose(
            words=[*plain, *(word for word in quoted if not word.common and not word.empty)],
            must=[clause.query for clause, phrase in clauses.phrases if phrase not in loose],
            optional=[clause.query for clause, phrase in clauses.phrases if phrase in loose and stands[phrase]],
            notes=tuple(
                Note(PHRASE_LOOSENED if stands[phrase] else PHRASE_NOWHERE, {"phrase": phrase.text}) for phrase in loose
            ),
        )

    def _together(self, tree: Node) -> Query | None:
        """All plain words of a query that has nothing else, as one phrase; None for a date. The words of a name beside
        others may stand there by chance, at the end of a sentence, where the article is not about it."""
        if any(expansion.days for expansion in self._words.expansions):
            return None
        words = tree.children if isinstance(tree, Group) else ()
        texts = [word.text for word in words if isinstance(word, Word)]
        if len(texts) < max(2, len(words)):
            return None
        clause = self._leaves.phrase(" ".join(texts), ALL_PARTS)
        if clause is None or clause.empty:
            return None
        whole = [one for one in self._words.expansions if one.last - one.first == len(texts)]
        return clause.query if whole else all_of([clause.query, *self._named(tree)])

    def _named(self, tree: Node) -> tuple[Query, ...]:
        """What chooses the articles about each country and body that words name; nothing beside operators, since it is
        enough that an article is about one side of an OR."""
        nodes = tree.children if isinstance(tree, Group) else (tree,)
        plain = all(isinstance(node, Word | Phrase | Excluded) for node in nodes)
        return tuple(named_by(self._words.expansions)) if plain else ()

    def _words_of(self, phrase: Phrase) -> list[Clause]:
        return self._leaves.words(phrase.text, ALL_PARTS, ALL_FORMS)

    def _relaxed(self, clauses: BooleanClauses, loose: _Loose) -> Query | None:
        content = _content(clauses)
        if not (loose.words or clauses.expansions) or (
            len(content) < WORDS_TO_RELAX
            and not clauses.has_look_alikes
            and not loose.notes
            and all(word.other is None for word in content)
        ):
            return None
        known = sum(not word.empty for word in loose.words)
        children = (*(word.loosened for word in loose.words), *clauses.expansions)
        some: Query = AtLeast(children, _some(known or len(children)))
        if loose.optional:
            some = Maybe(some, any_of(loose.optional))
        return all_of([some, *_demanded(clauses), *loose.must])


def _most(clauses: BooleanClauses, loose: _Loose) -> Query | None:
    """What holds most of what the words say, as typed or by what counts as them, and all phrases. A word that the
    collection does not have counts too."""
    plain = _content(clauses)
    quoted = [word for word in loose.words if word not in plain]
    words = [word for word in (*plain, *quoted) if word.met is not None or not word.empty]
    if not words:
        return None
    unknown = [word.weight for word in plain if word.empty and word.met is None]
    weights = tuple(max(1, round(WEIGHT_STEPS * word.weight)) for word in words)
    wanted = MOST_PART * (sum(weights) + WEIGHT_STEPS * sum(unknown))
    held = AtLeast(tuple(any_of([word.query, word.met or Nothing()]) for word in words), math.ceil(wanted), weights)
    return all_of([held, *_demanded(clauses), *(clause.query for clause, _ in clauses.phrases)])


def _demanded(clauses: BooleanClauses) -> list[Query]:
    """What must be there, and what must not, whatever else is loosened."""
    return [*(clause.query for clause in meaningful(clauses.must)), *map(Not, clauses.must_not)]


def _with_all(wanted: Sequence[Clause], clauses: BooleanClauses) -> Query:
    return all_of([*(clause.query for clause in wanted), *map(Not, clauses.must_not)])


def _content(clauses: BooleanClauses) -> list[Clause]:
    return [clause for clause in clauses.should if not clause.common]


def _some(count: int) -> int:
    return max(1, count // SOME_WORDS_PART)

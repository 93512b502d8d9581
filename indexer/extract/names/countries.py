"""The countries of an article, and whether it is about them.

In: mentions of countries and of bodies that have a home country. Out: `CountryMention`s with their roles. Never here:
telling the meanings of a name apart (`mentions.py`).
A country is primary when the weights of its mentions (`data/country_weights.tsv`, by kind of name and by place in the
article, each sum limited by `most`; changed by what a mention is part of, `contexts.py`) reach `ENOUGH`, and `SHARE` of
the highest sum. What stands in the body alone is never enough. When no country reaches it, the one with the highest sum
is primary, if it has `SOME`; two with the same sum both are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from indexer.extract.names.contexts import factor
from indexer.extract.names.mentions import Mention
from indexer.extract.names.reading import Zone
from indexer.model.article import CountryMention, Role
from indexer.tables import rules

ENOUGH = 1.0
SOME = 0.3
#: Beside a country that the article speaks of at length, one that it names in passing is only mentioned.
SHARE = 0.38
#: The most that mentions outside title, dateline and lead are worth.
BODY_ALONE = 0.9
#: The outlet's own country stands in only while no other country is named in the lead.
HOME_BELOW = 0.7
#: What it adds to the score of a country that a local outlet of that country names. Of 2,128 articles from the home
#: desks of a Tunisian radio (ANTCorpus) it makes 28 more about Tunisia, of 600 from its foreign desk 8.
HOME_BONUS = 0.5


@cache
def _weights() -> dict[tuple[str, str], tuple[float, float]]:
    return {
        (row["kind"], row["zone"]): (float(row["weight"]), float(row["most"]))
        for row in rules.rows("country_weights.tsv", "kind", "zone", "weight", "most")
    }


def find_countries(
    mentions: Sequence[Mention], home: str = "", stand_in: Mention | None = None
) -> tuple[CountryMention, ...]:
    """The countries with their roles and evidence, in order of appearance.

    `home` is the country of a local outlet that declared itself; `stand_in` mentions it where the outlet speaks of its
    own country without naming it, and counts while no other country is even named in the lead.
    """
    if stand_in and not any(score(group) >= HOME_BELOW for group in _by_country(mentions).values()):
        mentions = [*mentions, stand_in]
    grouped = _by_country(mentions)
    scores = {code: score(group) + HOME_BONUS * (code == home) for code, group in grouped.items()}
    primary = _with_companions(_primary(scores), mentions)
    return tuple(
        CountryMention(
            code,
            Role.PRIMARY if code in primary else Role.MENTIONED,
            tuple(mention.evidence for mention in group),
        )
        for code, group in grouped.items()
    )


def _primary(scores: Mapping[str, float]) -> set[str]:
    """The countries with enough, of themselves and beside the one with the most."""
    if not scores:
        return set()
    best = max(scores.values())
    least = max(ENOUGH, SHARE * best) if best >= ENOUGH else max(SOME, best)
    return {code for code, reached in scores.items() if reached >= least}


def _with_companions(primary: set[str], mentions: Sequence[Mention]) -> set[str]:
    """The primary countries and those that title or lead name in one list with them: what is said of one is of all."""
    listed = [(one.beside, one.code) for one in mentions if one.beside and one.zone is not Zone.BODY]
    for pair in (*listed, *reversed(listed)):
        if primary.intersection(pair):
            primary = primary.union(pair)
    return primary


def about(mentions: Sequence[Mention]) -> list[str]:
    """The countries that these mentions alone make primary beyond doubt."""
    return [code for code, group in _by_country(mentions).items() if score(group) >= ENOUGH]


def _by_country(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    grouped: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        grouped[mention.code].append(mention)
    return grouped


def score(mentions: Iterable[Mention]) -> float:
    """The sum of the weights of one country's mentions."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for mention in mentions:
        key = (mention.kind.value, mention.zone.value)
        sums[key] += _weights()[key][0] * factor(mention.context)
    limited = {key: min(reached, _weights()[key][1]) for key, reached in sums.items()}
    total = sum(limited.values())
    return min(total, BODY_ALONE) if all(zone == Zone.BODY for _, zone in limited) else total

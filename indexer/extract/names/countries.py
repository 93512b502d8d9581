"""The countries of an article, and their roles.

In: mentions of countries and of bodies that have a home country. Out: `CountryMention`s with their roles. Never here:
a choice between the meanings of a name (`meanings.py`).
The score of a country is the sum of the weights of its mentions. A weight depends on the kind of name and the zone
(`data/country_weights.tsv`; `most` limits each sum), and on the context of the mention (`contexts.py`). A country is
primary if its score reaches `ENOUGH`, and `SHARE` of the highest score. Mentions in the body alone never reach
`ENOUGH`. If no score does, the country with the highest one is primary, if it reaches `SOME`; if several have that
score, all are.
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
#: Least share of the highest score: next to a country at length, one that is named in passing is only mentioned.
SHARE = 0.38
#: The highest score of a country that only the body mentions.
BODY_ALONE = 0.9
#: The outlet's own country is added only if every other score is below this: no country is named in the lead.
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

    `home` is the country of a local outlet that declared itself; `stand_in` is a mention of it
    if the outlet means its own country without naming it; it counts only if no score reaches `HOME_BELOW`.
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
    """The countries whose scores are high enough, absolutely and compared with the highest."""
    if not scores:
        return set()
    best = max(scores.values())
    least = max(ENOUGH, SHARE * best) if best >= ENOUGH else max(SOME, best)
    return {code for code, reached in scores.items() if reached >= least}


def _with_companions(primary: set[str], mentions: Sequence[Mention]) -> set[str]:
    """The primary countries, and those that title or lead list with them: a list has one role."""
    listed = [(one.listed_after, one.code) for one in mentions if one.listed_after and one.zone is not Zone.BODY]
    for pair in (*listed, *reversed(listed)):
        if primary.intersection(pair):
            primary = primary.union(pair)
    return primary


def surely_primary(mentions: Sequence[Mention]) -> list[str]:
    """The countries whose scores from these mentions alone reach `ENOUGH`."""
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

"""Of two articles that tell of one event in two languages, the one in the language of the query comes first.

In: ids in order, with their tiers. Out: the same ids. Never here: a score, or an article of another tier.
"""

from collections.abc import Callable, Sequence

#: Id of an article -> the articles in the other language that probably report the same event.
Counterparts = Callable[[str], Sequence[str]]


def own_first(
    ids: Sequence[str], tiers: Sequence[int], counterparts: Counterparts, is_own: Callable[[str], bool]
) -> list[str]:
    """The ids, in which an article that `is_own` stands before its counterparts of the same tier."""
    tier_of = dict(zip(ids, tiers, strict=True))
    ordered: dict[str, None] = {}
    for id in ids:
        versions = [one for one in counterparts(id) if tier_of.get(one) == tier_of[id]]
        if versions and not is_own(id):
            ordered |= dict.fromkeys(one for one in ids if one in versions)
        ordered.setdefault(id)
    return list(ordered)

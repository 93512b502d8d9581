"""Of two articles that tell of one event in two languages, the one in the language of the query comes first.

In: ids in order, with their tiers. Out: the same ids. Never here: a score, or an article of another tier.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

#: Ids of articles -> for those that have any, the articles in the other language that probably report the same event.
Counterparts = Callable[[Sequence[str]], Mapping[str, Sequence[str]]]
#: Ids -> those of them that are in the language of the query.
Own = Callable[[Sequence[str]], Collection[str]]


def own_first(
    ids: Sequence[str],
    tiers: Sequence[int],
    counterparts: Counterparts,
    own: Callable[[Sequence[str]], Collection[str]],
) -> list[str]:
    """The ids, in which one of those that are `own` stands before its counterparts of the same tier."""
    tier_of = dict(zip(ids, tiers, strict=True))
    found = counterparts(ids)
    versions = {id: [one for one in others if tier_of.get(one) == tier_of[id]] for id, others in found.items()}
    ours = own([id for id in ids if versions.get(id)])
    ordered: dict[str, None] = {}
    for id in ids:
        if versions.get(id) and id not in ours:
            ordered |= dict.fromkeys(one for one in ids if one in versions[id])
        ordered.setdefault(id)
    return list(ordered)

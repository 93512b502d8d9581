"""From pairs that belong together to stories.

In: pairs of ids, and when each article was first met. Out: stories with their members, and for each story the one
that probably reports the same event. Never here: a guess; a story that could be paired with two is paired with none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from indexer.stories.facts import Pair


def stories(pairs: Iterable[Pair], first_seen: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Story id -> its articles, the earliest first; the story has the id of its earliest article."""
    leader: dict[str, str] = {}
    for one, other in pairs:
        one, other = _leader(leader, one), _leader(leader, other)
        first, second = sorted((one, other), key=lambda id: (first_seen[id], id))
        if first != second:
            leader[second] = first
    members: dict[str, list[str]] = defaultdict(list)
    for id in leader:
        members[_leader(leader, id)].append(id)
    return {
        story: (story, *sorted(others, key=lambda id: (first_seen[id], id)))
        for story, others in sorted(members.items())
    }


def related(pairs: Iterable[Pair], story_of: Mapping[str, str]) -> dict[str, str]:
    """Story, or single article -> the one in the other language that reports the same event; always both ways."""
    candidates: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        one, other = (story_of.get(id, id) for id in pair)
        candidates[one].add(other)
        candidates[other].add(one)
    choice = {story: min(others) for story, others in candidates.items() if len(others) == 1}
    return {story: other for story, other in sorted(choice.items()) if choice.get(other) == story}


def _leader(leader: dict[str, str], id: str) -> str:
    """The earliest article of the group that an article is in so far (union-find, with path compression)."""
    while (above := leader.get(id, id)) != id:
        leader[id] = leader.get(above, above)
        id = above
    return id

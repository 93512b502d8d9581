"""Which articles of a generation belong together: a file of the generation.

In: stories and pairs, or the file. Out: the file, or the other articles of a story. Never here: an article itself.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indexer.model.errors import GenerationError
from indexer.model.notes import note, run

STORIES_FILE = "stories.json"


@dataclass(frozen=True)
class Membership:
    """`stories`: story id -> its articles, the earliest first. `related`: story, or single article -> the one in the
    other language that probably reports the same event."""

    stories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    related: Mapping[str, str] = field(default_factory=dict)
    _story_of: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        story_of = {id: story for story, members in self.stories.items() for id in members}
        object.__setattr__(self, "_story_of", story_of)

    def story(self, id: str) -> str | None:
        """The story of an article, or None when there is no copy of it."""
        return self._story_of.get(id)

    def copies(self, id: str) -> tuple[str, ...]:
        """The other articles of its story."""
        story = self.story(id)
        return tuple(member for member in self.stories[story] if member != id) if story else ()

    def counterparts(self, id: str) -> tuple[str, ...]:
        """The articles in the other language that probably report the same event."""
        other = self.related.get(self.story(id) or id)
        return self.stories.get(other, (other,)) if other else ()


def save(membership: Membership, generation: Path) -> None:
    """Write the file into a generation's directory; the same membership is always the same file."""
    value = {"stories": membership.stories, "related": membership.related}
    text = json.dumps(value, ensure_ascii=False, indent=0, sort_keys=True)
    (generation / STORIES_FILE).write_text(text + "\n", encoding="utf-8", errors="surrogatepass")


def load(generation: Path) -> Membership:
    """The membership of a generation; empty if it has no file. Raises GenerationError when the file is damaged."""
    path = generation / STORIES_FILE
    if not path.exists():
        return Membership()
    try:
        value = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        stories = {story: tuple(members) for story, members in value["stories"].items()}
        return Membership(stories, dict(value["related"].items()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        fault = f"{type(error).__name__}: {error}"
        raise GenerationError(
            note("%(path)s: is damaged (%(fault)s)", path=path, fault=fault), run("python -m indexer reindex")
        ) from error

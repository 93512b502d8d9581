"""Where the generations of a collection are kept, by the settings.

In: settings. Out: `Generations`. Never here: the client of a cluster, unless the engine is on one.
"""

from indexer.generations.generations import Generations
from indexer.model.settings import ON_CLUSTER, Settings


def generations_of(settings: Settings, *, polled_seconds: float = 0.0) -> Generations:
    """The generations of the engine of the settings; a cluster is asked at most every `polled_seconds` which of them is
    served."""
    if settings.engine != ON_CLUSTER:
        return Generations(settings.data)
    from indexer.generations.on_cluster import ClusterGenerations

    return ClusterGenerations(settings.data, settings.cluster, polled_seconds)

"""Moments as `status.json` holds them.

In: ISO 8601. Out: aware moments. Never here: the present time.
"""

from datetime import UTC, datetime


def moment_of(iso: str) -> datetime:
    """The moment of an ISO 8601 text; without a zone it is in UTC. Raises ValueError for another text."""
    moment = datetime.fromisoformat(iso)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

"""A `status.json` as the last run left it. In: what differs from an ordinary one. Out: the file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from indexer.reporting.status_file import write_status

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
SOURCE: dict[str, Any] = {
    "location": "/srv/desk/news",
    "outlet": None,
    "articles": 1200,
    "newest": (NOON - timedelta(hours=2)).isoformat(),
    "in_order": NOON.isoformat(),
    "trouble": "",
    "is_overdue": False,
    "rejected": 0,
}
REJECTED = {
    "location": "/srv/desk/news",
    "place": "/srv/desk/news/deep/broken.jsonl:3",
    "reason": "has the id <b> of the article at /srv/desk/news/a.txt",
    "since": (NOON - timedelta(days=1)).isoformat(),
}


def leave(data: Path, *, sources: tuple[dict[str, Any], ...] = (SOURCE,), rejected: int = 0, **other: Any) -> None:
    """Write the status of a run that ended at noon; the next one is expected ten minutes later."""
    run = {"started": NOON.isoformat(), "finished": NOON.isoformat(), "outcome": "done", "seconds": 3.25}
    content = run | {
        "refreshed": NOON.isoformat(),
        "next_run": (NOON + timedelta(minutes=10)).isoformat(),
        "runs": [run],
        "collection": {
            "articles": 1200,
            "sources": [SOURCE | source for source in sources],
            "rejected": [REJECTED] * rejected,
        },
    }
    write_status(data, content | other)

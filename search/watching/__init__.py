"""Watching saved searches: what came into the collection since the last time."""

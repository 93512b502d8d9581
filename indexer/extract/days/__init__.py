"""Days: when an article was published, and the days of events in its text."""

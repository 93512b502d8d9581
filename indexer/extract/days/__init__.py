"""Days: when an article was published, and the days that its text speaks of."""

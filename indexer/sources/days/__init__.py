"""The day on which a page says that it was published."""

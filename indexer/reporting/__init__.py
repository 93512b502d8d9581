"""Reporting: what a run tells its operator, and what the page may show of it."""

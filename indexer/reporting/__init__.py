"""Reporting: what a run reports to its operator, and what the page may show of it."""

"""Whoosh: what the engines built on it share. The one door to the library."""

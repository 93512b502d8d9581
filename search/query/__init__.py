"""The query language: from what a visitor typed to a syntax tree and notes; no query raises an error."""

"""Asking: a query and one segment in, documents with scores and counts out."""

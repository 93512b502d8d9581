"""Showing: articles and a query in; hits, snippets, labels and explanations out."""

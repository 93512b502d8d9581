"""Spelling: words that the collection does not have in, the words that were meant out."""

"""Compiling: a syntax tree and filters in, queries for the engine out."""

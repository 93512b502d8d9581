"""Compiling: a syntax tree and filters in, what the engine is asked out."""

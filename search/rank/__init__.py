"""Ranking: what the engine found in, the order of the page out."""

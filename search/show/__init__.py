"""Showing: an article and what was asked in, what a visitor sees of it out."""

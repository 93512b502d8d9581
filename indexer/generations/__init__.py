"""Generations: immutable index directories, and which one of them is served."""

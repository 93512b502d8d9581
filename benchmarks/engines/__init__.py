"""The engine benchmark: one collection, one set of questions, several engines, one run."""

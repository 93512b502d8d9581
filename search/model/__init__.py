"""The model: what a search gives back, its notes, and every weight of the ranking."""

"""Files: the arrays that a segment consists of, written and read."""

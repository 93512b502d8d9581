"""Writing: analysed articles in, segments out."""

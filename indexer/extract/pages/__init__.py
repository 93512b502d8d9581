"""Pages: one page in, the items that it holds out."""

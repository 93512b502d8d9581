"""Similar articles: which articles are about much the same, in either language, and by which concepts and names."""

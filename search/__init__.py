"""The read side: a visitor's query and filters in, ranked hits, facets, snippets and notes out."""

"""Names: what the names in a text mean, and whether the article is about them."""

"""HTML and XML to trees, texts and declarations."""

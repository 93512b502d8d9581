"""The page: a visitor's request in; HTML, JSON, feeds and exports out. The only package that knows Flask."""

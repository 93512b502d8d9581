"""The stock engine: plain Whoosh behind the port."""

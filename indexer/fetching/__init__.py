"""Sources over HTTP: a URL in, what it brought since the last time out."""

"""Names across scripts: how the collection writes a name in the letters of the other language."""

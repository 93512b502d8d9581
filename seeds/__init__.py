"""The tables and the sample collection that a fresh checkout starts from; a package, so that they install with it."""

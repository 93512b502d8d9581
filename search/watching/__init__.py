"""What is new to the archive and a saved search finds: the file of searches, the digest, its mail."""

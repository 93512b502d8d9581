"""Commands: what each command of `python -m indexer` does with its arguments, and what it prints."""

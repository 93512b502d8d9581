"""The archive: every item that was ever read, with its revisions."""

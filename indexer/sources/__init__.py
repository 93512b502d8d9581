"""Readers: a file, folder, page, feed or export in, `RawArticle` or `Rejected` out."""

"""Naming: the forms that names take in running text, and how words are compared."""

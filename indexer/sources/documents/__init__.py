"""Readers of PDF, Word, text and e-mail files."""

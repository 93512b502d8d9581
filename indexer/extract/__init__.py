"""Extraction: a raw article in, an `Article` with date, countries, agencies, source and evidence out."""

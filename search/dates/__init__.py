"""Dates: a text as typed in, the days that the text means out."""

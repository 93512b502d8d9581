"""Dates: what a visitor typed in, the days that it means out."""

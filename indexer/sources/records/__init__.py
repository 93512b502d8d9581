"""Readers of feeds, of JSON files and of exports."""

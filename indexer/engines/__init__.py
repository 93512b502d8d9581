"""Engines: index formats behind one port."""

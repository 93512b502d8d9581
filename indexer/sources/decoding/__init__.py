"""Bytes to text: packed, in any encoding."""

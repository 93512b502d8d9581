"""Building: from the archive's items to a new, verified generation."""

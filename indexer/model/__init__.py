"""The values that pass between the packages: articles, sources, settings, errors, and the table of indexed fields."""

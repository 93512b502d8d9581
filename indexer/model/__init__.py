"""What passes between the rooms: articles, sources, settings, errors, and the table of indexed fields."""

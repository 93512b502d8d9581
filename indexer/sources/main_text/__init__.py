"""The article of a page, without the frame around it."""

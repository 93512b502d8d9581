"""The title of a page, by headings and declarations that agree."""

"""Stories: which articles are copies of one text, and which probably tell of one event in two languages."""

"""Stories: which articles are copies of one text, and which probably report one event in two languages."""

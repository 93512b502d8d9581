"""Tables: the readers of the word lists and rule tables that are shipped with the code."""

"""What did readers ask for that the tables do not know, and what would an entry change?"""

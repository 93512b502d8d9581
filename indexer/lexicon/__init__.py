"""Which words of one language translate which of the other?"""

"""Runs: one command from its sources to the generation that it leaves behind."""

"""Dates: the calendars, the zones, and dates as texts, machines and addresses write them."""

"""Dates: the calendars, and dates as texts write them."""

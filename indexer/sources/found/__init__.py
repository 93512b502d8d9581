"""What every reader gives back, and the fit values of it."""

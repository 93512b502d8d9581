"""The parts of a page that are laid out alike."""

"""The port: what every engine can be asked, and the shapes that pass through it."""

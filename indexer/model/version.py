"""The project's version; `setup.cfg` reads it here, and hosts that are asked for news see it."""

VERSION = "0.2.0"

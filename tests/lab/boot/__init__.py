"""The case that boots a whole Debian: its disk, its guest."""

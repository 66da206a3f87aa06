"""Putting the best candidates of an engine in order: learned, and the same for every engine."""

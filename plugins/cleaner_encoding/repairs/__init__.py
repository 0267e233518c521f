"""Repairs of characters, one kind a module: each takes a text, gives it back with a count."""

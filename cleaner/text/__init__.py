"""A text on its way through the chain: its edits, where they came from, and its lines."""

"""The parameters of the commands that run a chain, besides those of its plugins."""

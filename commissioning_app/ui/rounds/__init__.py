"""Rounds: their list, and the workspace of one round with its design."""

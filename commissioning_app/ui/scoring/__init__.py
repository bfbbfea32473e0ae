"""Scoring: a member's own screens, the officer's view of progress, and moderation."""

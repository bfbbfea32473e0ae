"""Monitoring answers: kept apart, read only as totals. What scores, shares or publishes can't import this."""

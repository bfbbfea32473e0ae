"""Monitoring answers: giving, seeing, correcting and withdrawing them, and freezing totals."""

"""Participatory commissioning and VCSE grants: from an offered pot to letters and an award schedule."""

__version__ = "0.1.0"

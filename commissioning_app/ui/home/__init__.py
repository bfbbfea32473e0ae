"""Home: what needs whoever is at the desk today."""

"""The rules of participatory commissioning, on the standard library alone."""

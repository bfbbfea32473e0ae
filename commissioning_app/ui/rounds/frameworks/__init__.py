"""A round read through the published frameworks, and the report of it."""

"""Read models: frozen rows for tables and pages, asked for in one call each."""

"""The import of EOIs from anybody's workbook, step by step in a window of its own."""

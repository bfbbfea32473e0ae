"""Reads other people's workbooks, and writes the application's own."""

"""The window: PySide6 pages over the services."""

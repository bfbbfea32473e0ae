"""The Letters tab: feedback, previews, and the whole batch into a folder."""

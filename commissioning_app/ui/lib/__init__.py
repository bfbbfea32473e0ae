"""What every page builds on: theme, tasks, tables, dialogs, errors, settings."""

"""Settings: who is at the desk, the look, where the data is, the funder."""
